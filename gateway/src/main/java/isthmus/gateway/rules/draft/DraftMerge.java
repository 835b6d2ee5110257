package isthmus.gateway.rules.draft;

import isthmus.gateway.rules.draft.DraftRefusal.Place;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Does operations on a draft that others may have changed since their author looked at it. Cells
 * are merged one by one; what would take away something that the author has not seen is refused.
 */
public final class DraftMerge {
  private final DraftLimits limits;

  /** A merge within bounds. */
  public DraftMerge(DraftLimits limits) {
    this.limits = limits;
  }

  /** What became of operations: all were done, or none. */
  public sealed interface Outcome {
    /** All were done. */
    record Merged(DraftGrid grid) implements Outcome {}

    /**
     * None was done.
     *
     * @param index which one was refused, counted from 0
     * @param by the edit that it collides with, when there is one
     */
    record Refused(int index, DraftRefusal refusal, Optional<DraftEdit> by) implements Outcome {
      /** Whether somebody else is the reason. */
      public boolean conflict() {
        return switch (refusal.kind()) {
          case CONFLICT -> true;
          case MISSING -> by.isPresent();
          case WRONG -> false;
        };
      }
    }
  }

  /**
   * Does operations.
   *
   * @param grid as it is
   * @param recent the latest edits, the first one first; at least those since {@code seen}
   * @param seen the revision that the author of the operations looked at
   */
  public Outcome merge(DraftGrid grid, List<DraftEdit> recent, long seen, List<DraftOp> ops) {
    List<DraftEdit> unseen = recent.stream().filter(edit -> edit.revision() > seen).toList();
    DraftGrid changed = grid;
    for (int i = 0; i < ops.size(); i++) {
      DraftOp op = ops.get(i);
      try {
        refuseToTakeAwayUnseen(op, unseen);
        changed = changed.apply(op, limits).grid();
      } catch (DraftRefusal refusal) {
        return new Outcome.Refused(i, refusal, latest(recent, refusal.place()));
      }
    }
    if (!limits.fits(grid, changed)) {
      return new Outcome.Refused(
          ops.size() - 1,
          DraftRefusal.wrong(
              ops.getLast().sheet(),
              "a draft holds at most %,d cells and %,d characters"
                  .formatted(limits.cells(), limits.characters())),
          Optional.empty());
    }
    return new Outcome.Merged(changed);
  }

  /**
   * Whether the columns of one of the sheets were changed by an edit that the author has not seen.
   */
  public static boolean columnsChanged(List<DraftEdit> recent, long seen, Set<String> sheets) {
    return recent.stream()
        .filter(edit -> edit.revision() > seen)
        .flatMap(edit -> edit.ops().stream())
        .filter(op -> sheets.contains(op.sheet()))
        .anyMatch(
            op ->
                op instanceof DraftOp.InsertColumn
                    || op instanceof DraftOp.MoveColumn
                    || op instanceof DraftOp.DeleteColumn);
  }

  private static void refuseToTakeAwayUnseen(DraftOp op, List<DraftEdit> unseen)
      throws DraftRefusal {
    Optional<Place> taken =
        switch (op) {
          case DraftOp.DeleteRow row -> Optional.of(Place.row(row.sheet(), row.row()));
          case DraftOp.DeleteColumn column ->
              Optional.of(Place.column(column.sheet(), column.column()));
          case DraftOp.DeleteSheet sheet -> Optional.of(Place.sheet(sheet.sheet()));
          case DraftOp.SetCell _,
              DraftOp.InsertRow _,
              DraftOp.MoveRow _,
              DraftOp.InsertColumn _,
              DraftOp.MoveColumn _,
              DraftOp.InsertSheet _,
              DraftOp.RenameSheet _,
              DraftOp.MoveSheet _ ->
              Optional.empty();
        };
    if (taken.isPresent() && latest(unseen, taken.get()).isPresent()) {
      throw DraftRefusal.conflict(taken.get(), "somebody else changed what would be deleted");
    }
  }

  private static Optional<DraftEdit> latest(List<DraftEdit> edits, Place place) {
    return edits.reversed().stream()
        .filter(edit -> edit.ops().stream().anyMatch(op -> touches(op, place)))
        .findFirst();
  }

  /** Whether an operation changed or took away something at a place. */
  private static boolean touches(DraftOp op, Place place) {
    if (!op.sheet().equals(place.sheet())) {
      return false;
    }
    boolean wholeSheet = place.row().isEmpty() && place.column().isEmpty();
    return switch (op) {
      case DraftOp.SetCell cell ->
          fits(place.row(), cell.row()) && fits(place.column(), cell.column());
      case DraftOp.InsertRow row ->
          fits(place.row(), row.row())
              && (place.column().isEmpty() || row.cells().containsKey(place.column().get()));
      case DraftOp.InsertColumn column ->
          fits(place.column(), column.column())
              && (place.row().isEmpty() || column.cells().containsKey(place.row().get()));
      case DraftOp.DeleteRow row -> wholeSheet || place.row().equals(Optional.of(row.row()));
      case DraftOp.DeleteColumn column ->
          wholeSheet || place.column().equals(Optional.of(column.column()));
      case DraftOp.InsertSheet _, DraftOp.DeleteSheet _ -> true;
      case DraftOp.RenameSheet _ -> wholeSheet;
      case DraftOp.MoveRow _, DraftOp.MoveColumn _, DraftOp.MoveSheet _ -> false;
    };
  }

  private static boolean fits(Optional<String> wanted, String given) {
    return wanted.isEmpty() || wanted.get().equals(given);
  }
}
