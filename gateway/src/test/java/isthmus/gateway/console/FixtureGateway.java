package isthmus.gateway.console;

import isthmus.cpm.delivery.DeliveryState;
import isthmus.cpm.interworking.LinkStatus;
import isthmus.cpm.interworking.Remark;
import isthmus.cpm.message.MessageKey;
import isthmus.cpm.sip.SipCounters;
import isthmus.cpm.store.StoreUnavailableException;
import isthmus.cpm.store.StoryStore;
import isthmus.gateway.observe.GatewayGauges.CommitQueue;
import isthmus.gateway.observe.GatewayGauges.DatabaseState;
import isthmus.gateway.observe.GatewayGauges.Figures;
import isthmus.gateway.observe.GatewayGauges.Lanes;
import isthmus.gateway.observe.GatewayGauges.Listener;
import isthmus.gateway.observe.GatewayGauges.Shards;
import isthmus.gateway.observe.GatewayGauges.SipBounds;
import isthmus.gateway.observe.GatewayGauges.Traffic;
import isthmus.gateway.observe.ObservedGateway;
import isthmus.gateway.observe.story.Stories;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/** A gateway that is figures only; its traffic follows the clock, so that rates are steady. */
public final class FixtureGateway implements StoryStore {
  private final InstantSource clock;
  private final Instant start;
  private final boolean links;

  /** While set, the database is away. */
  public final AtomicBoolean databaseAway = new AtomicBoolean();

  public FixtureGateway(InstantSource clock) {
    this(clock, true);
  }

  public FixtureGateway(InstantSource clock, boolean links) {
    this.clock = clock;
    this.start = clock.instant();
    this.links = links;
  }

  /** What the services could not read; nothing at first. */
  public final AtomicReference<List<Remark>> remarks = new AtomicReference<>(List.of());

  public ObservedGateway observed() {
    return new ObservedGateway(this::figures, this::links, remarks::get, this::sip, this, clock);
  }

  public Figures figures() {
    double seconds = Duration.between(start, clock.instant()).toNanos() / 1e9;
    long n = Math.round(1240 * seconds + 160 * Math.sin(seconds / 3) + 60 * Math.sin(seconds * 2));
    boolean away = databaseAway.get();
    return new Figures(
        "node-1",
        "0.1.0",
        start.minus(Duration.ofHours(27)),
        List.of(
            new Listener("udp://127.0.0.1:5060", true), new Listener("tcp://127.0.0.1:5060", true)),
        Set.of("sms"),
        new Lanes(18_200, 50_000, 214, 2_000, away),
        List.of(
            new CommitQueue("accept", 37, 20_000, n / 40, n, 0, Duration.ofMillis(n / 25)),
            new CommitQueue("results", 16_100, 20_000, n / 55, n, 0, Duration.ofMillis(n / 18)),
            new CommitQueue("receipts", 4, 20_000, n / 61, n, 0, Duration.ofMillis(n / 30))),
        new SipBounds(5_000, 0, 20_000, 200_000, 10_000),
        new Shards(64, 64),
        new DatabaseState(
            !away, away ? "connection refused" : "embedded PostgreSQL 18.6, port 5433", 7, 20),
        OptionalLong.of(3),
        0,
        new Traffic(n, 12, Math.max(0, n - 40), n * 97 / 100, n * 95 / 100));
  }

  public List<LinkStatus> links() {
    if (!links) {
      return List.of();
    }
    return List.of(
        link("s1", "ESME", LinkStatus.State.UP, Optional.empty(), 38, 100),
        link(
            "s2",
            "ESME",
            LinkStatus.State.DEGRADED,
            Optional.of("throttled by the SMSC until 2026-11-20T10:03:12Z"),
            92,
            100),
        link(
            "backup",
            "ESME",
            LinkStatus.State.DOWN,
            Optional.of(
                "smsc3.example.net:2775 refused the connection; bind 1 of 1, next attempt in 8 s"),
            0,
            0),
        link("esme-acme", "SMSC", LinkStatus.State.UP, Optional.empty(), 3, 20));
  }

  private LinkStatus link(
      String peer,
      String role,
      LinkStatus.State state,
      Optional<String> error,
      long used,
      long max) {
    return new LinkStatus(
        "sms",
        peer,
        role,
        state,
        start.minus(Duration.ofMinutes(12 + used)),
        error,
        Map.of(
            "window-used",
            used,
            "window-limit",
            max,
            "window-allowed",
            max,
            "queue-used",
            used * 9,
            "queue-limit",
            1_000L,
            "rate",
            used * 6,
            "rate-limit",
            peer.equals("s1") ? 0L : 600L,
            "bound",
            max > 0 ? 2L : 0L,
            "binds",
            2L),
        Map.of(
            "requests", 48_210L + used,
            "timeouts", 3L,
            "throttled", used > 90 ? 317L : 0L,
            "received", 46_902L,
            "stray-responses", 0L));
  }

  public SipCounters sip() {
    return new SipCounters(
        Map.of("MESSAGE", 91_204L, "REGISTER", 310L),
        Map.of(202, 90_811L, 200, 310L, 404, 12L, 503, 71L),
        203,
        4,
        5,
        71,
        0,
        1,
        88_100,
        12,
        88_090,
        2,
        1,
        0,
        0,
        9,
        14,
        8_211,
        3);
  }

  @Override
  public List<Story> find(String id, int limit) {
    reachable();
    return Stories.all().values().stream()
        .filter(
            story ->
                Set.of(
                        story.message().key().toString(),
                        story.message().message().imdnId().value(),
                        story.message().message().threading().conversation().value())
                    .contains(id))
        .sorted(Comparator.comparing((Story story) -> story.message().key()).reversed())
        .limit(limit)
        .toList();
  }

  @Override
  public List<Summary> latest(int limit) {
    reachable();
    Instant now = clock.instant();
    List<Summary> lines = new ArrayList<>();
    Stories.all()
        .forEach(
            (name, story) ->
                lines.add(
                    new Summary(
                        story.message().key(),
                        now.minusMillis(400 + 90L * name.length()),
                        name.equals("inbound") ? "in" : "out",
                        story.message().message().originator().uri(),
                        story.message().message().recipient().uri(),
                        name.equals("inbound") ? "clients" : "sms",
                        story.deliveries().getFirst().delivery().state())));
    for (int i = 0; i < 40; i++) {
      lines.add(
          new Summary(
              new MessageKey(new UUID(0x0198_0000_0000_7000L + i, 0x8000_0000_0000_0000L)),
              now.minusMillis(2_000 + 731L * i),
              i % 4 == 0 ? "in" : "out",
              "tel:+1555100" + (1000 + i * 37),
              "tel:+1555200" + (2000 + i * 61),
              i % 4 == 0 ? "core" : "sms.s1",
              i % 9 == 3 ? DeliveryState.SUBMITTED : DeliveryState.DELIVERED));
    }
    return lines.stream()
        .sorted(Comparator.comparing(Summary::acceptedAt).reversed())
        .limit(limit)
        .toList();
  }

  @Override
  public List<StateCount> openByState() {
    reachable();
    return List.of(
        new StateCount(DeliveryState.QUEUED, 17_311),
        new StateCount(DeliveryState.SUBMITTED, 889),
        new StateCount(DeliveryState.DEFERRED, 42));
  }

  private void reachable() {
    if (databaseAway.get()) {
      throw new StoreUnavailableException("connection refused", new IllegalStateException());
    }
  }
}
