package isthmus.sms.mapping;

import isthmus.sms.smpp.SmppAddress;
import isthmus.sms.text.SmsFormatException;
import java.util.Optional;

/**
 * How a peer writes addresses (facts B10).
 *
 * @param countryCode digits that make a national number international; empty leaves national
 *     numbers as they are
 * @param plusSign whether an international number is sent with its {@code +}
 * @param shortCodeTon the type of number of short codes: 3 (network specific), 0 or 6 by peer
 * @param shortCodeNpi the numbering plan of short codes
 * @param longestShortCode digits up to which a number of unknown type counts as a short code
 */
public record AddressProfile(
    Optional<String> countryCode,
    PlusSign plusSign,
    int shortCodeTon,
    int shortCodeNpi,
    int longestShortCode) {

  /** The plus sign of international numbers on the wire. */
  public enum PlusSign {
    OMITTED,
    SENT
  }

  /** No country code, no plus sign, short codes as network specific up to eight digits. */
  public static final AddressProfile STANDARD =
      new AddressProfile(
          Optional.empty(),
          PlusSign.OMITTED,
          SmppAddress.TON_NETWORK_SPECIFIC,
          SmppAddress.NPI_UNKNOWN,
          8);

  /** Refuses what no network has. */
  public AddressProfile {
    if (countryCode.filter(code -> !code.matches("[1-9][0-9]{0,2}")).isPresent()) {
      throw new SmsFormatException(
          "country code " + countryCode.get() + ": allowed are 1 to 3 digits");
    }
    if (shortCodeTon < 0 || shortCodeTon > 6 || shortCodeNpi < 0 || shortCodeNpi > 18) {
      throw new SmsFormatException(
          "short codes with TON " + shortCodeTon + ", NPI " + shortCodeNpi);
    }
    if (longestShortCode < 1 || longestShortCode > 14) {
      throw new SmsFormatException(
          "longest short code " + longestShortCode + ": allowed are 1 to 14 digits");
    }
  }

  /** The same with a country code. */
  public AddressProfile withCountryCode(String code) {
    return new AddressProfile(
        Optional.of(code), plusSign, shortCodeTon, shortCodeNpi, longestShortCode);
  }
}
