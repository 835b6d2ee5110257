package isthmus.cpm.address;

import java.util.Locale;
import java.util.Optional;

/**
 * A telephone number (RFC 3966), either full or known only within its context, such as a short
 * code.
 *
 * @param number a plus sign and digits, or the digits, {@code *} and {@code #} of a local number;
 *     no visual separators
 * @param phoneContext for a local number only, and always: a domain or a plus sign and digits
 */
public record TelAddress(String number, Optional<String> phoneContext) implements Address {

  /** Checks that the number is full, or local with a context. */
  public TelAddress {
    boolean global = number.startsWith("+");
    if (global != phoneContext.isEmpty()
        || !(global ? PhoneNumber.isE164(number) : isLocal(number))
        || phoneContext.filter(context -> !isContext(context)).isPresent()) {
      throw new IllegalArgumentException("not a telephone number: " + number);
    }
    phoneContext = phoneContext.map(context -> context.toLowerCase(Locale.ROOT));
  }

  /** The address of a full number. */
  public static TelAddress of(PhoneNumber number) {
    return new TelAddress(number.e164(), Optional.empty());
  }

  static boolean isLocal(String text) {
    return !text.isEmpty()
        && text.length() <= 32
        && text.chars()
            .allMatch(c -> (c >= '0' && c <= '9') || c == '*' || c == '#' || isHexLetter(c));
  }

  private static boolean isHexLetter(int c) {
    return (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f');
  }

  static boolean isContext(String text) {
    return PhoneNumber.isE164(text) || Hosts.isHostName(text);
  }

  @Override
  public String uri() {
    return "tel:" + subscriber();
  }

  /**
   * The number with its context, as it stands behind {@code tel:} and in the user part of a SIP
   * URI.
   */
  String subscriber() {
    return phoneContext.map(context -> escaped() + ";phone-context=" + context).orElse(number);
  }

  private String escaped() {
    return number.replace("#", "%23");
  }

  @Override
  public Identity identity() {
    return new Identity(uri());
  }

  @Override
  public Optional<PhoneNumber> phoneNumber() {
    return phoneContext.isEmpty() ? Optional.of(new PhoneNumber(number)) : Optional.empty();
  }

  @Override
  public boolean isAnonymous() {
    return false;
  }
}
