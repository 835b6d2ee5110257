package isthmus.gateway.store;

import isthmus.cpm.delivery.AcceptedMessage;
import isthmus.cpm.delivery.Delivery;
import isthmus.cpm.delivery.DeliveryState;
import isthmus.cpm.disposition.Disposition;
import isthmus.cpm.store.MessageStore.NotificationPlan;
import isthmus.cpm.store.MessageStore.ReceiptResult;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;

/** A delivery that is locked by the transaction under way, and what news does to it. */
final class Movement {
  /**
   * The delivery as it was locked.
   *
   * @param id its key
   * @param ofMessage true when it delivers the message, false when it is a notification itself
   * @param state its state
   * @param news what has been said about it
   * @param message the message
   */
  record Locked(
      UUID id, boolean ofMessage, DeliveryState state, int news, AcceptedMessage message) {
    /** The columns in the order of {@link #read}. */
    static final String COLUMNS = "d.id, d.kind, d.state, d.news, " + MessageTable.COLUMNS;

    static Locked read(Row row) throws java.sql.SQLException {
      return new Locked(
          row.uuid(),
          row.number() == 0,
          DeliveryState.ofCode(row.number()),
          row.number(),
          MessageTable.read(row));
    }
  }

  /** News about one part, the first final one or the last interim one. */
  record PartNews(
      UUID delivery,
      int number,
      String state,
      Optional<String> error,
      Optional<Disposition> disposition,
      Instant at) {}

  private final Locked before;
  private final Map<Integer, PartNews> parts = new TreeMap<>();
  private final ReceiptFold fold;
  private Instant last = Instant.EPOCH;
  private Optional<String> trouble = Optional.empty();

  Movement(Locked before, int total, Map<Integer, Disposition> finals) {
    this.before = before;
    this.fold = new ReceiptFold(before.state, before.news, total, finals);
  }

  UUID id() {
    return before.id;
  }

  Locked before() {
    return before;
  }

  DeliveryState state() {
    return fold.state();
  }

  int news() {
    return fold.news();
  }

  Instant at() {
    return last;
  }

  Optional<String> trouble() {
    return trouble;
  }

  boolean moved() {
    return fold.state() != before.state || fold.news() != before.news;
  }

  boolean displayed() {
    return ((fold.news() ^ before.news) & News.DISPLAY) != 0;
  }

  List<PartNews> parts() {
    return List.copyOf(parts.values());
  }

  /** Takes news about a part. */
  ReceiptResult take(PartNews news, NotificationPlan plan) {
    ReceiptFold.Step step = fold.part(news.number, news.disposition);
    parts.merge(news.number, news, (old, now) -> isFinal(old) || !isRecorded(step) ? old : now);
    return result(
        step, news.at, "receipt " + news.state + news.error.map(e -> " " + e).orElse(""), plan);
  }

  /** Takes news about the whole. */
  ReceiptResult take(Disposition disposition, Instant at, NotificationPlan plan) {
    return result(fold.whole(disposition), at, "reported by the client", plan);
  }

  private static boolean isFinal(PartNews news) {
    return news.disposition.filter(Disposition::ofDelivery).isPresent();
  }

  private static boolean isRecorded(ReceiptFold.Step step) {
    return step.effect() == isthmus.cpm.store.MessageStore.ReceiptEffect.APPLIED;
  }

  private ReceiptResult result(
      ReceiptFold.Step step, Instant at, String words, NotificationPlan plan) {
    last = at;
    if (fold.state() == DeliveryState.FAILED && before.state != DeliveryState.FAILED) {
      trouble = trouble.or(() -> Optional.of(words));
    }
    Optional<Delivery> notification =
        before.ofMessage
            ? step.tell().flatMap(disposition -> plan.plan(before.message, disposition, at))
            : Optional.empty();
    return new ReceiptResult(step.effect(), Optional.of(before.message.key()), notification);
  }

  /** Movements by delivery. */
  static Map<UUID, Movement> byDelivery(List<Locked> locked, Function<Locked, Movement> movement) {
    Map<UUID, Movement> movements = new LinkedHashMap<>();
    for (Locked one : locked) {
      movements.computeIfAbsent(one.id(), id -> movement.apply(one));
    }
    return movements;
  }
}
