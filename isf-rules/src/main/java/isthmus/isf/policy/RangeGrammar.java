package isthmus.isf.policy;

import isthmus.isf.table.CellReader;
import isthmus.isf.table.CellRefusedException;
import isthmus.isf.table.Unit;

/** Ranges of numbers: {@code > 100 kB}, {@code 161..}, {@code 1..3}, {@code 160}. */
final class RangeGrammar {
  private RangeGrammar() {}

  static Range read(String text, Unit unit) throws CellRefusedException {
    int dots = text.indexOf("..");
    if (dots >= 0) {
      String least = text.substring(0, dots).strip();
      String most = text.substring(dots + 2).strip();
      if (least.isEmpty() && most.isEmpty()) {
        throw new CellRefusedException("a range without any number", allowed(unit));
      }
      return range(
          least.isEmpty() ? 0 : number(least, unit),
          most.isEmpty() ? Long.MAX_VALUE : number(most, unit),
          unit);
    }
    if (text.startsWith(">=")) {
      return range(number(text.substring(2), unit), Long.MAX_VALUE, unit);
    }
    if (text.startsWith(">")) {
      return range(number(text.substring(1), unit) + 1, Long.MAX_VALUE, unit);
    }
    if (text.startsWith("<=")) {
      return range(0, number(text.substring(2), unit), unit);
    }
    if (text.startsWith("<")) {
      return range(0, number(text.substring(1), unit) - 1, unit);
    }
    long exactly = number(text, unit);
    return new Range(exactly, exactly);
  }

  private static Range range(long least, long most, Unit unit) throws CellRefusedException {
    if (most < least) {
      throw new CellRefusedException("no number lies in this range", allowed(unit));
    }
    return new Range(least, most);
  }

  private static long number(String text, Unit unit) throws CellRefusedException {
    try {
      return CellReader.limit(text.strip(), unit);
    } catch (CellRefusedException e) {
      throw new CellRefusedException(e.wrong(), allowed(unit));
    }
  }

  static String text(Range range) {
    if (range.least() == range.most()) {
      return Long.toString(range.least());
    }
    return range.least() + ".." + (range.most() == Long.MAX_VALUE ? "" : range.most());
  }

  static String allowed(Unit unit) {
    return switch (unit) {
      case OCTETS -> "> 100 kB, <= 1 MB, 100 kB..1 MB, 4000; units B, kB, MB, GB, KiB, MiB, GiB";
      case CHARACTERS -> "> 160, <= 160, 161..300, 160";
      case SECONDS, COUNT -> ">= 3, < 3, 1..3, 2";
    };
  }
}
