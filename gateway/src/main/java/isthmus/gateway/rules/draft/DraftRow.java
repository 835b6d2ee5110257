package isthmus.gateway.rules.draft;

import java.util.ArrayList;
import java.util.List;

/**
 * A row of a draft.
 *
 * @param key stays when the row moves
 * @param cells one for each column of its sheet, blank ones as empty text
 */
public record DraftRow(String key, List<String> cells) {
  /** Checks the key and copies the cells. */
  public DraftRow {
    DraftKeys.checked(key);
    cells = List.copyOf(cells);
  }

  DraftRow with(int column, String text) {
    List<String> changed = new ArrayList<>(cells);
    changed.set(column, text);
    return new DraftRow(key, changed);
  }

  DraftRow inserted(int column, String text) {
    List<String> changed = new ArrayList<>(cells);
    changed.add(column, text);
    return new DraftRow(key, changed);
  }

  DraftRow without(int column) {
    List<String> changed = new ArrayList<>(cells);
    changed.remove(column);
    return new DraftRow(key, changed);
  }

  DraftRow moved(int from, int to) {
    List<String> changed = new ArrayList<>(cells);
    changed.add(to, changed.remove(from));
    return new DraftRow(key, changed);
  }
}
