package isthmus.cpm.address;

import isthmus.cpm.address.AddressException.Reason;
import java.util.Optional;

/**
 * Reads telephone numbers, from URIs and as people write them, into full numbers wherever the home
 * plan allows.
 */
final class TelephoneNumbers {
  private final NumberingPlan plan;

  TelephoneNumbers(NumberingPlan plan) {
    this.plan = plan;
  }

  /**
   * Reads {@code number *(;parameter)} (RFC 3966 §3). Without a context a local number belongs to
   * {@code fallbackContext}. Parameters other than {@code phone-context} say nothing about who it
   * is.
   */
  TelAddress subscriber(String text, int offset, String fallbackContext) throws AddressException {
    int semicolon = text.indexOf(';');
    String number = semicolon < 0 ? text : text.substring(0, semicolon);
    String context = semicolon < 0 ? "" : parameter(text, semicolon, "phone-context", offset);
    String digits = withoutSeparators(Escapes.decode(number, offset));
    if (digits.startsWith("+")) {
      if (!PhoneNumber.isE164(digits)) {
        throw new AddressException(
            Reason.BAD_NUMBER, offset, "a full number is a plus sign and 1 to 15 digits");
      }
      return new TelAddress(digits, Optional.empty());
    }
    String within = context.isEmpty() ? fallbackContext : withoutSeparatorsIfNumber(context);
    if (!TelAddress.isLocal(digits) || !TelAddress.isContext(within)) {
      throw new AddressException(Reason.BAD_NUMBER, offset, "not a telephone number");
    }
    if (within.equals(plan.homeContext())) {
      Optional<PhoneNumber> full = plan.normalise(digits);
      if (full.isPresent()) {
        return TelAddress.of(full.get());
      }
    }
    return new TelAddress(digits, Optional.of(within));
  }

  String homeContext() {
    return plan.homeContext();
  }

  /** Whether the text could be a full number in a user part, before it is read. */
  static boolean looksFull(String text) {
    int semicolon = text.indexOf(';');
    String number = semicolon < 0 ? text : text.substring(0, semicolon);
    return number.startsWith("+") && PhoneNumber.isE164(withoutSeparators(number));
  }

  private static String parameter(String text, int from, String name, int offset)
      throws AddressException {
    for (String parameter : text.substring(from + 1).split(";", -1)) {
      int equals = parameter.indexOf('=');
      if (equals > 0 && parameter.substring(0, equals).equalsIgnoreCase(name)) {
        return Escapes.decode(parameter.substring(equals + 1), offset);
      }
    }
    return "";
  }

  private static String withoutSeparatorsIfNumber(String context) {
    return context.startsWith("+") ? withoutSeparators(context) : context;
  }

  /** RFC 3966 §5.1.1 visual separators. */
  private static String withoutSeparators(String number) {
    StringBuilder kept = new StringBuilder(number.length());
    number.chars().filter(c -> "-.()".indexOf(c) < 0).forEach(c -> kept.append((char) c));
    return kept.toString();
  }

  /**
   * The number a person means by a text such as {@code +44 (0)20 7946-0018}, {@code (555) 100 0001}
   * or {@code 4455}; empty when the text is none.
   */
  Optional<TelAddress> typed(String text) {
    String prepared = text.replace("(0)", text.strip().startsWith("+") ? "" : "0");
    StringBuilder digits = new StringBuilder(prepared.length());
    for (int i = 0; i < prepared.length(); i++) {
      char c = prepared.charAt(i);
      int digit = Character.digit(c, 10);
      if (digit >= 0) {
        digits.append((char) ('0' + digit));
      } else if (c == '*' || c == '#' || c == '+' || c == '\uFF0B') {
        digits.append(c == '\uFF0B' ? '+' : c);
      } else if (!isTypedSeparator(c)) {
        return Optional.empty();
      }
    }
    String number = digits.toString();
    if (PhoneNumber.isE164(number)) {
      return Optional.of(new TelAddress(number, Optional.empty()));
    }
    if (!TelAddress.isLocal(number)) {
      return Optional.empty();
    }
    return Optional.of(
        plan.normalise(number)
            .map(TelAddress::of)
            .orElseGet(() -> new TelAddress(number, Optional.of(plan.homeContext()))));
  }

  /**
   * Spaces, brackets, dots, slashes, dashes of any kind and the marks that copied text brings
   * along.
   */
  private static boolean isTypedSeparator(char c) {
    return Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || Character.getType(c) == Character.DASH_PUNCTUATION
        || Character.getType(c) == Character.FORMAT
        || "().,/\u2212".indexOf(c) >= 0;
  }
}
