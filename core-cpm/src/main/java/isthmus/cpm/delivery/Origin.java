package isthmus.cpm.delivery;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.address.ServiceIdentifier;
import java.util.Optional;

/** How a message came to us; notifications about it return the same way. */
public sealed interface Origin {
  /**
   * In a SIP request of a CPM user.
   *
   * @param source transport, host and port that it came from, for people
   * @param callId its Call-ID
   */
  record FromCpm(String source, String callId) implements Origin {
    /** Checks the components. */
    public FromCpm {
      requireNonNull(source);
      requireNonNull(callId);
    }
  }

  /**
   * From a Non-CPM Communication Service.
   *
   * @param service the service and its instance
   * @param peer the link or account
   * @param externalId the identity that the message has there, if any
   * @param partGroup the group of parts that it was put together from
   */
  record FromService(
      ServiceIdentifier service,
      String peer,
      Optional<String> externalId,
      Optional<String> partGroup)
      implements Origin {
    /** Checks the components. */
    public FromService {
      requireNonNull(service);
      requireNonNull(peer);
      requireNonNull(externalId);
      requireNonNull(partGroup);
    }
  }
}
