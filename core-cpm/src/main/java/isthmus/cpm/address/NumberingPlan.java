package isthmus.cpm.address;

import java.util.Optional;

/**
 * How people at home dial, so that what they write becomes a full number.
 *
 * @param countryCode digits of the home country, such as {@code 1} or {@code 44}
 * @param internationalPrefix what is dialled before a country code, such as {@code 011} or {@code
 *     00}
 * @param nationalPrefix what is dialled before a national number, such as {@code 1} or {@code 0};
 *     may be empty
 * @param minNationalDigits the least digits of a national number without its prefix; shorter ones
 *     are short codes
 * @param maxNationalDigits the most digits of a national number without its prefix
 */
public record NumberingPlan(
    String countryCode,
    String internationalPrefix,
    String nationalPrefix,
    int minNationalDigits,
    int maxNationalDigits) {

  /** The North American plan: {@code 011}, {@code 1}, ten digits. */
  public static final NumberingPlan NORTH_AMERICA = new NumberingPlan("1", "011", "1", 10, 10);

  /** Checks that the plan can be meant. */
  public NumberingPlan {
    if (!isDigits(countryCode) || countryCode.length() > 3 || countryCode.startsWith("0")) {
      throw new IllegalArgumentException("not a country code: " + countryCode);
    }
    if (!isDigits(internationalPrefix) || !(nationalPrefix.isEmpty() || isDigits(nationalPrefix))) {
      throw new IllegalArgumentException("a dialling prefix is made of digits");
    }
    if (minNationalDigits < 1
        || maxNationalDigits < minNationalDigits
        || countryCode.length() + maxNationalDigits > 15) {
      throw new IllegalArgumentException("national numbers have 1 to 15 digits, country included");
    }
  }

  /** A country with the prefixes 00 and 0, as most have, and national numbers of 7 to 12 digits. */
  public static NumberingPlan ofCountry(String countryCode) {
    return new NumberingPlan(countryCode, "00", "0", 7, 12);
  }

  /**
   * The full number that a home user means by these digits; empty for a short code or anything else
   * that is no number beyond the home network. A national number may miss its prefix.
   */
  public Optional<PhoneNumber> normalise(String dialled) {
    if (!isDigits(dialled)) {
      return Optional.empty();
    }
    if (dialled.startsWith(internationalPrefix)) {
      String rest = dialled.substring(internationalPrefix.length());
      if (rest.length() >= minNationalDigits && rest.length() <= 15 && !rest.startsWith("0")) {
        return Optional.of(new PhoneNumber("+" + rest));
      }
    }
    if (!nationalPrefix.isEmpty() && dialled.startsWith(nationalPrefix)) {
      String rest = dialled.substring(nationalPrefix.length());
      if (isNational(rest)) {
        return Optional.of(new PhoneNumber("+" + countryCode + rest));
      }
    }
    boolean prefixed = !nationalPrefix.isEmpty() && dialled.startsWith(nationalPrefix);
    return isNational(dialled) && !prefixed
        ? Optional.of(new PhoneNumber("+" + countryCode + dialled))
        : Optional.empty();
  }

  private boolean isNational(String digits) {
    return digits.length() >= minNationalDigits && digits.length() <= maxNationalDigits;
  }

  /** The {@code phone-context} of numbers that are only known at home (RFC 3966 §5.1.5). */
  public String homeContext() {
    return "+" + countryCode;
  }

  private static boolean isDigits(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
