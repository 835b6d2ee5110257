package isthmus.gateway.store;

import isthmus.cpm.address.AddressParser;
import isthmus.cpm.address.Identity;
import isthmus.cpm.delivery.AttemptResult;
import isthmus.cpm.delivery.Delivery;
import isthmus.cpm.interworking.InterworkingInbound.LegacyState;
import isthmus.cpm.interworking.LegacyReceipt;
import isthmus.cpm.message.DeliveryKey;
import isthmus.cpm.message.KeySource;
import isthmus.cpm.store.MessageStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Messages in PostgreSQL. Each bulk call is one transaction of a few statements, however many items
 * it has; rows are locked in order of their keys, and what still collides is tried again.
 */
public final class PostgresMessageStore implements MessageStore {
  private final Database database;
  private final Duration window;
  private final Duration patience;
  private final AddressText addresses;
  private final LegacyReceipts receipts;
  private final ClientReports reports;
  private final Expiry expiry;
  private final Queue queue;
  private final KeySource keys;

  /** How far back a receipt is matched by default. */
  public static final Duration DEFAULT_WINDOW = Duration.ofDays(4);

  /** How long a receipt waits for its message by default. */
  public static final Duration DEFAULT_PATIENCE = Duration.ofMinutes(10);

  /**
   * A store on a database.
   *
   * @param database where
   * @param parser reads stored addresses; the same that made them
   * @param window how far back receipts and notifications find their messages
   * @param clock for keys of kept receipts
   */
  public PostgresMessageStore(
      Database database, AddressParser parser, Duration window, InstantSource clock) {
    this(database, parser, window, DEFAULT_PATIENCE, clock);
  }

  /**
   * The same.
   *
   * @param patience how long a receipt that names no known message waits for one
   */
  public PostgresMessageStore(
      Database database,
      AddressParser parser,
      Duration window,
      Duration patience,
      InstantSource clock) {
    this.database = database;
    this.window = window;
    this.patience = patience;
    this.addresses = new AddressText(parser);
    this.receipts = new LegacyReceipts(addresses, window);
    this.reports = new ClientReports(addresses, window);
    this.expiry = new Expiry(addresses);
    this.queue = new Queue(addresses);
    this.keys = new KeySource(clock);
  }

  @Override
  public List<AcceptResult> accept(List<Acceptance> acceptances) {
    if (acceptances.isEmpty()) {
      return List.of();
    }
    database.requireRoom();
    Set<UUID> refused = database.statement(c -> Acceptances.write(c, acceptances));
    return refused.isEmpty()
        ? Collections.nCopies(acceptances.size(), new AcceptResult.Written())
        : database.statement(c -> Acceptances.results(c, acceptances, refused));
  }

  @Override
  public List<Effect> record(List<AttemptResult> results, NotificationPlan plan) {
    if (results.isEmpty()) {
      return List.of();
    }
    List<AttemptResult> ordered = Results.ordered(results);
    boolean leavesParts = ordered.stream().anyMatch(Results::leavesParts);
    Results.Written written =
        leavesParts
            ? database.transaction(c -> writeAndTidy(c, ordered))
            : database.statement(c -> Results.write(c, ordered));
    Map<UUID, List<Delivery>> late =
        written.kept().isEmpty() ? Map.of() : byDelivery(applyKept(written.kept(), plan));
    Set<UUID> told = new HashSet<>();
    return results.stream().map(result -> effect(result, written, late, told)).toList();
  }

  private static Results.Written writeAndTidy(Connection connection, List<AttemptResult> ordered)
      throws SQLException {
    Results.Written written = Results.write(connection, ordered);
    Results.removeOldParts(
        connection,
        ordered.stream().filter(r -> written.applied().contains(Results.id(r))).toList());
    return written;
  }

  private static Effect effect(
      AttemptResult result,
      Results.Written written,
      Map<UUID, List<Delivery>> late,
      Set<UUID> told) {
    UUID id = Results.id(result);
    if (!written.applied().contains(id) || !told.add(id)) {
      return new Effect(false, List.of());
    }
    List<Delivery> notifications = new ArrayList<>(result.notification().stream().toList());
    notifications.addAll(late.getOrDefault(id, List.of()));
    return new Effect(true, notifications);
  }

