package isthmus.isf;

import static org.assertj.core.api.Assertions.assertThat;

import isthmus.cpm.interworking.AddressCheck;
import isthmus.isf.Selection.Rejected;
import isthmus.isf.Selection.Selected;
import isthmus.isf.policy.Action;
import isthmus.isf.policy.AddressChange;
import isthmus.isf.policy.AddressMap;
import isthmus.isf.policy.Circumstances;
import isthmus.isf.policy.Condition;
import isthmus.isf.policy.Condition.Sense;
import isthmus.isf.policy.Condition.Side;
import isthmus.isf.policy.ContentChange;
import isthmus.isf.policy.Party;
import isthmus.isf.policy.PolicyRow;
import isthmus.isf.policy.PolicyTable;
import isthmus.isf.policy.RuleSet;
import isthmus.isf.policy.Stage;
import isthmus.isf.table.RequestFacts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** Rules with a row for each action of the policy table, picked by the class of the originator. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PolicyActionRows {
  static final Set<String> ALL = Set.of("sms", "mms", "email");
  private static final String TABLE =
      """
      Id:,main
      ,SMS,MMS,Email,Criterion,Mandatory
      Text ok,Yes,Yes,Yes,,
      Picture ok,No,Yes,Yes,,
      Max size,140,45000,10000000,,
      Nice,No,Yes,No,always,No
      """;
  private static final String FILES =
      """
      Id:,files
      ,Email,SMS,Criterion,Mandatory
      Max size,10000000,1000,,
      """;

  private final List<PolicyRow> rows = new ArrayList<>();
  private final IsfRules rules = new IsfRules(InstantSource.system());
  private InterworkingSelection selection;

  IsfRules rules() {
    return rules;
  }

  InterworkingSelection selection() {
    return selection;
  }

  @BeforeAll
  void activate() {
    row("force-sms", new Action.Force("sms"));
    row("force-fax", new Action.Force("fax"));
    row("force-mms-twice", new Action.Force("mms"));
    row("forbid", new Action.Forbid(Set.of("mms", "email")));
    row("forbid-all", new Action.Forbid(ALL));
    row("prefer", new Action.Prefer(List.of("email", "sms")));
    row("table", new Action.UseTable("files"));
    row("reject", new Action.Reject(403, "Not from here"));
    row("to-fixed", rewrite(Side.TO, new AddressChange.Fixed("+4930123456")));
    row("to-wrong", rewrite(Side.TO, new AddressChange.Fixed("bad")));
    row("to-mail", rewrite(Side.TO, new AddressChange.Fixed("mailto:help@example.org")));
    row("to-prefix", rewrite(Side.TO, new AddressChange.ReplacePrefix("+1555", "+44")));
    row("to-map", rewrite(Side.TO, new AddressChange.Mapped("numbers")));
    row("from-fixed", rewrite(Side.FROM, new AddressChange.Fixed("+4930999")));
    row("from-wrong", rewrite(Side.FROM, new AddressChange.Fixed("bad")));
    row("validity", new Action.Validity(Duration.ofHours(2)));
    row("retry", new Action.Retry(List.of(Duration.ofSeconds(30), Duration.ofMinutes(2))));
    row("retry-none", new Action.Retry(List.of()));
    row("strip", content(new ContentChange.Strip(Set.of("picture"))));
    row("truncate", content(new ContentChange.Truncate(100)));
    row("split", content(new ContentChange.Split(120)));
    row("link", content(new ContentChange.Link()));
    row("pass");
    row("several", new Action.Prefer(List.of("sms")), new Action.Validity(Duration.ofDays(1)));
    rows.add(new PolicyRow("twice", "", Stage.SELECTION, of("twice"), List.of(), ""));
    rows.add(
        new PolicyRow(
            "never-reached",
            "",
            Stage.SELECTION,
            of("twice"),
            List.of(new Action.Reject(403, "")),
            ""));
    rows.add(
        new PolicyRow(
            "after-failure",
            "",
            Stage.FAILURE,
            of("prefer"),
            List.of(new Action.Prefer(List.of("sms")), new Action.Forbid(Set.of("mms"))),
            ""));
    rows.add(
        new PolicyRow(
            "give-up",
            "",
            Stage.FAILURE,
            of("forbid"),
            List.of(new Action.Reject(480, "Later")),
            ""));
    rows.add(
        new PolicyRow(
            "incoming",
            "Incoming",
            Stage.INBOUND,
            of("to-map"),
            List.of(rewrite(Side.TO, new AddressChange.Mapped("numbers"))),
            ""));
    RuleSet set =
        new RuleSet(
            List.of(Fixtures.table(TABLE), Fixtures.table(FILES)),
            Optional.of(new PolicyTable("policy", "Policy", rows)),
            List.of(),
            List.of(
                new AddressMap(
                    "numbers", "Numbers", Map.of("+15551000001", "tel:+15559", "4711", "+4947"))));
    assertThat(rules.activate(set)).isInstanceOf(Activation.Activated.class);
    selection = new InterworkingSelection(rules, new Plan(), SelectionSettings.DEFAULT);
  }

  @AfterAll
  void close() {
    rules.close();
  }

  /** Telephone services take numbers with a plus sign, mail takes mail addresses. */
  private static final class Plan implements AddressValidity {
    @Override
    public AddressCheck check(String service, RecipientAddresses recipient) {
      return recipient
          .in(service)
          .or(service.equals("email") ? recipient::mail : recipient::phone)
          .map(address -> checkOriginator(service, address))
          .orElseGet(() -> new AddressCheck.NotValid("no address"));
    }

    @Override
    public AddressCheck checkOriginator(String service, String address) {
      boolean right = service.equals("email") ? address.contains("@") : address.startsWith("+");
      return right ? new AddressCheck.Valid(address) : new AddressCheck.NotValid("not readable");
    }
  }

  private void row(String id, Action... actions) {
    rows.add(new PolicyRow(id, "The row " + id, Stage.SELECTION, of(id), List.of(actions), ""));
  }

  private static List<Condition> of(String userClass) {
    return List.of(new Condition.ClassIs(Side.FROM, Sense.IS, Set.of(userClass)));
  }

  private static Action rewrite(Side side, AddressChange change) {
    return new Action.Rewrite(side, change);
  }

  private static Action content(ContentChange change) {
    return new Action.Content(change);
  }

  static SelectionRequest request(String userClass, RequestFacts facts) {
    RecipientAddresses recipient =
        RecipientAddresses.ofPhone("+15551000001").withServices(Map.of("email", "bob@example.org"));
    return SelectionRequest.of(facts, recipient, ALL, ALL)
        .withCircumstances(Circumstances.of(party(userClass), Party.UNKNOWN, Instant.EPOCH));
  }

  static Party party(String userClass) {
    return new Party("tel:+1444", Optional.of("+1444"), Optional.empty(), Optional.of(userClass));
  }

  Selected selected(String userClass, RequestFacts facts) {
    return selected(request(userClass, facts));
  }

  Selected selected(SelectionRequest request) {
    return switch (selection.select(request)) {
      case Selected selected -> selected;
      case Rejected rejected -> throw new AssertionError(rejected.explanation().toText());
    };
  }

  Rejected rejected(SelectionRequest request) {
    return switch (selection.select(request)) {
      case Selected selected -> throw new AssertionError(selected.explanation().toText());
      case Rejected rejected -> rejected;
    };
  }

  static List<String> services(Selected selected) {
    List<String> services = new ArrayList<>();
    services.add(selected.chosen().service().service());
    selected.remaining().forEach(choice -> services.add(choice.service().service()));
    return services;
  }

  static RequestFacts text() {
    return Fixtures.text(100).withText(100, 1);
  }
}
