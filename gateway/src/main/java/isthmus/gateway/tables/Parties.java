package isthmus.gateway.tables;

import isthmus.cpm.address.Address;
import isthmus.cpm.address.MailtoAddress;
import isthmus.cpm.address.OtherAddress;
import isthmus.cpm.address.SipAddress;
import isthmus.cpm.address.TelAddress;
import isthmus.isf.policy.Party;
import java.util.Locale;
import java.util.Optional;

/** Addresses as conditions of the policy table see them. */
final class Parties {
  private Parties() {}

  /**
   * A party.
   *
   * @param userClass the service class, when one is given
   */
  static Party of(Address address, Optional<String> userClass) {
    return new Party(address.uri(), number(address), domain(address), userClass);
  }

  private static Optional<String> number(Address address) {
    return address
        .phoneNumber()
        .map(number -> number.e164())
        .or(
            () ->
                switch (address) {
                  case TelAddress tel -> Optional.of(digits(tel.uri()));
                  case SipAddress sip -> sip.telephone().map(tel -> digits(tel.uri()));
                  case MailtoAddress _, OtherAddress _ -> Optional.empty();
                });
  }

  /** A local number without its context. */
  private static String digits(String uri) {
    String subscriber = uri.substring("tel:".length());
    int end = subscriber.indexOf(';');
    return end < 0 ? subscriber : subscriber.substring(0, end);
  }

  private static Optional<String> domain(Address address) {
    return switch (address) {
      case SipAddress sip -> Optional.of(sip.host());
      case MailtoAddress mail ->
          Optional.of(mail.uri().substring(mail.uri().lastIndexOf('@') + 1).toLowerCase(Locale.ROOT));
      case TelAddress _, OtherAddress _ -> Optional.empty();
    };
  }
}
