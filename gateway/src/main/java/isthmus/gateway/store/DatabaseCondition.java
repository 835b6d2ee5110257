package isthmus.gateway.store;

import static java.util.Objects.requireNonNull;

/**
 * How the database is, as far as is known.
 *
 * @param state what can be done with it
 * @param detail one line for an operator
 */
public record DatabaseCondition(State state, String detail) {
  /** What can be done with a database. */
  public enum State {
    /** Everything. */
    WELL,
    /** It answers, but there is no room for anything new; what is under way is still written. */
    FULL,
    /** Nothing: it does not answer, or only reads. */
    AWAY
  }

  static final DatabaseCondition WELL = new DatabaseCondition(State.WELL, "writable");

  /** Checks the components. */
  public DatabaseCondition {
    requireNonNull(state);
    requireNonNull(detail);
  }

  static DatabaseCondition full(String detail) {
    return new DatabaseCondition(State.FULL, detail);
  }

  static DatabaseCondition away(String detail) {
    return new DatabaseCondition(State.AWAY, detail);
  }

  /** True when new messages can be kept. */
  public boolean isWell() {
    return state == State.WELL;
  }
}
