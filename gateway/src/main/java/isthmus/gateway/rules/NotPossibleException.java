package isthmus.gateway.rules;

import static java.util.Objects.requireNonNull;

import isthmus.gateway.console.http.HttpProblem;

/** Something that was asked well cannot be done now, or not by this caller; nothing was changed. */
public final class NotPossibleException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Why. */
  public enum Reason {
    /** The request is wrong in itself. */
    WRONG,
    /** There is no such thing. */
    UNKNOWN,
    /** The caller may not, though others may. */
    FORBIDDEN,
    /** It does not fit what is there now. */
    CONFLICT
  }

  private final Reason reason;
  private final String where;

  NotPossibleException(Reason reason, String where, String text) {
    super(text);
    this.reason = requireNonNull(reason);
    this.where = requireNonNull(where);
  }

  static NotPossibleException unknown(String where, String text) {
    return new NotPossibleException(Reason.UNKNOWN, where, text);
  }

  static NotPossibleException conflict(String where, String text) {
    return new NotPossibleException(Reason.CONFLICT, where, text);
  }

  static NotPossibleException wrong(String where, String text) {
    return new NotPossibleException(Reason.WRONG, where, text);
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }

  /** The same as an answer. */
  public HttpProblem problem() {
    int status =
        switch (reason) {
          case WRONG -> 400;
          case FORBIDDEN -> 403;
          case UNKNOWN -> 404;
          case CONFLICT -> 409;
        };
    return new HttpProblem(status, where, String.valueOf(getMessage()));
  }
}
