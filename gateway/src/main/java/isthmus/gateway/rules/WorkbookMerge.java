package isthmus.gateway.rules;

import isthmus.isf.book.Workbook;
import isthmus.isf.book.Worksheet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Puts the sheets of a file in the place of those that a workbook has. */
final class WorkbookMerge {
  private final List<Worksheet> sheets;
  private final List<String> kept;
  private final List<MergedBook.Replaced> replaced = new ArrayList<>();
  private final List<String> added = new ArrayList<>();

  private WorkbookMerge(Workbook base) {
    this.sheets = new ArrayList<>(base.sheets());
    this.kept = new ArrayList<>(base.sheets().stream().map(Worksheet::name).toList());
  }

  /**
   * Sheets of the same name, else of the same type and id, are replaced; others stay, and what is
   * new comes last. A lone routing table replaces a workbook of a lone one whatever they are
   * called. A routing table that does not say which one it is (a CSV file without {@code Id:} and
   * {@code Name:}) takes the place of the only one that there is, and its name and id with it, so
   * that the policy goes on naming it.
   *
   * @throws NotPossibleException when it could take the place of several
   */
  static MergedBook merge(Workbook base, Workbook file) throws NotPossibleException {
    WorkbookMerge merge = new WorkbookMerge(base);
    for (Worksheet sheet : file.sheets()) {
      merge.put(sheet, lone(base) && lone(file));
    }
    return new MergedBook(new Workbook(merge.sheets), merge.replaced, merge.added, merge.kept);
  }

  private static boolean lone(Workbook book) {
    return book.sheets().size() == 1 && SheetHead.of(book.sheets().getFirst()).isRouting();
  }

  private void put(Worksheet sheet, boolean bothLone) throws NotPossibleException {
    OptionalInt known = placeOf(sheet);
    if (known.isPresent()) {
      replace(known.getAsInt(), sheet);
    } else if (SheetHead.of(sheet).anonymous()) {
      anonymous(sheet);
    } else if (bothLone) {
      replace(0, sheet);
    } else {
      sheets.add(sheet);
      added.add(sheet.name());
    }
  }

  private void anonymous(Worksheet sheet) throws NotPossibleException {
    List<Integer> tables =
        IntStream.range(0, sheets.size())
            .filter(i -> SheetHead.of(sheets.get(i)).isRouting())
            .boxed()
            .toList();
    if (tables.size() > 1) {
      List<String> ids = tables.stream().map(i -> SheetHead.of(sheets.get(i)).id()).toList();
      throw NotPossibleException.wrong(
          "body",
          "the file does not say which routing table it is; allowed: a row Id: with "
              + String.join(", ", ids)
              + ", or with another id for a table of its own");
    }
    if (tables.isEmpty()) {
      sheets.add(sheet);
      added.add(sheet.name());
    } else {
      Worksheet before = sheets.get(tables.getFirst());
      replace(tables.getFirst(), called(sheet, before));
    }
  }

  /** The same sheet with the name and id of another. */
  private static Worksheet called(Worksheet sheet, Worksheet other) {
    int left =
        sheet.rows().stream()
            .flatMapToInt(
                row -> IntStream.range(0, row.size()).filter(i -> !row.get(i).isEmpty()).limit(1))
            .min()
            .orElse(0);
    Stream<List<String>> naming =
        SheetHead.of(other).naming().stream()
            .map(
                row ->
                    Stream.concat(Collections.nCopies(left, "").stream(), row.stream()).toList());
    return new Worksheet(other.name(), Stream.concat(naming, sheet.rows().stream()).toList());
  }

  private void replace(int place, Worksheet sheet) {
    String before = sheets.set(place, sheet).name();
    kept.remove(before);
    replaced.add(new MergedBook.Replaced(sheet.name(), before));
  }

  private OptionalInt placeOf(Worksheet wanted) {
    OptionalInt named = place(sheet -> sheet.name().equalsIgnoreCase(wanted.name()));
    SheetHead head = SheetHead.of(wanted);
    return named.isPresent() ? named : place(sheet -> same(SheetHead.of(sheet), head));
  }

  private OptionalInt place(Predicate<Worksheet> wanted) {
    return IntStream.range(0, sheets.size()).filter(i -> wanted.test(sheets.get(i))).findFirst();
  }

  private static boolean same(SheetHead one, SheetHead other) {
    return one.id().equals(other.id()) && one.type().equals(other.type());
  }
}
