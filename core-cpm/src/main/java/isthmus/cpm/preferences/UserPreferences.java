package isthmus.cpm.preferences;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.address.Address;
import java.util.Optional;

/**
 * How a recipient wants standalone messages handled (CPM SD §5.2.2.1.3), and by which services.
 *
 * @param handling what to do with a message
 * @param interworkTo the address to interwork to, when it is not the one that was written to
 * @param doNotDisturb while true a message that would be delivered is deferred
 * @param services what counts for the selection of a service
 */
public record UserPreferences(
    Handling handling,
    Optional<Address> interworkTo,
    boolean doNotDisturb,
    ServicePreferences services) {
  /** What to do with a message. */
  public enum Handling {
    /** Deliver to CPM clients. */
    DELIVER,
    /** Hand to the Interworking Selection Function. */
    INTERWORK,
    /** Keep until the user asks or registers. */
    DEFER,
    /** Refuse. */
    REJECT
  }

  /** Those of a user who set none. */
  public static final UserPreferences NONE =
      new UserPreferences(Handling.DELIVER, Optional.empty(), false);

  /** Checks the components. */
  public UserPreferences {
    requireNonNull(handling);
    requireNonNull(interworkTo);
    requireNonNull(services);
  }

  /** Those of a user of whose services nothing is known. */
  public UserPreferences(Handling handling, Optional<Address> interworkTo, boolean doNotDisturb) {
    this(handling, interworkTo, doNotDisturb, ServicePreferences.NONE);
  }
}
