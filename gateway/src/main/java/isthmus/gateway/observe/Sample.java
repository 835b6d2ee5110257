package isthmus.gateway.observe;

import isthmus.cpm.interworking.LinkStatus;
import isthmus.cpm.sip.SipCounters;
import isthmus.cpm.store.StoryStore.StateCount;
import isthmus.gateway.observe.GatewayGauges.Figures;
import java.time.Instant;
import java.util.List;

/**
 * Everything that the first page shows, at one moment.
 *
 * @param sequence grows by one with each sample
 * @param at when it was taken
 * @param figures the gateway's own figures
 * @param health what follows for its health
 * @param links all links, by service and peer
 * @param sip what the SIP endpoint has done
 * @param rates traffic since the sample before
 * @param deliveries open deliveries by state, a few seconds old; empty while not known
 */
public record Sample(
    long sequence,
    Instant at,
    Figures figures,
    HealthReport health,
    List<LinkStatus> links,
    SipCounters sip,
    Rates rates,
    List<StateCount> deliveries) {
  /** Copies the lists. */
  public Sample {
    links = List.copyOf(links);
    deliveries = List.copyOf(deliveries);
  }
}
