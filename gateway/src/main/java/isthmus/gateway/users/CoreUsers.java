package isthmus.gateway.users;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.address.Address;
import isthmus.cpm.address.Identity;
import isthmus.cpm.address.MailtoAddress;
import isthmus.cpm.address.OtherAddress;
import isthmus.cpm.address.SipAddress;
import isthmus.cpm.address.TelAddress;
import isthmus.cpm.participating.Recipient;
import isthmus.cpm.participating.Recipient.Standing;
import isthmus.cpm.preferences.PreferenceSource;
import isthmus.cpm.preferences.UserPreferences;
import isthmus.gateway.flow.Recipients;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is known of recipients behind an IMS core: a SIP address is the core's matter; a phone
 * number is tried inside CPM when it is a CPM user's as far as we have seen, always, or never.
 */
public final class CoreUsers implements Recipients {
  /** More users than this are not remembered; a bound against strangers' numbers, not a limit. */
  private static final int MOST = 1_000_000;

  /** When a phone number is tried inside CPM first. */
  public enum Attempt {
    /** When a user with that number was seen. */
    KNOWN,
    /** Always. */
    ALWAYS,
    /** Never. */
    NEVER
  }

  private final Attempt attempt;
  private final PreferenceSource preferences;
  private final Set<Identity> seen = ConcurrentHashMap.newKeySet();

  /** Nobody seen yet. */
  public CoreUsers(Attempt attempt, PreferenceSource preferences) {
    this.attempt = requireNonNull(attempt);
    this.preferences = requireNonNull(preferences);
  }

  /** A user sent something, or the core said that the user registered. */
  public void seen(Identity user) {
    if (attempt == Attempt.KNOWN && !seen.contains(user) && seen.size() < MOST) {
      seen.add(user);
    }
  }

  /** The core said that the user is gone. */
  public void gone(Identity user) {
    seen.remove(user);
  }

  @Override
  public Recipient of(Address address) {
    return new Recipient(address, standing(address), preferences.of(address.identity()));
  }

  /** Recipients of messages from outside: all that SIP can route is the core's matter. */
  public Recipient ofInbound(Address address) {
    return new Recipient(
        address,
        isRoutable(address) ? Standing.CORE_MAY_KNOW : Standing.NOT_ROUTABLE,
        UserPreferences.NONE);
  }

  private Standing standing(Address address) {
    if (!isRoutable(address)) {
      return Standing.NOT_ROUTABLE;
    }
    if (!isTelephone(address)) {
      return Standing.CORE_MAY_KNOW;
    }
    boolean inside =
        switch (attempt) {
          case ALWAYS -> true;
          case NEVER -> false;
          case KNOWN -> seen.contains(address.identity());
        };
    return inside ? Standing.CORE_MAY_KNOW : Standing.STRANGER;
  }

  /** Short codes and other local numbers are telephones too, though not phone numbers in E.164. */
  private static boolean isTelephone(Address address) {
    return switch (address) {
      case TelAddress _ -> true;
      case SipAddress sip -> sip.telephone().isPresent();
      case MailtoAddress _, OtherAddress _ -> false;
    };
  }

  private static boolean isRoutable(Address address) {
    return !(address instanceof MailtoAddress || address instanceof OtherAddress);
  }
}
