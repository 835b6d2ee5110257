package isthmus.isf.analysis;

import isthmus.cpm.address.ServiceIdentifier;
import isthmus.isf.AddressValidity;
import isthmus.isf.InterworkingSelection;
import isthmus.isf.IsfRules;
import isthmus.isf.PolicyAnswer;
import isthmus.isf.RecipientAddresses;
import isthmus.isf.Selection;
import isthmus.isf.SelectionRequest;
import isthmus.isf.SelectionSettings;
import isthmus.isf.Treatment;
import isthmus.isf.policy.Action;
import isthmus.isf.policy.Circumstances;
import isthmus.isf.policy.ContentChange;
import isthmus.isf.policy.Party;
import isthmus.isf.policy.PolicyRequest;
import isthmus.isf.policy.RuleSet;
import isthmus.isf.policy.Stage;
import isthmus.isf.table.Criterion;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Asks a rule set about recorded requests: of CPM users' the policy table before the decision, then
 * the selection's first attempt, then what follows failures; of messages that came from services
 * the policy table at stage inbound. Nothing is compiled and nothing is sent. Safe for any thread.
 */
public final class Replay {
  private final RuleSet rules;
  private final InterworkingSelection selection;
  private final FailureReplay failures;

  /**
   * A replay with a rule set.
   *
   * @param addresses which service reaches whom
   */
  public Replay(RuleSet rules, AddressValidity addresses, SelectionSettings settings) {
    this.rules = rules;
    this.selection = new InterworkingSelection(IsfRules.plain(rules, 1), addresses, settings);
    this.failures = new FailureReplay(selection);
  }

  /**
   * What comes out.
   *
   * @param service the service that would take it; empty when it would be rejected
   * @param rejection why it would be rejected, in few words that are the same for all that are
   *     rejected for the same reason; empty when it would not
   * @param address the address that it would be sent to, empty when rejected
   * @param treatment what else the policy wants
   * @param before what the policy does before the decision
   * @param selection how it came about; empty when the policy rejects it before the decision
   */
  public record Outcome(
      Optional<String> service,
      String rejection,
      String address,
      Treatment treatment,
      List<Action> before,
      Optional<Selection> selection) {
    /** Copies the list. */
    public Outcome {
      before = List.copyOf(before);
    }

    /** Whether a message would take the same way. */
    public boolean sameWay(Outcome other) {
      return service.equals(other.service) && rejection.equals(other.rejection);
    }

    /**
     * Why it is not another service, in a clause without addresses.
     *
     * @param other a service, or anything else
     */
    public String why(String other) {
      return service.isEmpty() ? rejection : Reasons.against(other, service.get(), selection);
    }

    /** Whether nothing at all would differ for a message. */
    boolean same(Outcome other) {
      return sameWay(other)
          && address.equals(other.address)
          && treatment.equals(other.treatment)
          && before.equals(other.before);
    }
  }

  /** The rule set. */
  public RuleSet rules() {
    return rules;
  }

  /** Asks about a request. */
  public Outcome of(RecordedRequest recorded) {
    SelectionRequest request = recorded.request();
    PolicyAnswer answer =
        selection.ask(
            new PolicyRequest(
                Stage.DECISION,
                request.facts(),
                request.identifier().map(ServiceIdentifier::service),
                beforeAnyFailure(recorded)));
    List<Action> before = answer.match().map(match -> match.actions()).orElse(List.of());
    Optional<Action.Reject> reject = answer.action(Action.Reject.class);
    if (reject.isPresent()) {
      String row = answer.match().map(match -> match.rowId()).orElse("");
      return new Outcome(
          Optional.empty(),
          byPolicy(reject.get(), row),
          "",
          Treatment.NONE,
          before,
          Optional.empty());
    }
    return outcome(selection.select(after(recorded, answer)), before);
  }

  /** What follows one of a message's failures, all before it having gone as recorded. */
  FailureReplay.Step after(RecordedRequest recorded, int failure) {
    return failures.after(recorded, failure);
  }

