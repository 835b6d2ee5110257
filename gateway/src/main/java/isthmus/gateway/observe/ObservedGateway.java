package isthmus.gateway.observe;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.interworking.LinkStatus;
import isthmus.cpm.interworking.Remark;
import isthmus.cpm.sip.SipCounters;
import isthmus.cpm.store.StoryStore;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/**
 * The sources of everything that is shown.
 *
 * @param gauges the gateway's own figures; at once, from memory
 * @param links the links of all services; at once, from memory. In {@link LinkStatus#gauges} a
 *     value {@code x} or {@code x-used} is bounded by {@code x-limit}, where 0 means no limit
 * @param remarks what the services could not read lately, newest first; at once, from memory
 * @param sip what the SIP endpoint has done; at once, from memory
 * @param stories messages; may block, and may fail while the database is away
 * @param clock the time
 */
public record ObservedGateway(
    GatewayGauges gauges,
    Supplier<List<LinkStatus>> links,
    Supplier<List<Remark>> remarks,
    Supplier<SipCounters> sip,
    StoryStore stories,
    InstantSource clock) {
  /** Checks the components. */
  public ObservedGateway {
    requireNonNull(gauges);
    requireNonNull(links);
    requireNonNull(remarks);
    requireNonNull(sip);
    requireNonNull(stories);
    requireNonNull(clock);
  }
}
