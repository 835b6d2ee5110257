package isthmus.gateway.tables;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.participating.Decision;
import isthmus.cpm.participating.InterworkingDecision;
import isthmus.gateway.flow.Recipients;
import isthmus.gateway.flow.SelectionRequests;
import isthmus.isf.InterworkingSelection;
import isthmus.isf.Selection;
import isthmus.isf.SelectionRequest;
import java.util.HashMap;
import java.util.Map;

/**
 * Answers what would become of a request: by the decision, the table and the functions that
 * messages meet, but nothing is sent.
 */
public final class Inquiries {
  private final InterworkingDecision decision;
  private final Recipients recipients;
  private final SelectionRequests requests;
  private final InterworkingSelection selection;

  /** Inquiries at a running gateway. */
  public Inquiries(
      InterworkingDecision decision,
      Recipients recipients,
      SelectionRequests requests,
      InterworkingSelection selection) {
    this.decision = requireNonNull(decision);
    this.recipients = requireNonNull(recipients);
    this.requests = requireNonNull(requests);
    this.selection = requireNonNull(selection);
  }

  /**
   * What would become of it.
   *
   * @param decision the interworking decision when it comes (CPM SD §5.3.1.1)
   * @param selection the service that it takes when it is interworked, then or later
   */
  public record Answer(Decision decision, Selection selection) {
    /** Several lines for people. */
    public String toText() {
      return decided(decision) + "\n" + selection.explanation().toText();
    }

    /** One word: {@code deliver}, {@code defer}, {@code interwork} or {@code reject}. */
    String word() {
      return switch (decision) {
        case Decision.DeliverInCpm _ -> "deliver";
        case Decision.Defer _ -> "defer";
        case Decision.Interwork _ -> "interwork";
        case Decision.Reject _ -> "reject";
      };
    }

    private static String decided(Decision decision) {
      String first =
          switch (decision) {
            case Decision.DeliverInCpm _ -> "delivered inside CPM first";
            case Decision.Defer _ -> "kept for the recipient inside CPM";
            case Decision.Interwork _ -> "interworked at once";
            case Decision.Reject _ -> "rejected";
          };
      String rest = decision instanceof Decision.Interwork ? "" : "\nif it were interworked:";
      return first + ": " + decision.because() + rest;
    }
  }

  /** Answers; takes microseconds. */
  public Answer answer(Inquiry inquiry) {
    Decision decided = decision.first(recipients.of(inquiry.to()));
    SelectionRequest first =
        requests.first(
            inquiry.facts(),
            inquiry.service(),
            new SelectionRequests.Parties(
                inquiry.from(),
                inquiry.to(),
                decided instanceof Decision.Interwork interwork
                    ? interwork.recipient()
                    : inquiry.to()));
    Map<String, String> failed = new HashMap<>();
    inquiry.failed().forEach(service -> failed.put(service, "as asked"));
    return new Answer(decided, selection.select(first.reattempt(failed, failed.size() + 1)));
  }
}
