package isthmus.sms.mapping;

import isthmus.sms.smpp.SmppAddress;
import isthmus.sms.text.SmsFormatException;
import java.util.Optional;

/**
 * Addresses between the gateway and one kind of peer. Immutable; any thread may use it.
 *
 * @param profile how the peer writes them
 */
public record AddressMapping(AddressProfile profile) {
  // An alphanumeric TP-OA holds 11 septets (TS 23.040 §9.1.2.5).
  private static final int MAX_NAME = 11;

  /**
   * The party of an address typed or configured: {@code +} and digits, digits alone (a short code),
   * anything else a name. Separators that people write into numbers (space, dot, hyphen,
   * parentheses) are removed.
   */
  public static SmsParty party(String text) {
    String number = text.replaceAll("[ .()\\-]", "");
    if (number.matches("\\+[0-9]+")) {
      return new SmsParty.E164(number);
    }
    return number.matches("[0-9*#]+")
        ? new SmsParty.ShortCode(number)
        : new SmsParty.Alphanumeric(text.strip());
  }

  /**
   * The address on the wire. A name must be ASCII and at most 11 characters; an {@code @}, octet 0
   * in GSM, becomes a question mark.
   */
  public SmppAddress toSmpp(SmsParty party) {
    return switch (party) {
      case SmsParty.E164(String number) ->
          new SmppAddress(
              SmppAddress.TON_INTERNATIONAL,
              SmppAddress.NPI_ISDN,
              profile.plusSign() == AddressProfile.PlusSign.SENT ? number : number.substring(1));
      case SmsParty.ShortCode(String digits) ->
          new SmppAddress(profile.shortCodeTon(), profile.shortCodeNpi(), digits);
      case SmsParty.Alphanumeric(String name) -> alphanumeric(name);
    };
  }

  /** The party of an address received; empty when there is none or it cannot be one. */
  public Optional<SmsParty> fromSmpp(SmppAddress address) {
    String value = address.address().strip();
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (address.ton() == SmppAddress.TON_ALPHANUMERIC || !value.matches("\\+?[0-9*#]+")) {
      return value.length() <= 20
          ? Optional.of(new SmsParty.Alphanumeric(value))
          : Optional.empty();
    }
    return international(address.ton(), value).or(() -> shortCode(value));
  }

  private Optional<SmsParty> international(int ton, String value) {
    if (value.startsWith("+")) {
      return e164(value);
    }
    boolean mayHavePrefix = ton == SmppAddress.TON_UNKNOWN || ton == SmppAddress.TON_INTERNATIONAL;
    if (mayHavePrefix && value.startsWith("00")) {
      return e164("+" + value.substring(2));
    }
    boolean national =
        ton == SmppAddress.TON_NATIONAL
            || (ton == SmppAddress.TON_UNKNOWN && value.startsWith("0"));
    if (ton == SmppAddress.TON_INTERNATIONAL) {
      return e164("+" + value);
    }
    if (national) {
      return profile
          .countryCode()
          .flatMap(code -> e164("+" + code + value.replaceFirst("^0+", "")));
    }
    boolean longNumber =
        ton == SmppAddress.TON_UNKNOWN && value.length() > profile.longestShortCode();
    return longNumber ? e164("+" + value) : Optional.empty();
  }

  private static Optional<SmsParty> e164(String number) {
    return number.matches("\\+[1-9][0-9]{2,14}")
        ? Optional.of(new SmsParty.E164(number))
        : Optional.empty();
  }

  private static Optional<SmsParty> shortCode(String value) {
    return value.matches("[0-9*#]{1,20}")
        ? Optional.of(new SmsParty.ShortCode(value))
        : Optional.empty();
  }

  private static SmppAddress alphanumeric(String name) {
    if (name.length() > MAX_NAME || !name.matches("[\\x20-\\x7e]+")) {
      throw new SmsFormatException(
          "an alphanumeric sender is 1 to " + MAX_NAME + " ASCII characters");
    }
    return new SmppAddress(
        SmppAddress.TON_ALPHANUMERIC, SmppAddress.NPI_UNKNOWN, name.replace('@', '?'));
  }
}
