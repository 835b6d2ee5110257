package isthmus.sms;

import isthmus.cpm.interworking.LinkStatus;
import isthmus.sms.smpp.BindState;
import isthmus.sms.smpp.RequestResult;
import isthmus.sms.smpp.ServerStatus;
import isthmus.sms.smpp.SmscLinkStatus;
import isthmus.sms.smpp.TrafficCounts;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Links and accounts as operators see them. */
final class LinkReport {
  private LinkReport() {}

  /** An SMSC that we bind to. */
  static LinkStatus of(SmscCarrier carrier, Instant startedAt) {
    SmscLinkStatus link = carrier.link().status();
    Optional<Instant> rest = carrier.restsUntil();
    Map<String, Long> gauges = new HashMap<>();
    gauges.put("window-used", (long) link.windowInUse());
    gauges.put("window-allowed", (long) link.windowAllowed());
    gauges.put("window-limit", (long) link.windowMax());
    gauges.put("queue-used", (long) link.queued());
    gauges.put("queue-limit", (long) link.maxQueue());
    gauges.put("rate", (long) link.sentLastSecond());
    gauges.put("rate-limit", Math.round(link.rateCap()));
    gauges.put("bound", bound(link));
    gauges.put("binds", (long) link.binds().size());
    gauges.put(
        "inbound-used",
        link.binds().stream().mapToLong(SmscLinkStatus.BindStatus::unanswered).sum());
    gauges.put("inbound-limit", (long) link.maxUnansweredPerBind() * link.binds().size());
    return new LinkStatus(
        SmsInterworkingFunction.SERVICE,
        link.id(),
        "ESME",
        state(link, rest.isPresent()),
        link.binds().stream()
            .map(SmscLinkStatus.BindStatus::since)
            .max(Instant::compareTo)
            .orElse(startedAt),
        lastError(link, rest),
        gauges,
        counters(List.of(link.counts()), carrier.peer()));
  }

  private static long bound(SmscLinkStatus link) {
    return link.binds().stream().filter(bind -> bind.state() == BindState.BOUND).count();
  }

  private static LinkStatus.State state(SmscLinkStatus link, boolean resting) {
    long bound = bound(link);
    if (bound == link.binds().size()) {
      return resting || link.throttled() ? LinkStatus.State.DEGRADED : LinkStatus.State.UP;
    }
    if (bound > 0) {
      return LinkStatus.State.DEGRADED;
    }
    if (has(link, BindState.CONNECTING) || has(link, BindState.BINDING)) {
      return LinkStatus.State.CONNECTING;
    }
    return has(link, BindState.WAITING) ? LinkStatus.State.DOWN : LinkStatus.State.CLOSED;
  }

  private static boolean has(SmscLinkStatus link, BindState state) {
    return link.binds().stream().anyMatch(bind -> bind.state() == state);
  }

  private static Optional<String> lastError(SmscLinkStatus link, Optional<Instant> restsUntil) {
    return restsUntil
        .map(until -> "rested until " + until + " after failures in a row")
        .or(() -> link.throttledUntil().map(until -> "throttled by the SMSC until " + until))
        .or(
            () ->
                link.binds().stream()
                    .flatMap(bind -> bind.lastError().stream())
                    .filter(error -> !error.isBlank())
                    .findFirst());
  }

  /** An account, over all listeners. */
  static LinkStatus of(Peer peer, List<ServerStatus.AccountStatus> accounts, Instant startedAt) {
    Map<String, Long> gauges = new HashMap<>();
    Map<String, Long> counters =
        counters(accounts.stream().map(ServerStatus.AccountStatus::counts).toList(), peer);
    Instant since = startedAt;
    boolean throttled = false;
    for (ServerStatus.AccountStatus account : accounts) {
      add(gauges, "bound", account.sessions().size());
      add(gauges, "binds", account.maxBinds());
      add(gauges, "window-used", account.deliverWindowInUse());
      add(gauges, "window-limit", (long) account.deliverWindow() * account.sessions().size());
      add(gauges, "queue-used", account.queued());
      add(gauges, "queue-limit", account.maxQueue());
      add(gauges, "rate", account.deliveredLastSecond());
      add(gauges, "rate-limit", Math.round(account.deliverRateCap()));
      add(gauges, "inbound-rate", account.receivedLastSecond());
      add(gauges, "inbound-rate-limit", Math.round(account.rateCap()));
      add(gauges, "inbound-limit", (long) account.window() * account.sessions().size());
      for (ServerStatus.SessionStatus session : account.sessions()) {
        add(gauges, "inbound-used", session.unanswered());
        since = session.since().isAfter(since) ? session.since() : since;
      }
      add(counters, "over-rate", account.overRate());
      throttled |= account.throttled();
    }
    return new LinkStatus(
        SmsInterworkingFunction.SERVICE,
        peer.id(),
        "SMSC",
        accountState(gauges.getOrDefault("bound", 0L) > 0, throttled),
        since,
        Optional.empty(),
        gauges,
        counters);
  }

  private static LinkStatus.State accountState(boolean bound, boolean throttled) {
    if (!bound) {
      return LinkStatus.State.DOWN;
    }
    return throttled ? LinkStatus.State.DEGRADED : LinkStatus.State.UP;
  }

  private static void add(Map<String, Long> values, String name, long value) {
    values.merge(name, value, Long::sum);
  }

  private static Map<String, Long> counters(List<TrafficCounts> all, Peer peer) {
    Map<String, Long> counters = new HashMap<>(peer.counters().snapshot());
    for (TrafficCounts counts : all) {
      add(counters, "requests", counts.requests());
      add(counters, "timeouts", counts.timeouts());
      add(counters, "lost-in-flight", counts.lostInFlight());
      add(counters, "received", counts.received());
      add(counters, "declined", counts.declined());
      add(counters, "overloaded", counts.overloaded());
      add(counters, "malformed", counts.malformed());
      add(counters, "stray-responses", counts.strayResponses());
      add(counters, "binds-made", counts.binds());
      for (RequestResult.Reason reason : RequestResult.Reason.values()) {
        add(counters, "not-sent", counts.notSent().getOrDefault(reason, 0L));
      }
      counts
          .responses()
          .forEach((status, count) -> add(counters, "answered-" + name(status, peer), count));
    }
    return counters;
  }

  private static String name(int status, Peer peer) {
    return peer.statuses().name(status).toLowerCase(Locale.ROOT);
  }
}
