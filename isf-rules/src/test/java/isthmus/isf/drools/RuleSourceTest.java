package isthmus.isf.drools;

import static org.assertj.core.api.Assertions.assertThat;

import isthmus.isf.CompiledRules;
import isthmus.isf.Fixtures;
import isthmus.isf.RulesRefusedException;
import isthmus.isf.policy.Action;
import isthmus.isf.policy.AddressPattern;
import isthmus.isf.policy.Condition;
import isthmus.isf.policy.Condition.Sense;
import isthmus.isf.policy.Condition.Side;
import isthmus.isf.policy.PolicyRow;
import isthmus.isf.policy.PolicyTable;
import isthmus.isf.policy.Range;
import isthmus.isf.policy.RuleSet;
import isthmus.isf.policy.Stage;
import isthmus.isf.table.Bearing;
import isthmus.isf.table.Cell;
import isthmus.isf.table.Column;
import isthmus.isf.table.Criterion;
import isthmus.isf.table.Fact;
import isthmus.isf.table.MediaStream;
import isthmus.isf.table.PlainReading;
import isthmus.isf.table.RequestFacts;
import isthmus.isf.table.RequestKind;
import isthmus.isf.table.RoutingTable;
import isthmus.isf.table.RowKind;
import isthmus.isf.table.Source;
import isthmus.isf.table.Strategy;
import isthmus.isf.table.TableRow;
import isthmus.isf.table.Unit;
import isthmus.isf.table.UserAnswers;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RuleSourceTest {

  @Test
  void nothingAnOperatorWroteGetsIntoTheRules() throws RulesRefusedException {
    String evil = "\"); System.exit(7); // @{row} \\u0022 end rule";
    TableRow row =
        new TableRow(
            "pdf",
            evil,
            RowKind.CAPABILITY,
            new Criterion(Fact.MEDIA, Optional.of("application/zebra*")),
            Bearing.MANDATORY,
            1,
            Source.TABLE,
            List.of(Cell.YesNo.of(true)),
            evil);
    RoutingTable table =
        new RoutingTable(
            "id", evil, Strategy.TOP_DOWN, List.of(new Column("quagga", evil)), List.of(row));

    String rules = RuleSource.routing(RuleSet.of(table));

    assertThat(rules).doesNotContain("exit", "zebra", "quagga", "pdf");
    assertThat(rules)
        .contains(
            "rule \"table 0 row 0\"", "TableQuestion( table == 0, media(0) )", "$question.yes(0);");
    try (CompiledRules compiled = new DroolsRulesCompiler().compile(RuleSet.of(table))) {
      RequestFacts zebra =
          RequestFacts.of(RequestKind.FILE_TRANSFER).withMediaTypes("application/zebra-1");
      assertThat(compiled.evaluate(table, zebra, UserAnswers.NONE))
          .isEqualTo(PlainReading.evaluate(table, zebra, UserAnswers.NONE))
          .hasSize(1);
    }
  }

  @Test
  void rulesSayWhatTheTableSaysForEveryFactAndRandomRequests() throws RulesRefusedException {
    RoutingTable table = everyFact();
    Random random = new Random(11);
    try (CompiledRules compiled = new DroolsRulesCompiler().compile(RuleSet.of(table))) {
      for (int i = 0; i < 20_000; i++) {
        RequestFacts request = request(random);
        UserAnswers user =
            new UserAnswers(
                random.nextBoolean() ? Map.of() : Map.of("row-3", Map.of("a", true)),
                random.nextBoolean() ? Map.of() : Map.of("a", random.nextBoolean()),
                random.nextBoolean() ? Map.of() : Map.of("b", random.nextBoolean()));
        assertThat(compiled.evaluate(table, request, user))
            .isEqualTo(PlainReading.evaluate(table, request, user));
      }
    }
  }

  @Test
  void nothingOfThePolicyTableGetsIntoTheRulesButNumbers() {
    String evil = "true); System.exit(1); x(";
    PolicyRow row =
        new PolicyRow(
            "evil",
            evil,
            Stage.SELECTION,
            List.of(
                new Condition.AddressIs(
                    Side.FROM, Sense.IS_NOT, List.of(new AddressPattern.Exactly(evil))),
                new Condition.ServiceIs(Sense.IS, Set.of(evil)),
                new Condition.ContentHas(Sense.IS, Set.of(evil)),
                new Condition.FailureIs(Sense.IS, Set.of(evil)),
                new Condition.ClassIs(Side.TO, Sense.IS, Set.of(evil)),
                new Condition.KindIs(EnumSet.of(RequestKind.SESSION, RequestKind.FILE_TRANSFER)),
                new Condition.SizeWithin(new Range(5, Long.MAX_VALUE)),
                new Condition.CharactersWithin(new Range(0, 160))),
            List.of(new Action.Reject(403, evil), new Action.Force(evil)),
            evil);
    PolicyTable policy = new PolicyTable("policy", evil, List.of(row));
    RuleSet rules =
        new RuleSet(List.of(Fixtures.appendixD()), Optional.of(policy), List.of(), List.of());

    String drl = RuleSource.policy(policy, new PolicyConditions(policy, rules));

    assertThat(drl).doesNotContain("exit", "evil", "true");
    assertThat(drl)
        .contains(
            "PolicyQuestion( row == 0, stage == Stage.SELECTION && condition(0) && condition(1) &&"
                + " condition(2) && condition(3) && condition(4) && (kind =="
                + " RequestKind.FILE_TRANSFER || kind == RequestKind.SESSION) && octets >= 5L &&"
                + " characters >= 0L && characters <= 160L )");
  }

  @Test
  void appendixDBecomesOneRuleForEachRow() {
    String rules = RuleSource.routing(RuleSet.of(Fixtures.appendixD()));
    assertThat(rules.lines().filter(line -> line.startsWith("rule ")).count()).isEqualTo(11);
    assertThat(rules).contains("$question.limit(2, 10000000L);");
  }

  private static RoutingTable everyFact() {
    List<TableRow> rows = new ArrayList<>();
    for (Fact fact : Fact.values()) {
      Criterion criterion =
          fact == Fact.MEDIA ? new Criterion(fact, Optional.of("image/*")) : Criterion.of(fact);
      Unit unit = fact.unit();
      List<Cell> cells =
          fact.numeric()
              ? List.of(new Cell.Limit(10, unit), new Cell.Limit(0, unit), new Cell.Empty())
              : List.of(Cell.YesNo.of(true), Cell.YesNo.of(false), new Cell.Empty());
      Source source =
          switch (fact) {
            case PROVIDER_ALLOWS -> Source.USER_POLICY;
            case USER_ACCEPTS -> Source.USER_PREFERENCE;
            default -> Source.TABLE;
          };
      rows.add(
          new TableRow(
              "row-" + rows.size(),
              fact.word(),
              fact.kind(),
              criterion,
              Bearing.MANDATORY,
              1,
              source,
              cells,
              ""));
    }
    List<Column> columns = List.of(Column.ofLabel("A"), Column.ofLabel("B"), Column.ofLabel("C"));
    return new RoutingTable("every", "every fact", Strategy.WEIGHTS, columns, rows);
  }

  private static RequestFacts request(Random random) {
    List<String> types =
        List.of(
            "text/plain",
            "text/vcard",
            "image/png",
            "audio/amr",
            "video/mp4",
            "application/pidf+xml",
            "application/pdf");
    RequestFacts facts =
        RequestFacts.of(any(List.of(RequestKind.values()), random))
            .withMediaTypes(any(types, random))
            .withRecipients(1 + random.nextInt(20));
    if (random.nextBoolean()) {
      facts = facts.withOctets(random.nextInt(20)).withOctetsByService(Map.of("a", 12L));
    }
    if (random.nextBoolean()) {
      facts = facts.withText(random.nextInt(20), random.nextInt(20));
    }
    if (random.nextBoolean()) {
      facts = facts.withDuration(random.nextInt(20));
    }
    return random.nextBoolean()
        ? facts
        : facts.withStreams(any(List.of(MediaStream.values()), random));
  }

  private static <T> T any(List<T> values, Random random) {
    return values.get(random.nextInt(values.size()));
  }
}
