package isthmus.gateway.flow;

import isthmus.cpm.address.Address;
import isthmus.cpm.participating.Recipient;

/** What is known of a recipient now. */
@FunctionalInterface
public interface Recipients {
  /** Standing and preferences of an address. Must not block. */
  Recipient of(Address address);
}