  /** Asks about a message that came from a service. */
  public Entry entry(RecordedRequest recorded) {
    SelectionRequest request = recorded.request();
    PolicyAnswer answer =
        selection.ask(
            new PolicyRequest(
                Stage.INBOUND,
                request.facts(),
                request.identifier().map(ServiceIdentifier::service),
                beforeAnyFailure(recorded)));
    String row = answer.match().map(match -> match.rowId()).orElse("");
    Optional<ContentChange> change =
        answer.action(Action.Content.class).map(Action.Content::change);
    String rejection =
        answer
            .action(Action.Reject.class)
            .map(reject -> byPolicy(reject, row))
            .or(
                () ->
                    change
                        .filter(it -> leavesNothing(it, request))
                        .map(_ -> "policy row " + row + " leaves nothing of it"))
            .orElse("");
    return new Entry(
        rejection,
        answer.from(),
        answer.to(),
        change.filter(it -> !(it instanceof ContentChange.Strip)),
        answer.action(Action.Validity.class).map(Action.Validity::period),
        row);
  }

  /** A pager mode message has one content. */
  private static boolean leavesNothing(ContentChange change, SelectionRequest request) {
    return change instanceof ContentChange.Strip(Set<String> patterns)
        && patterns.stream()
            .flatMap(pattern -> Criterion.ofContent(pattern).stream())
            .anyMatch(criterion -> criterion.measure(request.facts()).isPresent());
  }

  /** The circumstances in which a message came. */
  private static Circumstances beforeAnyFailure(RecordedRequest recorded) {
    Circumstances known = recorded.request().circumstances();
    return Circumstances.of(known.from(), known.to(), recorded.at());
  }

  private static SelectionRequest after(RecordedRequest recorded, PolicyAnswer answer) {
    SelectionRequest request = recorded.request();
    SelectionRequest asked = request;
    if (answer.from().isPresent() || answer.to().isPresent()) {
      Circumstances now = request.circumstances();
      asked =
          readdressed(
              request,
              answer.to().map(Replay::recipient).orElse(request.recipient()),
              new Circumstances(
                  answer.from().map(to -> party(to, now.from())).orElse(now.from()),
                  answer.to().map(to -> party(to, now.to())).orElse(now.to()),
                  now.at(),
                  now.failure(),
                  now.failedService(),
                  now.tries()));
    }
    Optional<String> forced = answer.action(Action.Force.class).map(Action.Force::service);
    return forced.isPresent()
        ? asked
            .withCircumstances(
                Circumstances.of(
                    asked.circumstances().from(), asked.circumstances().to(), recorded.at()))
            .withIdentifier(new ServiceIdentifier(forced.get(), Optional.empty()))
        : asked;
  }

  private static SelectionRequest readdressed(
      SelectionRequest request, RecipientAddresses recipient, Circumstances circumstances) {
    return new SelectionRequest(
        request.facts(),
        request.identifier(),
        recipient,
        request.originatorServices(),
        request.installed(),
        request.user(),
        request.failed(),
        request.attempt(),
        circumstances,
        request.version(),
        request.preview());
  }

  private static RecipientAddresses recipient(String address) {
    if (address.startsWith("mailto:")) {
      return RecipientAddresses.ofMail(address.substring("mailto:".length()));
    }
    return address.startsWith("sip:") || address.startsWith("sips:")
        ? new RecipientAddresses(Optional.empty(), Optional.empty(), Optional.of(address))
        : RecipientAddresses.ofPhone(address);
  }

  /** Somebody at another address, of the same class. */
  private static Party party(String address, Party before) {
    int at = address.lastIndexOf('@');
    boolean uri = address.contains(":");
    return new Party(
        uri ? address : "tel:" + address,
        uri ? Optional.empty() : Optional.of(address),
        at < 0 ? Optional.empty() : Optional.of(address.substring(at + 1).toLowerCase(Locale.ROOT)),
        before.userClass());
  }

  private static Outcome outcome(Selection made, List<Action> before) {
    return switch (made) {
      case Selection.Selected selected ->
          new Outcome(
              Optional.of(selected.chosen().service().service()),
              "",
              selected.chosen().address(),
              selected.treatment(),
              before,
              Optional.of(selected));
      case Selection.Rejected rejected ->
          new Outcome(
              Optional.empty(), words(rejected), "", Treatment.NONE, before, Optional.of(rejected));
    };
  }

  /** Without what differs from message to message. */
  static String words(Selection.Rejected rejected) {
    if (rejected.byPolicy().isPresent()) {
      List<isthmus.isf.PolicyMatch> matches = rejected.explanation().matches();
      return byPolicy(
          rejected.byPolicy().get(), matches.isEmpty() ? "" : matches.getFirst().rowId());
    }
    return rejected.reason().words();
  }

  static String byPolicy(Action.Reject reject, String row) {
    return "policy row %s, %d%s"
        .formatted(row, reject.status(), reject.text().isEmpty() ? "" : " " + reject.text());
  }
}
