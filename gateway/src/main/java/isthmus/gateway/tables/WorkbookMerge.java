package isthmus.gateway.tables;

import isthmus.isf.book.Workbook;
import isthmus.isf.book.Worksheet;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Puts the sheets of a file in the place of those that a workbook has. */
final class WorkbookMerge {
  private WorkbookMerge() {}

  /**
   * Sheets of the same name, else of the same type and id, are replaced; others stay, and what is
   * new comes last. A lone routing table replaces a lone one whatever they are called.
   */
  static Workbook merge(Workbook base, Workbook file) {
    if (loneTable(base) && loneTable(file)) {
      return file;
    }
    List<Worksheet> sheets = new ArrayList<>(base.sheets());
    for (Worksheet sheet : file.sheets()) {
      OptionalInt place = placeOf(sheets, sheet);
      if (place.isPresent()) {
        sheets.set(place.getAsInt(), sheet);
      } else {
        sheets.add(sheet);
      }
    }
    return new Workbook(sheets);
  }

  private static boolean loneTable(Workbook book) {
    return book.sheets().size() == 1
        && SheetHead.of(book.sheets().getFirst()).type().equals("routing");
  }

  private static OptionalInt placeOf(List<Worksheet> sheets, Worksheet wanted) {
    OptionalInt named =
        IntStream.range(0, sheets.size())
            .filter(i -> sheets.get(i).name().equalsIgnoreCase(wanted.name()))
            .findFirst();
    SheetHead head = SheetHead.of(wanted);
    return named.isPresent()
        ? named
        : IntStream.range(0, sheets.size())
            .filter(i -> same(SheetHead.of(sheets.get(i)), head))
            .findFirst();
  }

  private static boolean same(SheetHead one, SheetHead other) {
    return one.id().equals(other.id()) && one.type().equals(other.type());
  }
}
