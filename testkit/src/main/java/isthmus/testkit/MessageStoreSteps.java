package isthmus.testkit;

import static isthmus.testkit.StoreSamples.acceptance;
import static isthmus.testkit.StoreSamples.now;
import static isthmus.testkit.StoreSamples.part;
import static isthmus.testkit.StoreSamples.receipt;
import static isthmus.testkit.StoreSamples.submitted;
import static isthmus.testkit.StoreSamples.unique;
import static org.assertj.core.api.Assertions.assertThat;

import isthmus.cpm.delivery.AcceptedMessage;
import isthmus.cpm.delivery.AttemptResult;
import isthmus.cpm.delivery.Delivery;
import isthmus.cpm.disposition.Disposition;
import isthmus.cpm.interworking.ExternalPart;
import isthmus.cpm.interworking.LegacyReceipt;
import isthmus.cpm.message.DeliveryKey;
import isthmus.cpm.store.MessageStore;
import isthmus.cpm.store.MessageStore.ClientReport;
import isthmus.cpm.store.MessageStore.Effect;
import isthmus.cpm.store.MessageStore.ReceiptEffect;
import isthmus.cpm.store.MessageStore.ReceiptResult;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/** Asks a {@link MessageStore} what the contracts of it need to know. */
abstract class MessageStoreSteps {
  /** Messages and deliveries of this test's own. */
  final StoreSamples samples = new StoreSamples();

  /** The store under test; all shards are held. */
  protected abstract MessageStore store();

  /** The fencing number of a shard now. */
  protected abstract long fence(int shard);

  Delivery accepted(AcceptedMessage message) {
    Delivery delivery = samples.delivery(message);
    store().accept(List.of(acceptance(message, delivery)));
    return delivery;
  }

  Delivery acceptedAndSubmitted(ExternalPart... parts) {
    Delivery delivery = accepted(samples.outbound(unique("c")));
    assertThat(record(submitted(delivery, fence(delivery), parts)).applied()).isTrue();
    return delivery;
  }

  static ExternalPart[] parts(List<String> ids) {
    return IntStream.range(0, ids.size())
        .mapToObj(i -> part(i + 1, ids.size(), ids.get(i)))
        .toArray(ExternalPart[]::new);
  }

  long fence(Delivery delivery) {
    return fence(delivery.shard());
  }

  Effect record(AttemptResult result) {
    return store().record(List.of(result), samples.plan()).getFirst();
  }

  ReceiptResult receive(LegacyReceipt receipt) {
    return store().receipts(List.of(receipt), samples.plan()).getFirst();
  }

  static ClientReport report(AcceptedMessage message, Disposition disposition) {
    return new ClientReport(
        message.message().imdnId(),
        message.message().recipient().identity(),
        message.message().originator().identity(),
        disposition,
        now());
  }

  List<Effect> expire(Delivery delivery, Instant now) {
    return store().expire(List.of(delivery.shard()), now, 1_000, samples.plan());
  }

  Optional<Delivery> find(Delivery delivery) {
    return store().queued(delivery.shard(), Optional.of(before(delivery.key())), 1).stream()
        .filter(found -> found.key().equals(delivery.key()))
        .findFirst();
  }

  static DeliveryKey before(DeliveryKey key) {
    UUID value = key.value();
    return new DeliveryKey(
        new UUID(value.getMostSignificantBits(), value.getLeastSignificantBits() - 1));
  }

  List<Delivery> queuedOf(int shard, String conversation, Optional<DeliveryKey> after) {
    return store().queued(shard, after, 10_000).stream()
        .filter(d -> d.message().message().threading().conversation().value().equals(conversation))
        .toList();
  }

  static void assertNotifies(ReceiptResult result, Disposition disposition) {
    assertThat(result.effect()).isEqualTo(ReceiptEffect.APPLIED);
    assertThat(result.notification())
        .hasValueSatisfying(
            n -> assertThat(n.report().orElseThrow().disposition()).isEqualTo(disposition));
  }

  static AttemptResult withNotification(AttemptResult result, Delivery notification) {
    return new AttemptResult(
        result.delivery(),
        result.fence(),
        result.at(),
        result.state(),
        result.attempt(),
        result.due(),
        result.target(),
        result.parts(),
        result.tried(),
        result.why(),
        result.treatment(),
        result.failure(),
        result.peer(),
        Optional.of(notification));
  }
}
