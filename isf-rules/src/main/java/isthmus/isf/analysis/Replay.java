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
import isthmus.isf.policy.Party;
import isthmus.isf.policy.PolicyRequest;
import isthmus.isf.policy.RuleSet;
import isthmus.isf.policy.Stage;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Asks a rule set about recorded requests: the policy table before the decision, then the
 * selection's first attempt. Nothing is compiled and nothing is sent. Safe for any thread.
 */
public final class Replay {
  private final RuleSet rules;
  private final InterworkingSelection selection;

  /**
   * A replay with a rule set.
   *
   * @param addresses which service reaches whom
   */
  public Replay(RuleSet rules, AddressValidity addresses, SelectionSettings settings) {
    this.rules = rules;
    this.selection = new InterworkingSelection(IsfRules.plain(rules, 1), addresses, settings);
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

  RuleSet rules() {
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
                request.circumstances()));
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
    return outcome(selection.select(after(request, answer)), before);
  }

  private static SelectionRequest after(SelectionRequest request, PolicyAnswer answer) {
    SelectionRequest asked = request;
    if (answer.from().isPresent() || answer.to().isPresent()) {
      Circumstances now = request.circumstances();
      asked =
          readdressed(
              request,
              answer.to().map(Replay::recipient).orElse(request.recipient()),
              Circumstances.of(
                  answer.from().map(to -> party(to, now.from())).orElse(now.from()),
                  answer.to().map(to -> party(to, now.to())).orElse(now.to()),
                  now.at()));
    }
    Optional<String> forced = answer.action(Action.Force.class).map(Action.Force::service);
    return forced.isPresent()
        ? asked.withIdentifier(new ServiceIdentifier(forced.get(), Optional.empty()))
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
  private static String words(Selection.Rejected rejected) {
    if (rejected.byPolicy().isPresent()) {
      List<isthmus.isf.PolicyMatch> matches = rejected.explanation().matches();
      return byPolicy(
          rejected.byPolicy().get(), matches.isEmpty() ? "" : matches.getFirst().rowId());
    }
    return switch (rejected.reason()) {
      case NO_FEASIBLE_SERVICE -> "no service can take it";
      case NO_ORIGINATOR_ADDRESS -> "the originator has no address";
      case NO_SERVICE_IDENTIFIER -> "no service identifier";
      case UNKNOWN_SERVICE -> "unknown service";
      case ADDRESS_NOT_VALID -> "the recipient cannot be reached";
      case NOT_INSTALLED -> "no function is installed";
      case POLICY -> "the policy rejects it";
    };
  }

  private static String byPolicy(Action.Reject reject, String row) {
    return "policy row %s, %d%s"
        .formatted(row, reject.status(), reject.text().isEmpty() ? "" : " " + reject.text());
  }
}
