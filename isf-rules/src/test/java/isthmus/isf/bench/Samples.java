package isthmus.isf.bench;

import isthmus.cpm.interworking.AddressCheck;
import isthmus.isf.Fixtures;
import isthmus.isf.InterworkingSelection;
import isthmus.isf.IsfRules;
import isthmus.isf.RecipientAddresses;
import isthmus.isf.SelectionRequest;
import isthmus.isf.SelectionSettings;
import isthmus.isf.policy.Action;
import isthmus.isf.policy.AddressList;
import isthmus.isf.policy.AddressPattern;
import isthmus.isf.policy.Circumstances;
import isthmus.isf.policy.Condition;
import isthmus.isf.policy.Condition.Sense;
import isthmus.isf.policy.Condition.Side;
import isthmus.isf.policy.Party;
import isthmus.isf.policy.PolicyRow;
import isthmus.isf.policy.PolicyTable;
import isthmus.isf.policy.Range;
import isthmus.isf.policy.RuleSet;
import isthmus.isf.policy.Stage;
import isthmus.isf.policy.WeekTimes;
import isthmus.isf.table.RequestFacts;
import isthmus.isf.table.RequestKind;
import isthmus.isf.table.RoutingTable;
import isthmus.isf.table.UserAnswers;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** Rule sets and requests that benchmarks and tests of size use; always the same ones. */
public final class Samples {
  private static final Instant MONDAY = Instant.parse("2026-03-23T00:00:00Z");

  private Samples() {}

  /** Rules that decide by a holder, with every address valid. */
  public static InterworkingSelection selection(IsfRules rules) {
    return new InterworkingSelection(
        rules,
        (_, recipient) -> new AddressCheck.Valid(recipient.phone().orElse("")),
        SelectionSettings.DEFAULT);
  }

  /** 40 rows, 12 services, and as many rows of policy as are wanted. */
  public static RuleSet big(int policyRows) {
    Random random = new Random(3);
    List<PolicyRow> rows = new ArrayList<>();
    for (int i = 0; i < policyRows; i++) {
      rows.add(row(i, random));
    }
    List<AddressPattern> blocked = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      blocked.add(new AddressPattern.Exactly(number(random)));
    }
    return new RuleSet(
        List.of(table()),
        Optional.of(new PolicyTable("policy", "Policy", rows)),
        List.of(new AddressList("blocked", "Blocked", blocked)),
        List.of());
  }

  /** As operators write them: most ask for a prefix and one thing more, few fit a given request. */
  private static PolicyRow row(int number, Random random) {
    List<Condition> conditions = new ArrayList<>();
    Sense sense = random.nextInt(8) == 0 ? Sense.IS_NOT : Sense.IS;
    Side side = random.nextBoolean() ? Side.FROM : Side.TO;
    conditions.add(
        new Condition.AddressIs(
            side,
            Sense.IS,
            random.nextInt(20) == 0
                ? List.of(new AddressPattern.InList("blocked"))
                : List.of(new AddressPattern.Prefix(number(random).substring(0, 4)))));
    switch (random.nextInt(7)) {
      case 0 -> conditions.add(new Condition.KindIs(Set.of(RequestKind.FILE_TRANSFER)));
      case 1 ->
          conditions.add(
              new Condition.SizeWithin(new Range(random.nextInt(50_000), Long.MAX_VALUE)));
      case 2 -> conditions.add(new Condition.ContentHas(sense, Set.of("picture", "video/*")));
      case 3 -> conditions.add(new Condition.TimeWithin(sense, office(random.nextInt(6))));
      case 4 ->
          conditions.add(new Condition.ClassIs(Side.FROM, sense, Set.of("class-" + number % 5)));
      case 5 -> conditions.add(new Condition.ServiceIs(sense, Set.of("service-" + number % 12)));
      default -> conditions.add(new Condition.CharactersWithin(new Range(0, random.nextInt(400))));
    }
    Stage stage = number % 10 == 0 ? Stage.FAILURE : Stage.SELECTION;
    Action action =
        random.nextBoolean()
            ? new Action.Prefer(List.of("service-" + number % 12))
            : new Action.Forbid(Set.of("service-" + number % 12));
    return new PolicyRow("row-" + number, "Row " + number, stage, conditions, List.of(action), "");
  }

  private static WeekTimes office(int hour) {
    return new WeekTimes(
        ZoneId.of("Europe/Berlin"),
        List.of(
            new WeekTimes.Span(
                EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
                LocalTime.of(6 + hour, 0),
                LocalTime.of(17, 30))));
  }

  private static String number(Random random) {
    return "+" + (10 + random.nextInt(90)) + (1_000_000 + random.nextInt(9_000_000));
  }

  private static RoutingTable table() {
    StringBuilder csv = new StringBuilder();
    for (int column = 1; column <= 12; column++) {
      csv.append(",Service ").append(column);
    }
    csv.append(",Criterion,Mandatory\n");
    Random random = new Random(2);
    String[] criteria = {"size", "text", "picture", "user accepts", "always", "characters"};
    for (int row = 0; row < 40; row++) {
      String criterion = criteria[row % criteria.length];
      boolean numeric = criterion.equals("size") || criterion.equals("characters");
      csv.append("Row ").append(row);
      for (int column = 0; column < 12; column++) {
        String yesNo = random.nextInt(20) > 0 ? "Yes" : "No";
        csv.append(',').append(numeric ? Integer.toString(100 + random.nextInt(100_000)) : yesNo);
      }
      csv.append(',').append(criterion).append(criterion.equals("always") ? ",No\n" : ",\n");
    }
    return Fixtures.table(csv.toString());
  }

  /** Requests of all sizes and kinds of content, from and to everywhere, around the week. */
  public static List<SelectionRequest> requests(RuleSet rules, int count) {
    Set<String> services = new TreeSet<>();
    rules.first().columns().forEach(column -> services.add(column.service()));
    Random random = new Random(1);
    String[] types = {"text/plain", "image/jpeg", "audio/amr", "video/3gpp"};
    List<SelectionRequest> requests = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      RequestFacts facts =
          RequestFacts.of(RequestKind.STANDALONE_MESSAGE)
              .withOctets(1 + random.nextInt(60_000))
              .withMediaTypes("text/plain", types[1 + random.nextInt(3)])
              .withText(random.nextInt(400), 1 + random.nextInt(3));
      if (random.nextInt(4) > 0) {
        facts = Fixtures.text(random.nextInt(200)).withText(random.nextInt(400), 1);
      }
      UserAnswers user =
          random.nextBoolean()
              ? UserAnswers.NONE
              : new UserAnswers(
                  Map.of(), Map.of("email", true), Map.of("sms", random.nextBoolean()));
      Party from = Party.ofNumber(number(random));
      String to = number(random);
      requests.add(
          SelectionRequest.of(facts, RecipientAddresses.ofPhone(to), services, services)
              .withUser(user)
              .withCircumstances(
                  Circumstances.of(
                      new Party(
                          from.uri(),
                          from.number(),
                          from.domain(),
                          Optional.of(String.format(Locale.ROOT, "class-%d", i % 7))),
                      Party.ofNumber(to),
                      MONDAY.plusSeconds(random.nextInt(604_800)))));
    }
    return requests;
  }
}
