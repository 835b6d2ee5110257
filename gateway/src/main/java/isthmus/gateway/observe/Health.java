package isthmus.gateway.observe;

import isthmus.cpm.interworking.LinkStatus;
import isthmus.cpm.interworking.LinkStatus.State;
import isthmus.gateway.observe.GatewayGauges.Figures;
import isthmus.gateway.observe.GatewayGauges.Listener;
import isthmus.gateway.observe.HealthReport.Check;
import isthmus.gateway.observe.HealthReport.Link;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Judges figures and links. Ready means: what is accepted now can be kept and sent on. Pure. */
public final class Health {
  private Health() {}

  /** The report on a gateway. */
  public static HealthReport of(Figures figures, List<LinkStatus> links) {
    List<Check> checks = new ArrayList<>();
    checks.add(new Check("database", figures.database().writable(), figures.database().detail()));
    checks.add(sip(figures.listeners()));
    checks.add(
        figures.routingTableVersion().isPresent()
            ? new Check(
                "routing table", true, "version " + figures.routingTableVersion().getAsLong())
            : new Check("routing table", false, "none is loaded"));
    figures.services().stream()
        .sorted()
        .map(service -> service(service, links))
        .forEach(checks::add);
    return new HealthReport(true, checks.stream().allMatch(Check::ok), checks, told(links));
  }

  private static Check sip(List<Listener> listeners) {
    List<String> closed =
        listeners.stream().filter(at -> !at.listening()).map(Listener::address).toList();
    if (listeners.isEmpty()) {
      return new Check("sip", false, "listens nowhere");
    }
    return closed.isEmpty()
        ? new Check(
            "sip", true, String.join(", ", listeners.stream().map(Listener::address).toList()))
        : new Check("sip", false, "not listening at " + String.join(", ", closed));
  }

  private static Check service(String service, List<LinkStatus> links) {
    List<LinkStatus> own = links.stream().filter(link -> link.service().equals(service)).toList();
    long up = own.stream().filter(link -> carries(link.state())).count();
    String detail =
        own.isEmpty() ? "has no link" : up + " of " + own.size() + " links carry traffic";
    return new Check("service " + service, up > 0, detail);
  }

  /** True for the states in which a link carries traffic. */
  static boolean carries(State state) {
    return switch (state) {
      case UP, DEGRADED -> true;
      case CONNECTING, DOWN, CLOSED -> false;
    };
  }

  private static List<Link> told(List<LinkStatus> links) {
    return links.stream()
        .sorted(Comparator.comparing(LinkStatus::service).thenComparing(LinkStatus::peer))
        .map(
            link ->
                new Link(
                    link.service(),
                    link.peer(),
                    link.role(),
                    link.state(),
                    link.since(),
                    link.lastError()))
        .toList();
  }
}
