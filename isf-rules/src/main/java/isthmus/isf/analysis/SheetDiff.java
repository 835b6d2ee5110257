package isthmus.isf.analysis;

import static java.util.Objects.requireNonNull;

import isthmus.isf.book.Worksheet;
import java.util.List;
import java.util.Optional;

/**
 * What became of one sheet.
 *
 * @param name its name now, or before when it is gone
 * @param was its name before, when it has another now
 * @param change in one word
 * @param from its position in the workbook before, 1 for the first, 0 when it was not there
 * @param to its position in the workbook after, 0 when it is gone
 * @param moved whether it stands elsewhere among the other sheets
 * @param changes of its lines and columns
 * @param whole the sheet itself when it was added or removed
 */
public record SheetDiff(
    String name,
    Optional<String> was,
    Change change,
    int from,
    int to,
    boolean moved,
    List<SheetChange> changes,
    Optional<Worksheet> whole) {
  /** Copies the changes. */
  public SheetDiff {
    requireNonNull(name);
    requireNonNull(was);
    requireNonNull(change);
    changes = List.copyOf(changes);
    requireNonNull(whole);
  }

  /** What became of a sheet. */
  public enum Change {
    SAME,
    ADDED,
    REMOVED,
    CHANGED
  }

  static SheetDiff added(Worksheet sheet, int to) {
    return new SheetDiff(
        sheet.name(),
        Optional.empty(),
        Change.ADDED,
        0,
        to,
        false,
        List.of(),
        Optional.of(new Worksheet(sheet.name(), Outline.trimmed(sheet.rows()))));
  }

  static SheetDiff removed(Worksheet sheet, int from) {
    return new SheetDiff(
        sheet.name(),
        Optional.empty(),
        Change.REMOVED,
        from,
        0,
        false,
        List.of(),
        Optional.of(new Worksheet(sheet.name(), Outline.trimmed(sheet.rows()))));
  }

  static SheetDiff of(Worksheet before, Worksheet after, int from, int to, boolean moved) {
    List<SheetChange> changes = SheetComparison.of(before, after);
    boolean renamed = !before.name().equals(after.name());
    return new SheetDiff(
        after.name(),
        renamed ? Optional.of(before.name()) : Optional.empty(),
        changes.isEmpty() && !renamed && !moved ? Change.SAME : Change.CHANGED,
        from,
        to,
        moved,
        changes,
        Optional.empty());
  }
}
