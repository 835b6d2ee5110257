package isthmus.gateway.rules;

import isthmus.gateway.rules.draft.DraftGrid;
import isthmus.gateway.rules.draft.DraftRow;
import isthmus.gateway.rules.draft.DraftSheet;
import isthmus.isf.book.Worksheet;
import java.util.List;

/**
 * A sheet as JSON shows it: the raw grid, settings and comment rows included.
 *
 * @param id by which others refer to it
 * @param type routing, policy, list or map; whatever stands there
 * @param columns keys of the columns
 */
record SheetView(
    String key, String name, String id, String type, List<String> columns, List<DraftRow> rows) {

  static List<SheetView> of(DraftGrid grid) {
    return grid.sheets().stream().map(SheetView::of).toList();
  }

  private static SheetView of(DraftSheet sheet) {
    List<List<String>> rows = sheet.rows().stream().map(DraftRow::cells).toList();
    SheetHead head = SheetHead.of(new Worksheet(sheet.name(), rows));
    return new SheetView(
        sheet.key(), sheet.name(), head.id(), head.type(), sheet.columns(), sheet.rows());
  }
}
