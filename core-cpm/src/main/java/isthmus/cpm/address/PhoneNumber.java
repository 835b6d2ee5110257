package isthmus.cpm.address;

/**
 * A full international telephone number (E.164).
 *
 * @param e164 a plus sign and 1 to 15 digits
 */
public record PhoneNumber(String e164) {

  /** Checks the form. */
  public PhoneNumber {
    if (!isE164(e164)) {
      throw new IllegalArgumentException("not an E.164 number: " + e164);
    }
  }

  static boolean isE164(String text) {
    return text.length() >= 2
        && text.length() <= 16
        && text.charAt(0) == '+'
        && text.chars().skip(1).allMatch(c -> c >= '0' && c <= '9');
  }

  /** The digits without the plus, as SMPP wants them. */
  public String digits() {
    return e164.substring(1);
  }

  @Override
  public String toString() {
    return e164;
  }
}
