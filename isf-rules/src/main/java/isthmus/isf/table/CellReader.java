package isthmus.isf.table;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes typed table entries of a cell's text. Everything that is not clearly one is refused. */
public final class CellReader {
  /** What a cell of a yes/no row may hold. */
  public static final String YES_NO = "Yes, No, or empty";

  private static final BigDecimal MAX_LIMIT = BigDecimal.valueOf(1_000_000_000_000_000L);
  private static final Pattern NUMBER =
      Pattern.compile("([0-9](?:[0-9.,'\\u2019 \\u00a0\\u202f]*[0-9])?)\\s*([A-Za-z]*)");
  private static final Pattern GROUPED =
      Pattern.compile("[0-9]{1,3}([.,'\\u2019 \\u00a0\\u202f])[0-9]{3}(?:\\1[0-9]{3})*");
  private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,15}[.,][0-9]{1,9}");
  private static final Map<Unit, Map<String, Long>> FACTORS =
      Map.of(
          Unit.OCTETS,
          Map.ofEntries(
              Map.entry("", 1L),
              Map.entry("b", 1L),
              Map.entry("byte", 1L),
              Map.entry("bytes", 1L),
              Map.entry("octets", 1L),
              Map.entry("kb", 1_000L),
              Map.entry("mb", 1_000_000L),
              Map.entry("gb", 1_000_000_000L),
              Map.entry("kib", 1L << 10),
              Map.entry("mib", 1L << 20),
              Map.entry("gib", 1L << 30)),
          Unit.CHARACTERS,
          Map.of("", 1L, "chars", 1L, "characters", 1L),
          Unit.SECONDS,
          Map.of("", 1L, "s", 1L, "sec", 1L, "seconds", 1L, "min", 60L, "minutes", 60L, "h", 3600L),
          Unit.COUNT,
          Map.of("", 1L));

  private CellReader() {}

  /** The entry of a row that looks at a fact. */
  public static Cell read(String text, Fact fact) throws CellRefusedException {
    if (text.isEmpty()) {
      return new Cell.Empty();
    }
    return fact.numeric() ? new Cell.Limit(limit(text, fact.unit()), fact.unit()) : yesNo(text);
  }

  /** {@code Yes}, {@code y}, {@code TRUE} and their opposites. */
  public static Cell.YesNo yesNo(String text) throws CellRefusedException {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "yes", "y", "true" -> Cell.YesNo.of(true);
      case "no", "n", "false" -> Cell.YesNo.of(false);
      default -> throw new CellRefusedException("neither yes nor no", YES_NO);
    };
  }

  /** A whole number in the unit: {@code 140}, {@code 10.000.000}, {@code 1.5 MB}. */
  public static long limit(String text, Unit unit) throws CellRefusedException {
    BigDecimal value = number(text, unit);
    if (value.signum() < 0) {
      throw new CellRefusedException("a limit is not negative", allowed(unit));
    }
    if (value.compareTo(MAX_LIMIT) > 0) {
      throw new CellRefusedException("the number is too big", "up to " + MAX_LIMIT.toPlainString());
    }
    if (value.stripTrailingZeros().scale() > 0) {
      throw new CellRefusedException("not a whole number", allowed(unit));
    }
    return value.longValueExact();
  }

  private static BigDecimal number(String text, Unit unit) throws CellRefusedException {
    Matcher matcher = NUMBER.matcher(text);
    if (!matcher.matches()) {
      throw new CellRefusedException(
          text.startsWith("-") ? "a limit is not negative" : "not a number", allowed(unit));
    }
    String word = matcher.group(2).toLowerCase(Locale.ROOT);
    Long factor = FACTORS.getOrDefault(unit, Map.of()).get(word);
    if (factor == null) {
      throw new CellRefusedException("no unit \"" + matcher.group(2) + "\" here", allowed(unit));
    }
    return digits(matcher.group(1), factor > 1, unit).multiply(BigDecimal.valueOf(factor));
  }

  /** {@code 10.000.000}, {@code 10,000,000}, {@code 1.5} where a unit such as MB follows. */
  private static BigDecimal digits(String digits, boolean scaled, Unit unit)
      throws CellRefusedException {
    if (digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return new BigDecimal(digits);
    }
    Matcher grouped = GROUPED.matcher(digits);
    boolean looksGrouped = grouped.matches();
    boolean looksDecimal = DECIMAL.matcher(digits).matches();
    if (scaled && looksGrouped && looksDecimal) {
      throw new CellRefusedException(
          "could be a fraction or a thousands separator", "the number without separators");
    }
    if (looksGrouped) {
      return new BigDecimal(digits.replaceAll("[^0-9]", ""));
    }
    if (scaled && looksDecimal) {
      return new BigDecimal(digits.replace(',', '.'));
    }
    throw new CellRefusedException(
        looksDecimal ? "not a whole number" : "not a number", allowed(unit));
  }

  /** What a cell with a limit in the unit may hold. */
  public static String allowed(Unit unit) {
    return switch (unit) {
      case OCTETS -> "a whole number, with B, kB, MB, GB, KiB, MiB or GiB if wanted, or empty";
      case SECONDS -> "a whole number, with s, min or h if wanted, or empty";
      case CHARACTERS, COUNT -> "a whole number, or empty";
    };
  }
}
