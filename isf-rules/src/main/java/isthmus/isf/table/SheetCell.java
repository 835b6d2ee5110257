package isthmus.isf.table;

import java.math.BigDecimal;

/** A cell as the file holds it, before the table gives it a meaning. */
sealed interface SheetCell {
  /** Characters, without surrounding white space; none when the cell is blank. */
  record Text(String text) implements SheetCell {
    static final Text BLANK = new Text("");

    public Text {
      text = text.strip();
    }
  }

  record Numeric(BigDecimal value) implements SheetCell {}

  record Bool(boolean value) implements SheetCell {}

  /** Something that a table never takes, such as a formula. */
  record Refused(String what, String content) implements SheetCell {}

  default boolean blank() {
    return this instanceof Text(String text) && text.isEmpty();
  }

  /** What an operator sees in the cell. */
  default String shown() {
    return switch (this) {
      case Text(String text) -> text;
      case Numeric(BigDecimal value) -> value.stripTrailingZeros().toPlainString();
      case Bool(boolean value) -> value ? "TRUE" : "FALSE";
      case Refused(String _, String content) -> content;
    };
  }
}
