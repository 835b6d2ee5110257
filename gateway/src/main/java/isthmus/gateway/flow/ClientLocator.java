package isthmus.gateway.flow;

import isthmus.cpm.address.Address;
import isthmus.cpm.participating.ClientRequests.Destination;
import java.util.List;

/** Finds the registered clients that a pager mode message can be sent to. */
@FunctionalInterface
public interface ClientLocator {
  /** The suitable clients of a user, best first; none when none is registered. Must not block. */
  List<Destination> suitable(Address user);
}
