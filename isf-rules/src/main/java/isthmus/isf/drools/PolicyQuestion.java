package isthmus.isf.drools;

import isthmus.isf.policy.PolicyRequest;
import isthmus.isf.policy.Stage;
import isthmus.isf.table.RequestKind;
import org.jspecify.annotations.Nullable;

/**
 * What one row of the policy table is asked about one request: the conditions of generated rules
 * look at it, and the row's rule says that it fits. Each condition is looked at once, however many
 * rows share it. Used by one evaluation in one thread.
 */
public final class PolicyQuestion {
  private final PolicyConditions conditions;
  private final PolicyRequest request;
  private final byte[] known;
  private @Nullable Matched from;
  private @Nullable Matched to;
  private int row = -1;
  private boolean fits = false;

  PolicyQuestion(PolicyConditions conditions, PolicyRequest request) {
    this.conditions = conditions;
    this.request = request;
    this.known = new byte[conditions.count()];
  }

  /** The row that is asked, by its number. */
  public int getRow() {
    return row;
  }

  /** The stage. */
  public Stage getStage() {
    return request.stage();
  }

  /** The kind of the request. */
  public RequestKind getKind() {
    return request.facts().kind();
  }

  /** Octets of the content, -1 when they are not known. */
  public long getOctets() {
    return request.facts().octets().orElse(-1);
  }

  /** Characters of the text, -1 when there is none. */
  public long getCharacters() {
    return request.facts().characters().orElse(-1);
  }

  /** Attempts made so far. */
  public long getTries() {
    return request.circumstances().tries();
  }

  /** Whether a condition fits, by its number. */
  public boolean condition(int number) {
    if (known[number] == 0) {
      known[number] = (byte) (conditions.fits(number, this) ? 1 : -1);
    }
    return known[number] > 0;
  }

  /** The row fits. */
  public void fits() {
    fits = true;
  }

  PolicyRequest request() {
    return request;
  }

  /** Patterns that the originator's address fits. */
  Matched from() {
    if (from == null) {
      from = conditions.from().match(request.circumstances().from());
    }
    return from;
  }

  /** Patterns that the recipient's address fits. */
  Matched to() {
    if (to == null) {
      to = conditions.to().match(request.circumstances().to());
    }
    return to;
  }

  /** Turns to a row. */
  void ask(int number) {
    row = number;
    fits = false;
  }

  boolean fitted() {
    return fits;
  }
}
