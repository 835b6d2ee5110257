package isthmus.isf.policy;

import isthmus.isf.table.CellRefusedException;
import isthmus.isf.table.PlainText;
import isthmus.isf.table.TableRow;
import isthmus.isf.table.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses and patterns of addresses as operators write them. Pure functions. */
public final class AddressGrammar {
  /** What a pattern may be. */
  public static final String PATTERN =
      "a number, +49*, +4915000..+4915999, @example.org, @*.example.org, sip:… or mailto:…";

  /** What one address may be. */
  public static final String ADDRESS = "a number with + or a short code, sip:… or mailto:…";

  private static final String LIST = "list ";
  private static final Pattern NUMBER = Pattern.compile("\\+[0-9]{3,15}|[0-9]{2,15}");
  private static final Pattern PREFIX = Pattern.compile("(\\+[0-9]{0,14}|[0-9]{1,14})\\*");
  private static final Pattern DOMAIN =
      Pattern.compile(
          "(?!.{254})([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
  private static final Pattern URI =
      Pattern.compile("(sips?|mailto):([A-Za-z0-9._~!$&'*+=%-]{1,64})@([A-Za-z0-9.-]{1,253})");

  private AddressGrammar() {}

  /** One alternative of a condition: a pattern, or {@code list NAME}. */
  static AddressPattern alternative(String text) throws CellRefusedException {
    if (text.toLowerCase(Locale.ROOT).startsWith(LIST)) {
      return new AddressPattern.InList(id(text.substring(LIST.length()), "list"));
    }
    try {
      return pattern(text);
    } catch (CellRefusedException e) {
      throw new CellRefusedException(e.wrong(), PATTERN + ", list NAME; not in front for none");
    }
  }

  /** A pattern as an entry of a list. */
  public static AddressPattern pattern(String text) throws CellRefusedException {
    String plain = text.strip();
    String number = withoutSpaces(plain);
    if (plain.startsWith("@")) {
      return domain(plain.substring(1).toLowerCase(Locale.ROOT));
    }
    int dots = number.indexOf("..");
    if (dots >= 0) {
      return range(number.substring(0, dots), number.substring(dots + 2));
    }
    Matcher prefix = PREFIX.matcher(number);
    if (prefix.matches()) {
      return new AddressPattern.Prefix(prefix.group(1));
    }
    try {
      return new AddressPattern.Exactly(address(plain));
    } catch (CellRefusedException e) {
      throw new CellRefusedException(e.wrong(), PATTERN);
    }
  }

  private static AddressPattern range(String first, String last) throws CellRefusedException {
    if (!NUMBER.matcher(first).matches() || !NUMBER.matcher(last).matches()) {
      throw new CellRefusedException("not a range of numbers", PATTERN);
    }
    if (first.length() != last.length() || first.startsWith("+") != last.startsWith("+")) {
      throw new CellRefusedException(
          "the ends of the range have different lengths", "two numbers of the same length");
    }
    if (first.compareTo(last) > 0) {
      throw new CellRefusedException("the range ends before it begins", "the smaller number first");
    }
    return new AddressPattern.NumberRange(first, last);
  }

  private static AddressPattern domain(String text) throws CellRefusedException {
    boolean below = text.startsWith("*.");
    String name = below ? text.substring(2) : text;
    if (!DOMAIN.matcher(name).matches() || !name.contains(".")) {
      throw new CellRefusedException("not a domain", "@example.org, @*.example.org");
    }
    return new AddressPattern.Domain(
        name, below ? AddressPattern.Scope.AND_BELOW : AddressPattern.Scope.ITSELF);
  }

  /**
   * One address in its plain form: {@code +4930123456} without blanks, dashes and {@code tel:}, a
   * short code, a URI with scheme and host in lower case.
   */
  public static String address(String text) throws CellRefusedException {
    String plain = text.strip();
    boolean tel = plain.regionMatches(true, 0, "tel:", 0, 4);
    String number = withoutSpaces(tel ? plain.substring(4) : plain);
    if (NUMBER.matcher(number).matches()) {
      return number;
    }
    Matcher uri = URI.matcher(schemeInLowerCase(plain));
    if (uri.matches() && DOMAIN.matcher(uri.group(3).toLowerCase(Locale.ROOT)).matches()) {
      return uri.group(1) + ":" + uri.group(2) + "@" + uri.group(3).toLowerCase(Locale.ROOT);
    }
    boolean bare = plain.matches("[^@\\s:]+@[^@\\s:]+");
    throw new CellRefusedException(
        bare ? "an address without sip: or mailto:" : "not an address", ADDRESS);
  }

  private static String schemeInLowerCase(String text) {
    int colon = text.indexOf(':');
    return colon < 0
        ? text
        : text.substring(0, colon).toLowerCase(Locale.ROOT) + text.substring(colon);
  }

  /** Blanks and dashes inside numbers are for people. */
  private static String withoutSpaces(String text) {
    return text.matches("[+0-9][+0-9 .*-]*") ? text.replaceAll("[ -]", "") : text;
  }

  /** The id that a name leads to: {@code Blocked senders} is {@code blocked-senders}. */
  static String id(String name, String what) throws CellRefusedException {
    String id = TableRow.ID.matcher(name).matches() ? name : Words.slug(name);
    if (!TableRow.ID.matcher(id).matches()
        || PlainText.wrongName(name).isPresent()
        || !name.matches("[\\p{L}\\p{N} ._-]+")) {
      throw new CellRefusedException("not the name of a " + what, what + " NAME");
    }
    return id;
  }

  /** What an operator writes for a pattern. */
  public static String text(AddressPattern pattern) {
    return switch (pattern) {
      case AddressPattern.Prefix(String digits) -> digits + "*";
      case AddressPattern.NumberRange(String first, String last) -> first + ".." + last;
      case AddressPattern.Domain(String name, AddressPattern.Scope scope) ->
          (scope == AddressPattern.Scope.AND_BELOW ? "@*." : "@") + name;
      case AddressPattern.Exactly(String address) -> address;
      case AddressPattern.InList(String list) -> LIST + list;
    };
  }

  /** The parts of a cell between commas, none of them blank. */
  static List<String> parts(String text, String separator, String allowed)
      throws CellRefusedException {
    List<String> parts = new ArrayList<>();
    for (String part : text.split(separator, -1)) {
      if (part.isBlank()) {
        throw new CellRefusedException("an entry is missing beside a separator", allowed);
      }
      parts.add(part.strip());
    }
    return parts;
  }
}
