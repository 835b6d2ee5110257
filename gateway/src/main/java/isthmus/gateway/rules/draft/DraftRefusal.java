package isthmus.gateway.rules.draft;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/** An operation that is not done; nothing was changed. */
public final class DraftRefusal extends Exception {
  private static final long serialVersionUID = 1L;

  /** Why. */
  public enum Kind {
    /** Something else stands there than the editor saw. */
    CONFLICT,
    /** What is meant is not there: never was, or somebody took it away. */
    MISSING,
    /** It is wrong whatever stands there. */
    WRONG
  }

  /**
   * What is meant.
   *
   * @param now what stands there; empty when nothing does
   */
  public record Place(
      String sheet, Optional<String> row, Optional<String> column, Optional<String> now) {
    /** Checks the components. */
    public Place {
      requireNonNull(sheet);
      requireNonNull(row);
      requireNonNull(column);
      requireNonNull(now);
    }

    static Place sheet(String sheet) {
      return new Place(sheet, Optional.empty(), Optional.empty(), Optional.empty());
    }

    static Place row(String sheet, String row) {
      return new Place(sheet, Optional.of(row), Optional.empty(), Optional.empty());
    }

    static Place column(String sheet, String column) {
      return new Place(sheet, Optional.empty(), Optional.of(column), Optional.empty());
    }

    static Place cell(DraftOp.SetCell op, Optional<String> now) {
      return new Place(op.sheet(), Optional.of(op.row()), Optional.of(op.column()), now);
    }
  }

  private final Kind kind;
  private final transient Place place;

  DraftRefusal(Kind kind, Place place, String text) {
    super(text);
    this.kind = requireNonNull(kind);
    this.place = requireNonNull(place);
  }

  static DraftRefusal wrong(String sheet, String text) {
    return new DraftRefusal(Kind.WRONG, Place.sheet(sheet), text);
  }

  static DraftRefusal missing(Place place, String text) {
    return new DraftRefusal(Kind.MISSING, place, text);
  }

  static DraftRefusal conflict(Place place, String text) {
    return new DraftRefusal(Kind.CONFLICT, place, text);
  }

  /** Why. */
  public Kind kind() {
    return kind;
  }

  /** What is meant. */
  public Place place() {
    return place;
  }

  /** One line for the editor. */
  public String text() {
    return String.valueOf(getMessage());
  }
}
