package isthmus.isf.book;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * All sheets that decide together: routing tables, the policy table, lists and maps. The first
 * routing table is the one that decides when the policy names no other.
 *
 * @param sheets at least one, each with a name of its own
 */
public record Workbook(List<Worksheet> sheets) {
  /** Checks the names. */
  public Workbook {
    sheets = List.copyOf(sheets);
    Set<String> names = new HashSet<>();
    for (Worksheet sheet : sheets) {
      if (!names.add(sheet.name().toLowerCase(Locale.ROOT))) {
        throw new IllegalArgumentException("two sheets are called " + sheet.name());
      }
    }
  }

  /** A sheet by its name, without regard to case. */
  public Optional<Worksheet> sheet(String name) {
    return sheets.stream().filter(sheet -> sheet.name().equalsIgnoreCase(name)).findFirst();
  }
}
