package isthmus.cpm.participating;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.address.Address;
import isthmus.cpm.preferences.UserPreferences;

/**
 * What is known of a recipient at the moment of the decision.
 *
 * @param address the address written to
 * @param standing what we are to the recipient
 * @param preferences the recipient's preferences; {@link UserPreferences#NONE} for strangers
 */
public record Recipient(Address address, Standing standing, UserPreferences preferences) {
  /** What we are to a recipient. */
  public enum Standing {
    /** We serve the user, and at least one suitable client is registered. */
    REGISTERED,
    /** We serve the user, no suitable client is registered. */
    NOT_REGISTERED,
    /** We do not serve the user; the SIP/IP core may know the address. */
    CORE_MAY_KNOW,
    /** We do not serve the user, and nothing says that the address is one of a CPM user. */
    STRANGER,
    /** The scheme of the address cannot be routed in SIP: {@code mailto:}, {@code wv:}. */
    NOT_ROUTABLE
  }

  /** Checks the components. */
  public Recipient {
    requireNonNull(address);
    requireNonNull(standing);
    requireNonNull(preferences);
  }
}
