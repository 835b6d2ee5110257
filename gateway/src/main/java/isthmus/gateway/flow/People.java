package isthmus.gateway.flow;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.address.Address;
import isthmus.cpm.address.MailtoAddress;
import isthmus.cpm.address.OtherAddress;
import isthmus.cpm.address.SipAddress;
import isthmus.cpm.address.TelAddress;
import isthmus.cpm.participating.Recipient;
import isthmus.cpm.participating.Recipient.Standing;
import isthmus.cpm.preferences.PreferenceSource;
import isthmus.cpm.preferences.ServicePreferences;
import isthmus.cpm.preferences.UserPreferences;
import isthmus.isf.policy.Party;
import isthmus.isf.table.UserAnswers;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Originators and recipients as the Interworking Selection Function sees them (CPM SD §5.3.1.2).
 *
 * <p>Preferences are those of the target: this is the terminating network when the recipient is a
 * user of ours, or one of whom preferences are stored here. What the provider permits is asked of
 * the CPM user involved: the recipient in the terminating network, else the originator, for whom
 * the provider sends the message out (CPM SD appendix D: "user specific").
 *
 * <p>Answers from memory; any thread.
 */
public final class People {
  /** Strangers of whom nothing is stored. */
  static final People NOBODY_KNOWN =
      new People(
          _ -> UserPreferences.NONE,
          address -> new Recipient(address, Standing.STRANGER, UserPreferences.NONE));

  private final PreferenceSource preferences;
  private final Recipients recipients;

  /** The people that these know. */
  public People(PreferenceSource preferences, Recipients recipients) {
    this.preferences = requireNonNull(preferences);
    this.recipients = requireNonNull(recipients);
  }

  /** Somebody as conditions of the policy table see him. */
  public Party party(Address address) {
    return new Party(
        address.uri(),
        number(address),
        domain(address),
        preferences.of(address.identity()).services().userClass());
  }

  /** An E.164 number with its plus sign, or the digits of a short code or other local number. */
  static Optional<String> number(Address address) {
    return address
        .phoneNumber()
        .map(number -> number.e164())
        .or(() -> telephone(address).map(TelAddress::number));
  }

  /** The telephone behind an address. */
  static Optional<TelAddress> telephone(Address address) {
    return switch (address) {
      case TelAddress tel -> Optional.of(tel);
      case SipAddress sip -> sip.telephone();
      case MailtoAddress _, OtherAddress _ -> Optional.empty();
    };
  }

  private static Optional<String> domain(Address address) {
    boolean hasDomain =
        switch (address) {
          case SipAddress _, MailtoAddress _ -> true;
          case TelAddress _, OtherAddress _ -> false;
        };
    if (!hasDomain) {
      return Optional.empty();
    }
    String uri = address.uri();
    String host = uri.substring(uri.lastIndexOf('@') + 1);
    int end = 0;
    while (end < host.length() && ";?>".indexOf(host.charAt(end)) < 0) {
      end++;
    }
    return Optional.of(host.substring(0, end).toLowerCase(Locale.ROOT))
        .filter(name -> !name.isEmpty());
  }

  /** What is known for the user-specific rows of a routing table. */
  public UserAnswers answers(Address originator, Address recipient) {
    UserPreferences target = preferences.of(recipient.identity());
    boolean terminating = isOurs(recipient) || !target.equals(UserPreferences.NONE);
    ServicePreferences of =
        terminating ? target.services() : preferences.of(originator.identity()).services();
    if (of.equals(ServicePreferences.NONE)) {
      return UserAnswers.NONE;
    }
    if (!terminating) {
      return new UserAnswers(Map.of(), of.allowed(), Map.of(), List.of());
    }
    Map<String, Boolean> accepted = new HashMap<>();
    of.priorities().forEach(service -> accepted.put(service, true));
    of.refused().forEach(service -> accepted.put(service, false));
    return new UserAnswers(Map.of(), of.allowed(), accepted, of.priorities());
  }

  private boolean isOurs(Address recipient) {
    Standing standing = recipients.of(recipient).standing();
    return standing == Standing.REGISTERED || standing == Standing.NOT_REGISTERED;
  }

  /** Where a recipient's preferences say that he is reached, by service. */
  public Map<String, String> addresses(Address recipient) {
    Map<String, Address> named = preferences.of(recipient.identity()).services().addresses();
    if (named.isEmpty()) {
      return Map.of();
    }
    Map<String, String> addresses = new HashMap<>();
    named.forEach((service, address) -> addresses.put(service, address.uri()));
    return addresses;
  }
}
