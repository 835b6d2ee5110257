package isthmus.cpm.sip;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The settings of an endpoint.
 *
 * @param listen at least one listen point
 * @param tls certificate and trust, needed for a tls listen point
 * @param advertisedHost the host in our Via where a listen point is bound to all addresses
 * @param product the value of Server and User-Agent
 * @param methods handed to the handler; OPTIONS is answered by the endpoint, others get 405
 * @param optionTags understood in Require (RFC 3261 §8.2.2.3); others get 420
 * @param largeRequests what to do with requests over 1300 bytes to a hop that leaves the choice
 */
public record SipConfig(
    List<ListenPoint> listen,
    Optional<TlsSettings> tls,
    Optional<String> advertisedHost,
    String product,
    Set<String> methods,
    Set<String> optionTags,
    LargeRequests largeRequests,
    SipTimers timers,
    SipLimits limits) {

  /** RFC 3261 §18.1.1. */
  public enum LargeRequests {
    /** Over TCP; over UDP after all when no connection can be made. */
    BY_TCP,
    /** Over UDP, fragmented. */
    BY_UDP
  }

  public SipConfig {
    listen = List.copyOf(listen);
    methods = Set.copyOf(methods);
    optionTags = Set.copyOf(optionTags);
    if (listen.isEmpty()) {
      throw new IllegalArgumentException("SIP needs at least one listen point");
    }
    if (tls.isEmpty() && listen.stream().anyMatch(point -> point.transport() == Transport.TLS)) {
      throw new IllegalArgumentException("a tls listen point needs a certificate");
    }
    if (SipText.hasControl(product)) {
      throw new IllegalArgumentException("the product name has a control character");
    }
  }

  /** Defaults for the given listen points, without TLS. */
  public static SipConfig of(List<ListenPoint> listen) {
    return of(listen, Optional.empty());
  }

  public static SipConfig of(List<ListenPoint> listen, Optional<TlsSettings> tls) {
    return new SipConfig(
        listen,
        tls,
        Optional.empty(),
        "CPM-serv/OMA2.1",
        Set.of("MESSAGE", "REGISTER"),
        Set.of("path"),
        LargeRequests.BY_TCP,
        SipTimers.rfc3261(),
        SipLimits.defaults());
  }

  public SipConfig with(SipLimits newLimits) {
    return new SipConfig(
        listen,
        tls,
        advertisedHost,
        product,
        methods,
        optionTags,
        largeRequests,
        timers,
        newLimits);
  }

  public SipConfig with(SipTimers newTimers) {
    return new SipConfig(
        listen,
        tls,
        advertisedHost,
        product,
        methods,
        optionTags,
        largeRequests,
        newTimers,
        limits);
  }

  public SipConfig with(LargeRequests choice) {
    return new SipConfig(
        listen, tls, advertisedHost, product, methods, optionTags, choice, timers, limits);
  }

  public SipConfig withAdvertisedHost(String host) {
    return new SipConfig(
        listen,
        tls,
        Optional.of(host),
        product,
        methods,
        optionTags,
        largeRequests,
        timers,
        limits);
  }
}