  private static Map<UUID, List<Delivery>> byDelivery(List<LegacyReceipts.Outcome> outcomes) {
    Map<UUID, List<Delivery>> notifications = new HashMap<>();
    for (LegacyReceipts.Outcome outcome : outcomes) {
      Optional<Delivery> notification = outcome.result().notification();
      if (outcome.delivery().isPresent() && notification.isPresent()) {
        notifications
            .computeIfAbsent(outcome.delivery().get(), id -> new ArrayList<>())
            .add(notification.get());
      }
    }
    return notifications;
  }

  @Override
  public List<ReceiptResult> receipts(List<LegacyReceipt> arrived, NotificationPlan plan) {
    if (arrived.isEmpty()) {
      return List.of();
    }
    return database.transaction(
        connection -> {
          List<ReceiptResult> results =
              receipts.apply(connection, arrived, plan).stream()
                  .map(LegacyReceipts.Outcome::result)
                  .toList();
          List<LegacyReceipt> unknown = new ArrayList<>();
          for (int i = 0; i < arrived.size(); i++) {
            if (results.get(i).effect() == ReceiptEffect.UNKNOWN) {
              unknown.add(arrived.get(i));
            }
          }
          KeptReceiptTable.keep(connection, unknown, keys);
          return results;
        });
  }

  /**
   * Applies kept receipts. A crash before it leaves them for {@link #rematch}, so it may be a
   * transaction of its own.
   */
  private List<LegacyReceipts.Outcome> applyKept(Collection<UUID> ids, NotificationPlan plan) {
    return database.transaction(
        connection -> {
          Map<UUID, LegacyReceipt> kept = KeptReceiptTable.take(connection, ids, addresses);
          if (kept.isEmpty()) {
            return List.of();
          }
          List<LegacyReceipts.Outcome> outcomes =
              receipts.apply(connection, List.copyOf(kept.values()), plan);
          List<UUID> done = new ArrayList<>();
          int at = 0;
          for (UUID id : kept.keySet()) {
            if (outcomes.get(at++).delivery().isPresent()) {
              done.add(id);
            }
          }
          KeptReceiptTable.delete(connection, done);
          return outcomes;
        });
  }

  @Override
  public List<ReceiptResult> rematch(Instant now, NotificationPlan plan) {
    List<UUID> crossed =
        database.statement(connection -> KeptReceiptTable.crossed(connection, now, window));
    List<ReceiptResult> results =
        crossed.isEmpty()
            ? List.of()
            : applyKept(crossed, plan).stream().map(LegacyReceipts.Outcome::result).toList();
    database.statement(
        connection -> {
          KeptReceiptTable.forget(connection, now.minus(patience));
          return results;
        });
    return results;
  }

  @Override
  public List<ReceiptResult> reports(List<ClientReport> arrived, NotificationPlan plan) {
    return arrived.isEmpty()
        ? List.of()
        : database.transaction(connection -> reports.apply(connection, arrived, plan));
  }

  @Override
  public List<Delivery> queued(int shard, Optional<DeliveryKey> after, int limit) {
    return database.statement(connection -> queue.queued(connection, shard, after, limit));
  }

  @Override
  public List<Integer> wake(Identity user, Instant now) {
    return database.statement(connection -> queue.wake(connection, user, now));
  }

  @Override
  public List<Effect> expire(List<Integer> shards, Instant now, int limit, NotificationPlan plan) {
    return database.transaction(connection -> expiry.apply(connection, shards, now, limit, plan));
  }

  @Override
  public LegacyState legacyState(String peer, String externalId) {
    return database.statement(connection -> queue.state(connection, peer, externalId));
  }

  @Override
  public LegacyState cancel(String peer, String externalId, Instant now) {
    return database.transaction(
        connection -> {
          queue.cancel(connection, peer, externalId, now);
          return queue.state(connection, peer, externalId);
        });
  }
}
