package isthmus.isf.book;

import isthmus.isf.table.PlainText;
import isthmus.isf.table.TableRow;
import isthmus.isf.table.Words;
import java.util.Optional;

/**
 * How a table, list or map is called.
 *
 * @param id a-z, 0-9 and dashes
 * @param name the operator's words
 */
record SheetIdentity(String id, String name) {

  /** What the settings say, else what the sheet's name leads to. Tells the scan what is wrong. */
  static SheetIdentity of(SheetScan scan, String usualId, String usualName) {
    String written = scan.setting("id").map(SheetScan.Setting::value).orElse("");
    String slug = Words.slug(usualId);
    String id = written.isEmpty() ? slug.substring(0, Math.min(48, slug.length())) : written;
    if (!TableRow.ID.matcher(id).matches()) {
      if (written.isEmpty()) {
        scan.sheetProblem(
            "no id can be made of the name of the sheet",
            "a row Id: at the top, with a-z, 0-9 and dashes");
      } else {
        scan.setting("id")
            .ifPresent(at -> scan.problem(at.line(), 1, "not an id", "a-z, 0-9 and dashes"));
      }
    }
    Optional<SheetScan.Setting> named = scan.setting("name").filter(at -> !at.value().isEmpty());
    named.ifPresent(
        at ->
            PlainText.wrongName(at.value())
                .ifPresent(
                    wrong ->
                        scan.problem(at.line(), 1, wrong, "one line of at most 80 characters")));
    return new SheetIdentity(id, named.map(SheetScan.Setting::value).orElse(usualName));
  }
}
