package isthmus.gateway.rules.draft;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One change of a draft. {@code after} is the key of what it shall follow, empty for the first. */
public sealed interface DraftOp {
  /** The sheet that is meant. */
  String sheet();

  /** A cell gets another text; {@code was} is what the editor saw there. */
  record SetCell(String sheet, String row, String column, String was, String now)
      implements DraftOp {
    /** Checks the keys. */
    public SetCell {
      DraftKeys.checked(sheet);
      DraftKeys.checked(row);
      DraftKeys.checked(column);
      was = was.strip();
      now = now.strip();
    }
  }

  /** A new row; {@code cells} by column, blank ones may be left out. */
  record InsertRow(String sheet, Optional<String> after, String row, Map<String, String> cells)
      implements DraftOp {
    /** Checks the keys and copies the map. */
    public InsertRow {
      DraftKeys.checked(sheet);
      requireNonNull(after);
      DraftKeys.checked(row);
      cells = Map.copyOf(cells);
    }
  }

  /** A row moves. */
  record MoveRow(String sheet, String row, Optional<String> after) implements DraftOp {
    /** Checks the keys. */
    public MoveRow {
      DraftKeys.checked(sheet);
      DraftKeys.checked(row);
      requireNonNull(after);
    }
  }

  /** A row goes. */
  record DeleteRow(String sheet, String row) implements DraftOp {
    /** Checks the keys. */
    public DeleteRow {
      DraftKeys.checked(sheet);
      DraftKeys.checked(row);
    }
  }

  /** A new column; {@code cells} by row, blank ones may be left out. */
  record InsertColumn(
      String sheet, Optional<String> after, String column, Map<String, String> cells)
      implements DraftOp {
    /** Checks the keys and copies the map. */
    public InsertColumn {
      DraftKeys.checked(sheet);
      requireNonNull(after);
      DraftKeys.checked(column);
      cells = Map.copyOf(cells);
    }
  }

  /** A column moves. */
  record MoveColumn(String sheet, String column, Optional<String> after) implements DraftOp {
    /** Checks the keys. */
    public MoveColumn {
      DraftKeys.checked(sheet);
      DraftKeys.checked(column);
      requireNonNull(after);
    }
  }

  /** A column goes. */
  record DeleteColumn(String sheet, String column) implements DraftOp {
    /** Checks the keys. */
    public DeleteColumn {
      DraftKeys.checked(sheet);
      DraftKeys.checked(column);
    }
  }

  /** A new sheet. */
  record InsertSheet(
      String sheet, Optional<String> after, String name, List<String> columns, List<DraftRow> rows)
      implements DraftOp {
    /** Checks the keys and copies the lists. */
    public InsertSheet {
      DraftKeys.checked(sheet);
      requireNonNull(after);
      name = name.strip();
      columns = List.copyOf(columns);
      rows = List.copyOf(rows);
    }
  }

  /** A sheet gets another name; {@code was} is what the editor saw. */
  record RenameSheet(String sheet, String was, String now) implements DraftOp {
    /** Checks the key. */
    public RenameSheet {
      DraftKeys.checked(sheet);
      was = was.strip();
      now = now.strip();
    }
  }

  /** A sheet moves. */
  record MoveSheet(String sheet, Optional<String> after) implements DraftOp {
    /** Checks the key. */
    public MoveSheet {
      DraftKeys.checked(sheet);
      requireNonNull(after);
    }
  }

  /** A sheet goes. */
  record DeleteSheet(String sheet) implements DraftOp {
    /** Checks the key. */
    public DeleteSheet {
      DraftKeys.checked(sheet);
    }
  }
}
