package isthmus.sms;

import isthmus.cpm.address.Address;
import isthmus.cpm.address.AddressException;
import isthmus.cpm.address.AddressParser;
import isthmus.cpm.address.MailtoAddress;
import isthmus.cpm.address.OtherAddress;
import isthmus.cpm.address.PhoneNumber;
import isthmus.cpm.address.SipAddress;
import isthmus.cpm.address.TelAddress;
import isthmus.cpm.interworking.AddressCheck;
import isthmus.sms.mapping.SmsParty;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** CPM addresses and parties of short messages, into each other. Immutable. */
final class Addresses {
  private final AddressParser parser;
  private final SmsSettings.ShortCodes shortCodes;
  private final String nameDomain;

  Addresses(AddressParser parser, SmsSettings.ShortCodes shortCodes, String nameDomain) {
    this.parser = parser;
    this.shortCodes = shortCodes;
    this.nameDomain = nameDomain;
  }

  /** The CPM address of a party; empty for a number that the home plan cannot place. */
  Optional<Address> address(SmsParty party) {
    return switch (party) {
      case SmsParty.E164(String number) -> Optional.of(TelAddress.of(new PhoneNumber(number)));
      case SmsParty.ShortCode(String digits) -> parsed("tel:" + digits.replace("#", "%23"));
      case SmsParty.Alphanumeric(String name) ->
          Optional.of(
              new SipAddress(
                  "sip",
                  Optional.of(printable(name)),
                  nameDomain,
                  OptionalInt.empty(),
                  Optional.empty(),
                  SipAddress.UserParameter.NONE));
    };
  }

  // Control characters have no place in a user part; everything else is escaped by the address.
  private static String printable(String name) {
    StringBuilder kept = new StringBuilder(name.length());
    name.codePoints().map(c -> Character.isISOControl(c) ? '?' : c).forEach(kept::appendCodePoint);
    return kept.toString();
  }

  private Optional<Address> parsed(String uri) {
    try {
      return Optional.of(parser.parseUri(uri));
    } catch (AddressException _) {
      return Optional.empty();
    }
  }

  /** Whether short messages can go to an address, and its form here. */
  AddressCheck check(Address address) {
    if (address.isAnonymous()) {
      return new AddressCheck.NotValid("an anonymous address has no telephone number");
    }
    Optional<PhoneNumber> number = address.phoneNumber();
    if (number.isPresent()) {
      String e164 = number.get().e164();
      return e164.matches("\\+[1-9][0-9]{2,14}")
          ? new AddressCheck.Valid(e164)
          : new AddressCheck.NotValid(e164 + " is not an international number");
    }
    return local(address)
        .map(this::checkLocal)
        .orElseGet(
            () ->
                new AddressCheck.NotValid(
                    isName(address)
                        ? "a sender that is only a name cannot be answered"
                        : "not a telephone number"));
  }

  private static Optional<TelAddress> local(Address address) {
    return switch (address) {
      case TelAddress tel -> Optional.of(tel);
      case SipAddress sip -> sip.telephone();
      case MailtoAddress _, OtherAddress _ -> Optional.empty();
    };
  }

  private boolean isName(Address address) {
    return address instanceof SipAddress sip
        && sip.host().toLowerCase(Locale.ROOT).equals(nameDomain);
  }

  private AddressCheck checkLocal(TelAddress local) {
    if (!local.number().matches("[0-9*#]{1,20}")) {
      return new AddressCheck.NotValid("not a number that a short message can carry");
    }
    return switch (shortCodes) {
      case ALLOWED -> new AddressCheck.Valid(local.number());
      case NOT_VALID -> new AddressCheck.NotValid("short codes are switched off for SMS");
    };
  }
}
