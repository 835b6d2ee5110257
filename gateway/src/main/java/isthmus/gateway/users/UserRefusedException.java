package isthmus.gateway.users;

import static java.util.Objects.requireNonNull;

/** A user cannot be added, changed or removed, in words for the one who asked. */
public final class UserRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Reason reason;
  private final String where;

  /** What kind of mistake it is. */
  public enum Reason {
    /** What was asked is wrong in itself. */
    WRONG,
    /** There is no such user. */
    UNKNOWN,
    /** Who is there, or where the user comes from, stands against it. */
    CONFLICT
  }

  UserRefusedException(Reason reason, String where, String message) {
    super(message);
    this.reason = requireNonNull(reason);
    this.where = requireNonNull(where);
  }

  /** What kind of mistake it is. */
  public Reason reason() {
    return reason;
  }

  /** The part of the request that is meant: {@code user}, {@code password} or {@code name}. */
  public String where() {
    return where;
  }

  /** One line for people. */
  public String text() {
    return String.valueOf(getMessage());
  }
}
