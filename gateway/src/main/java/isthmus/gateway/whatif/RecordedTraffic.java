package isthmus.gateway.whatif;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.address.AddressParser;
import isthmus.gateway.store.PostgresTraffic;

/**
 * Recorded messages, and how requests are made of them.
 *
 * @param traffic the messages
 * @param addresses reads their addresses
 * @param requests makes requests of them
 */
public record RecordedTraffic(
    PostgresTraffic traffic, AddressParser addresses, RecordedRequests requests) {
  /** Checks the components. */
  public RecordedTraffic {
    requireNonNull(traffic);
    requireNonNull(addresses);
    requireNonNull(requests);
  }
}
