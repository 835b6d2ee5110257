package isthmus.gateway.flow;

import isthmus.cpm.address.Identity;
import isthmus.cpm.delivery.AttemptResult;
import isthmus.cpm.delivery.Delivery;
import isthmus.cpm.delivery.DeliveryState;
import isthmus.cpm.delivery.DeliveryTarget;
import isthmus.cpm.disposition.Disposition;
import isthmus.cpm.interworking.InterworkingInbound.LegacyState;
import isthmus.cpm.interworking.LegacyReceipt;
import isthmus.cpm.message.DeliveryKey;
import isthmus.cpm.message.MessageKey;
import isthmus.cpm.store.MessageStore;
import isthmus.cpm.store.StoreUnavailableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/** Messages in memory, as far as the flow asks; with a fence for every shard, and away at will. */
final class MemoryStore implements MessageStore {
  final Map<DeliveryKey, Delivery> rows = new TreeMap<>();
  final List<AttemptResult> results = new ArrayList<>();
  final List<Acceptance> acceptances = new ArrayList<>();
  final Map<Integer, Long> fences = new HashMap<>();
  final Map<Integer, Runnable> duringLook = new HashMap<>();
  private final Map<UUID, MessageKey> requests = new HashMap<>();
  private final Set<String> told = new HashSet<>();
  private boolean away;
  int looks;

  synchronized void goAway(boolean now) {
    away = now;
  }

  synchronized void put(Delivery delivery) {
    rows.put(delivery.key(), delivery);
  }

  synchronized DeliveryState stateOf(Delivery delivery) {
    return get(delivery).state();
  }

  /** A delivery as it stands. */
  synchronized Delivery get(Delivery delivery) {
    Delivery row = rows.get(delivery.key());
    if (row == null) {
      throw new AssertionError("no delivery " + delivery.key());
    }
    return row;
  }

  synchronized List<Delivery> notifications() {
    return rows.values().stream().filter(row -> row.report().isPresent()).toList();
  }

  private void check() {
    if (away) {
      throw new StoreUnavailableException("away", new IllegalStateException("away"));
    }
  }

  @Override
  public synchronized List<AcceptResult> accept(List<Acceptance> items) {
    check();
    List<AcceptResult> answers = new ArrayList<>();
    for (Acceptance item : items) {
      Optional<MessageKey> first = item.requestKey().map(requests::get);
      if (first.isPresent()) {
        answers.add(new AcceptResult.Duplicate(first.get()));
        continue;
      }
      item.requestKey().ifPresent(key -> requests.put(key, item.message().key()));
      item.deliveries().forEach(this::put);
      acceptances.add(item);
      answers.add(new AcceptResult.Written());
    }
    return answers;
  }

  @Override
  public synchronized List<Effect> record(List<AttemptResult> items, NotificationPlan plan) {
    check();
    return items.stream().map(this::record).toList();
  }

  private Effect record(AttemptResult result) {
    Delivery row = rows.get(result.delivery().key());
    boolean applies =
        row != null
            && row.state().open()
            && row.attempt() == result.delivery().attempt()
            && fences.getOrDefault(row.shard(), 0L) == result.fence();
    if (!applies) {
      return new Effect(false, List.of());
    }
    results.add(result);
    put(Outcomes.after(result));
    result.notification().ifPresent(this::put);
    return new Effect(true, result.notification().stream().toList());
  }

  @Override
  public List<ReceiptResult> receipts(List<LegacyReceipt> items, NotificationPlan plan) {
    return items.stream().map(item -> receipt(item, plan)).toList();
  }

  private synchronized ReceiptResult receipt(LegacyReceipt receipt, NotificationPlan plan) {
    check();
    for (Delivery row : List.copyOf(rows.values())) {
      boolean known =
          row.parts().stream()
              .anyMatch(
                  part ->
                      part.peer().equals(receipt.peer())
                          && receipt.candidates().contains(part.externalId()));
      if (known && receipt.disposition().isPresent()) {
        return moved(row, receipt.disposition().get(), receipt.at(), plan);
      }
    }
    return new ReceiptResult(ReceiptEffect.UNKNOWN, Optional.empty(), Optional.empty());
  }

  private ReceiptResult moved(
      Delivery row, Disposition disposition, Instant at, NotificationPlan plan) {
    Optional<MessageKey> message = Optional.of(row.message().key());
    if (!told.add(row.key() + (disposition.ofDelivery() ? "delivery" : disposition.name()))) {
      return new ReceiptResult(ReceiptEffect.REPEATED, message, Optional.empty());
    }
    Optional<Delivery> notification = plan.plan(row.message(), disposition, at);
    notification.ifPresent(this::put);
    return new ReceiptResult(ReceiptEffect.APPLIED, message, notification);
  }

  @Override
  public List<ReceiptResult> reports(List<ClientReport> items, NotificationPlan plan) {
    return items.stream().map(item -> report(item, plan)).toList();
  }

  private synchronized ReceiptResult report(ClientReport report, NotificationPlan plan) {
    check();
    for (Delivery row : List.copyOf(rows.values())) {
      if (row.report().isEmpty()
          && row.message().message().imdnId().equals(report.about())
          && row.message().message().recipient().identity().equals(report.reporter())) {
        return moved(row, report.disposition(), report.at(), plan);
      }
    }
    return new ReceiptResult(ReceiptEffect.UNKNOWN, Optional.empty(), Optional.empty());
  }

  @Override
  public List<Delivery> queued(int shard, Optional<DeliveryKey> after, int limit) {
    List<Delivery> page = page(shard, after, limit);
    Runnable meanwhile = duringLook.remove(shard);
    if (meanwhile != null) {
      meanwhile.run();
    }
    return page;
  }

  private synchronized List<Delivery> page(int shard, Optional<DeliveryKey> after, int limit) {
    check();
    looks++;
    return rows.values().stream()
        .filter(row -> row.state() == DeliveryState.QUEUED && row.shard() == shard)
        .filter(row -> after.map(key -> row.key().compareTo(key) > 0).orElse(true))
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized List<Integer> wake(Identity user, Instant now) {
    check();
    Set<Integer> shards = new TreeSet<>();
    for (Delivery row : List.copyOf(rows.values())) {
      if (row.state() == DeliveryState.DEFERRED
          && row.target() instanceof DeliveryTarget.ToClients to
          && to.user().identity().equals(user)) {
        put(
            new Delivery(
                row.key(),
                row.message(),
                row.report(),
                row.target(),
                DeliveryState.QUEUED,
                row.attempt(),
                now,
                row.expires(),
                row.parts(),
                row.tried(),
                row.why(),
                row.treatment()));
        shards.add(row.shard());
      }
    }
    return List.copyOf(shards);
  }

  @Override
  public List<Effect> expire(List<Integer> shards, Instant now, int limit, NotificationPlan plan) {
    return List.of();
  }

  @Override
  public List<ReceiptResult> rematch(Instant now, NotificationPlan plan) {
    return List.of();
  }

  @Override
  public synchronized LegacyState legacyState(String peer, String externalId) {
    check();
    return LegacyState.ENROUTE;
  }

  @Override
  public synchronized LegacyState cancel(String peer, String externalId, Instant now) {
    check();
    return LegacyState.CANCELLED;
  }
}
