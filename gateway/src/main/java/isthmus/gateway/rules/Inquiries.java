package isthmus.gateway.rules;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.address.Address;
import isthmus.cpm.address.AddressException;
import isthmus.cpm.address.AddressParser;
import isthmus.cpm.participating.Decision;
import isthmus.cpm.participating.InterworkingDecision;
import isthmus.gateway.flow.Recipients;
import isthmus.gateway.flow.SelectionRequests;
import isthmus.isf.InterworkingSelection;
import isthmus.isf.IsfRules;
import isthmus.isf.PolicyAnswer;
import isthmus.isf.PolicyMatch;
import isthmus.isf.Selection;
import isthmus.isf.SelectionRequest;
import isthmus.isf.policy.Action;
import isthmus.isf.policy.ContentChange;
import isthmus.isf.policy.PolicyRequest;
import isthmus.isf.policy.RuleSet;
import isthmus.isf.policy.Stage;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Answers what would become of a request: by the decision, the rules and the functions that
 * messages meet, but nothing is sent. Rules that are not active are read plainly, which gives the
 * same answers without a compilation.
 */
public final class Inquiries {
  private final InterworkingDecision decision;
  private final Recipients recipients;
  private final SelectionRequests requests;
  private final AddressParser addresses;
  private final InterworkingSelection active;
  private final Function<IsfRules, InterworkingSelection> others;
  private final boolean offersLinks;

  /**
   * Inquiries at a running gateway.
   *
   * @param active selects by the rules that are active
   * @param others selects by other rules, with the same functions
   * @param offersLinks whether a content can be put behind a link
   */
  public Inquiries(
      InterworkingDecision decision,
      Recipients recipients,
      SelectionRequests requests,
      AddressParser addresses,
      InterworkingSelection active,
      Function<IsfRules, InterworkingSelection> others,
      boolean offersLinks) {
    this.decision = requireNonNull(decision);
    this.recipients = requireNonNull(recipients);
    this.requests = requireNonNull(requests);
    this.addresses = requireNonNull(addresses);
    this.active = requireNonNull(active);
    this.others = requireNonNull(others);
    this.offersLinks = offersLinks;
  }

  /**
   * What would become of it.
   *
   * @param decision the interworking decision when it comes (CPM SD §5.3.1.1)
   * @param policy the row of the policy table that fits before the decision
   * @param selection the service that it takes when it is interworked, then or later
   * @param refusal why it is refused although a service was selected
   */
  public record Answer(
      Decision decision,
      Optional<PolicyMatch> policy,
      Selection selection,
      Optional<String> refusal) {
    /** Several lines for people. */
    public String toText() {
      String before =
          policy.map(row -> "before the decision, " + RuleWords.of(row) + "\n").orElse("");
      String after = refusal.map(why -> "but it is refused: " + why + "\n").orElse("");
      return before + decided() + "\n" + selection.explanation().toText() + after;
    }

    /** One word: {@code deliver}, {@code defer}, {@code interwork} or {@code reject}. */
    String word() {
      if (policy.flatMap(row -> row.action(Action.Reject.class)).isPresent()) {
        return "reject";
      }
      if (policy.flatMap(row -> row.action(Action.Force.class)).isPresent()) {
        return "interwork";
      }
      return switch (decision) {
        case Decision.DeliverInCpm _ -> "deliver";
        case Decision.Defer _ -> "defer";
        case Decision.Interwork _ -> "interwork";
        case Decision.Reject _ -> "reject";
      };
    }

    /** One clause. */
    String because() {
      return policy
          .filter(
              row ->
                  row.action(Action.Reject.class).isPresent()
                      || row.action(Action.Force.class).isPresent())
          .map(RuleWords::of)
          .orElseGet(decision::because);
    }

    private String decided() {
      return switch (word()) {
        case "deliver" -> "delivered inside CPM first: " + because() + "\nif it were interworked:";
        case "defer" ->
            "kept for the recipient inside CPM: " + because() + "\nif it were interworked:";
        case "interwork" -> "interworked at once: " + because();
        default -> "rejected: " + because() + "\nif it were interworked:";
      };
    }
  }

  /** Answers by the rules that are active; takes microseconds. */
  public Answer answer(Inquiry inquiry) {
    return answer(inquiry, active);
  }

  /**
   * Answers by other rules; takes microseconds.
   *
   * @param version what the explanation names as the version, positive
   */
  public Answer answer(Inquiry inquiry, RuleSet rules, long version) {
    try (IsfRules plain = IsfRules.plain(rules, version)) {
      return answer(inquiry, others.apply(plain));
    }
  }

  private Answer answer(Inquiry inquiry, InterworkingSelection selection) {
    SelectionRequest come = request(inquiry, inquiry.from(), inquiry.to(), inquiry.to());
    PolicyAnswer policy =
        selection.ask(
            new PolicyRequest(
                Stage.DECISION,
                inquiry.facts(),
                inquiry.service().map(named -> named.service()),
                come.circumstances()));
    Address to = policy.to().flatMap(this::parsed).orElse(inquiry.to());
    Address from = policy.from().flatMap(this::parsed).orElse(inquiry.from());
    Decision decided = decision.first(recipients.of(to));
    Address reached = decided instanceof Decision.Interwork interwork ? interwork.recipient() : to;
    SelectionRequest first = request(inquiry, from, to, reached);
    Map<String, String> failed = new HashMap<>();
    inquiry.failed().forEach(service -> failed.put(service, "as asked"));
    Selection selected = selection.select(first.reattempt(failed, failed.size() + 1));
    return new Answer(decided, policy.match(), selected, refusal(selected));
  }

  private Optional<String> refusal(Selection selection) {
    return switch (selection) {
      case Selection.Selected selected
          when !offersLinks && selected.treatment().content().contains(new ContentChange.Link()) ->
          Optional.of("the policy table wants a link, and isf.link-base is not set");
      case Selection.Selected _, Selection.Rejected _ -> Optional.empty();
    };
  }

  /** A first attempt, with what is known of those who take part unless the question says it. */
  private SelectionRequest request(Inquiry inquiry, Address from, Address to, Address reached) {
    SelectionRequest request =
        requests.first(
            inquiry.facts(), inquiry.service(), new SelectionRequests.Parties(from, to, reached));
    SelectionRequest asked =
        request.withCircumstances(inquiry.circumstances(request.circumstances()));
    return inquiry.user().map(asked::withUser).orElse(asked);
  }

  private Optional<Address> parsed(String rewritten) {
    try {
      return Optional.of(addresses.parse(rewritten));
    } catch (AddressException wrong) {
      return Optional.empty();
    }
  }
}
