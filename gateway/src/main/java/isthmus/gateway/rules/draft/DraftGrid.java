package isthmus.gateway.rules.draft;

import isthmus.gateway.rules.draft.DraftRefusal.Place;
import isthmus.isf.book.Workbook;
import isthmus.isf.book.Worksheet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A workbook that is being edited.
 *
 * @param sheets in the order of their tabs
 */
public record DraftGrid(List<DraftSheet> sheets) {
  /** Checks the keys. */
  public DraftGrid {
    sheets = List.copyOf(sheets);
    DraftKeys.distinct(sheets.stream().map(DraftSheet::key).toList());
  }

  /**
   * What became of an operation.
   *
   * @param grid the grid afterwards
   * @param undo the operation that leads back
   */
  public record Applied(DraftGrid grid, DraftOp undo) {}

  /** A workbook with keys {@code s1…} for its sheets, {@code r1…} and {@code c1…} in them. */
  public static DraftGrid of(Workbook workbook) {
    List<DraftSheet> sheets = new ArrayList<>();
    for (Worksheet sheet : workbook.sheets()) {
      sheets.add(DraftSheet.of("s" + (sheets.size() + 1), sheet));
    }
    return new DraftGrid(sheets);
  }

  /** The workbook without keys; row and column numbers stay the same. */
  public Workbook workbook() {
    return new Workbook(sheets.stream().map(DraftSheet::worksheet).toList());
  }

  /** A sheet by its key. */
  public Optional<DraftSheet> sheet(String key) {
    return sheets.stream().filter(sheet -> sheet.key().equals(key)).findFirst();
  }

  /**
   * Does one operation.
   *
   * @throws DraftRefusal when it does not fit what is there
   */
  public Applied apply(DraftOp op, DraftLimits limits) throws DraftRefusal {
    return switch (op) {
      case DraftOp.InsertSheet insert -> insert(insert, limits);
      case DraftOp.RenameSheet rename -> rename(rename, limits);
      case DraftOp.MoveSheet move -> move(move);
      case DraftOp.DeleteSheet delete -> delete(delete);
      case DraftOp.SetCell cell -> changed(change(op, limits).cell(cell));
      case DraftOp.InsertRow insert -> changed(change(op, limits).insert(insert));
      case DraftOp.MoveRow move -> changed(change(op, limits).move(move));
      case DraftOp.DeleteRow delete -> changed(change(op, limits).delete(delete));
      case DraftOp.InsertColumn insert -> changed(change(op, limits).insert(insert));
      case DraftOp.MoveColumn move -> changed(change(op, limits).move(move));
      case DraftOp.DeleteColumn delete -> changed(change(op, limits).delete(delete));
    };
  }

  private SheetChange change(DraftOp op, DraftLimits limits) throws DraftRefusal {
    return new SheetChange(sheets.get(placeOf(op.sheet())), limits);
  }

  private Applied changed(SheetChange.Changed changed) throws DraftRefusal {
    List<DraftSheet> all = new ArrayList<>(sheets);
    all.set(placeOf(changed.sheet().key()), changed.sheet());
    return new Applied(new DraftGrid(all), changed.undo());
  }

  private Applied insert(DraftOp.InsertSheet op, DraftLimits limits) throws DraftRefusal {
    if (sheet(op.sheet()).isPresent()) {
      throw DraftRefusal.wrong(op.sheet(), "there is a sheet with the key " + op.sheet());
    }
    limits.count(op.sheet(), sheets.size() + 1);
    freeName(op.sheet(), op.name(), limits);
    DraftSheet sheet = made(op);
    limits.rectangle(sheet);
    for (DraftRow row : sheet.rows()) {
      for (String cell : row.cells()) {
        limits.text(op.sheet(), cell);
      }
    }
    List<DraftSheet> all = new ArrayList<>(sheets);
    all.add(placeAfter(op.after()), sheet);
    return new Applied(new DraftGrid(all), new DraftOp.DeleteSheet(op.sheet()));
  }

  private static DraftSheet made(DraftOp.InsertSheet op) throws DraftRefusal {
    try {
      return new DraftSheet(op.sheet(), op.name(), op.columns(), op.rows()).checked();
    } catch (IllegalArgumentException uneven) {
      throw DraftRefusal.wrong(op.sheet(), String.valueOf(uneven.getMessage()));
    }
  }

  private Applied rename(DraftOp.RenameSheet op, DraftLimits limits) throws DraftRefusal {
    int at = placeOf(op.sheet());
    String stands = sheets.get(at).name();
    if (!stands.equals(op.was()) && !stands.equals(op.now())) {
      throw DraftRefusal.conflict(
          new Place(op.sheet(), Optional.empty(), Optional.empty(), Optional.of(stands)),
          "the sheet has another name by now");
    }
    if (!stands.equalsIgnoreCase(op.now())) {
      freeName(op.sheet(), op.now(), limits);
    }
    List<DraftSheet> all = new ArrayList<>(sheets);
    all.set(at, sheets.get(at).named(op.now()));
    return new Applied(new DraftGrid(all), new DraftOp.RenameSheet(op.sheet(), op.now(), stands));
  }

  private void freeName(String key, String name, DraftLimits limits) throws DraftRefusal {
    limits.sheetName(key, name);
    if (sheets.stream().anyMatch(sheet -> sheet.name().equalsIgnoreCase(name))) {
      throw DraftRefusal.wrong(key, "there is a sheet called " + name + " already");
    }
  }

  private Applied move(DraftOp.MoveSheet op) throws DraftRefusal {
    int from = placeOf(op.sheet());
    if (op.after().equals(Optional.of(op.sheet()))) {
      throw DraftRefusal.wrong(op.sheet(), "a sheet cannot follow itself");
    }
    List<DraftSheet> all = new ArrayList<>(sheets);
    DraftSheet moved = all.remove(from);
    all.add(new DraftGrid(all).placeAfter(op.after()), moved);
    return new Applied(new DraftGrid(all), new DraftOp.MoveSheet(op.sheet(), keyBefore(from)));
  }

  private Applied delete(DraftOp.DeleteSheet op) throws DraftRefusal {
    int at = placeOf(op.sheet());
    List<DraftSheet> all = new ArrayList<>(sheets);
    DraftSheet gone = all.remove(at);
    return new Applied(
        new DraftGrid(all),
        new DraftOp.InsertSheet(
            gone.key(), keyBefore(at), gone.name(), gone.columns(), gone.rows()));
  }

  private int placeOf(String key) throws DraftRefusal {
    for (int i = 0; i < sheets.size(); i++) {
      if (sheets.get(i).key().equals(key)) {
        return i;
      }
    }
    throw DraftRefusal.missing(Place.sheet(key), "there is no sheet " + key);
  }

  private int placeAfter(Optional<String> after) throws DraftRefusal {
    return after.isEmpty() ? 0 : placeOf(after.get()) + 1;
  }

  private Optional<String> keyBefore(int sheet) {
    return sheet == 0 ? Optional.empty() : Optional.of(sheets.get(sheet - 1).key());
  }
}
