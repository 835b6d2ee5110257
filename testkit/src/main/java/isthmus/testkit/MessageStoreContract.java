package isthmus.testkit;

import static isthmus.testkit.StoreSamples.acceptance;
import static isthmus.testkit.StoreSamples.now;
import static isthmus.testkit.StoreSamples.part;
import static isthmus.testkit.StoreSamples.receipt;
import static isthmus.testkit.StoreSamples.retry;
import static isthmus.testkit.StoreSamples.submitted;
import static isthmus.testkit.StoreSamples.unique;
import static org.assertj.core.api.Assertions.assertThat;

import isthmus.cpm.delivery.AcceptedMessage;
import isthmus.cpm.delivery.Alteration;
import isthmus.cpm.delivery.Delivery;
import isthmus.cpm.delivery.DeliveryState;
import isthmus.cpm.delivery.Treatment;
import isthmus.cpm.disposition.Disposition;
import isthmus.cpm.interworking.ExternalPart;
import isthmus.cpm.interworking.InterworkingInbound.LegacyState;
import isthmus.cpm.store.MessageStore;
import isthmus.cpm.store.MessageStore.AcceptResult;
import isthmus.cpm.store.MessageStore.Effect;
import isthmus.cpm.store.MessageStore.ReceiptResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link MessageStore} does with messages and the results of attempts. */
public abstract class MessageStoreContract extends MessageStoreSteps {
  @Test
  void aWrittenMessageComesBackAsItWas() {
    AcceptedMessage message = samples.outbound(unique("c"));
    Delivery delivery = samples.delivery(message);

    assertThat(store().accept(List.of(acceptance(message, delivery))))
        .containsExactly(new AcceptResult.Written());

    assertThat(find(delivery)).contains(delivery);
  }

  @Test
  void aContentThatIsNotInTheBodyComesBackToo() {
    AcceptedMessage message = samples.inbound(unique("c"), unique("x"));
    Delivery delivery = samples.delivery(message);

    store().accept(List.of(acceptance(message, delivery)));

    assertThat(find(delivery)).contains(delivery);
  }

  @Test
  void aRepeatedRequestIsADuplicateOfTheFirst() {
    UUID request = UUID.randomUUID();
    AcceptedMessage first = samples.outbound(unique("c"));
    AcceptedMessage again = samples.outbound(unique("c"));
    Delivery delivery = samples.delivery(again);

    assertThat(store().accept(List.of(acceptance(request, first, samples.delivery(first)))))
        .containsExactly(new AcceptResult.Written());
    assertThat(store().accept(List.of(acceptance(request, again, delivery))))
        .containsExactly(new AcceptResult.Duplicate(first.key()));

    assertThat(find(delivery)).isEmpty();
  }

  @Test
  void repeatedRequestsWithinOneCallAreDuplicatesToo() {
    UUID request = UUID.randomUUID();
    AcceptedMessage first = samples.outbound(unique("c"));
    AcceptedMessage again = samples.outbound(unique("c"));
    AcceptedMessage other = samples.outbound(unique("c"));

    assertThat(
            store()
                .accept(
                    List.of(
                        acceptance(request, first, samples.delivery(first)),
                        acceptance(request, again, samples.delivery(again)),
                        acceptance(UUID.randomUUID(), other, samples.delivery(other)))))
        .containsExactly(
            new AcceptResult.Written(),
            new AcceptResult.Duplicate(first.key()),
            new AcceptResult.Written());
  }

  @Test
  void queuedDeliveriesComeInOrderAndFromAKeyOn() {
    String conversation = unique("c");
    List<Delivery> deliveries = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      deliveries.add(accepted(samples.outbound(conversation)));
    }

    List<Delivery> all = queuedOf(deliveries.getFirst().shard(), conversation, Optional.empty());
    List<Delivery> rest =
        queuedOf(deliveries.getFirst().shard(), conversation, Optional.of(deliveries.get(2).key()));

    assertThat(all).containsExactlyElementsOf(deliveries);
    assertThat(rest).containsExactly(deliveries.get(3), deliveries.get(4));
  }

  @Test
  void aSubmittedDeliveryLeavesTheQueue() {
    Delivery delivery = accepted(samples.outbound(unique("c")));

    assertThat(record(submitted(delivery, fence(delivery), part(1, 1, unique("x")))))
        .isEqualTo(new Effect(true, List.of()));

    assertThat(find(delivery)).isEmpty();
  }

  @Test
  void aRetryKeepsItsPartsAndCountsTheAttempt() {
    Delivery delivery = accepted(samples.outbound(unique("c")));
    ExternalPart part = part(1, 2, unique("x"));

    record(retry(delivery, fence(delivery), part));

    assertThat(find(delivery))
        .hasValueSatisfying(
            later -> {
              assertThat(later.attempt()).isEqualTo(1);
              assertThat(later.parts()).containsExactly(part);
              assertThat(later.due()).isAfter(delivery.due());
            });
  }

  @Test
  void aResultUnderAStaleFenceIsRefused() {
    Delivery delivery = accepted(samples.outbound(unique("c")));

    assertThat(record(submitted(delivery, fence(delivery) - 1, part(1, 1, unique("x")))).applied())
        .isFalse();

    assertThat(find(delivery)).contains(delivery);
  }

  @Test
  void aResultOfAnEarlierAttemptIsRefused() {
    Delivery delivery = accepted(samples.outbound(unique("c")));
    record(retry(delivery, fence(delivery)));

    assertThat(record(submitted(delivery, fence(delivery), part(1, 1, unique("x")))).applied())
        .isFalse();
  }

  @Test
  void theNotificationOfAResultIsWrittenWithIt() {
    Delivery delivery = accepted(samples.outbound(unique("c")));
    Delivery notification =
        samples.notification(delivery.message(), Disposition.INTERWORKED, now());

    Effect effect = record(withNotification(submitted(delivery, fence(delivery)), notification));

    assertThat(effect).isEqualTo(new Effect(true, List.of(notification)));
    assertThat(find(notification)).contains(notification);
  }

  @Test
  void aRefusedResultWritesNoNotification() {
    Delivery delivery = accepted(samples.outbound(unique("c")));
    Delivery notification = samples.notification(delivery.message(), Disposition.FAILED, now());

    Effect effect =
        record(withNotification(submitted(delivery, fence(delivery) - 1), notification));

    assertThat(effect).isEqualTo(new Effect(false, List.of()));
    assertThat(find(notification)).isEmpty();
  }

  @Test
  void aTreatmentIsKeptWithItsDeliveryAndMayChange() {
    AcceptedMessage message = samples.outbound(unique("c"));
    Instant until = StoreSamples.now().plusSeconds(600);
    Treatment treatment =
        new Treatment(
            Optional.of(StoreSamples.address("tel:+15553334444")),
            Optional.of("mms"),
            Optional.of(List.of(Duration.ofSeconds(30), Duration.ofMinutes(2))),
            3,
            Optional.of(until),
            List.of(
                new Alteration.Truncated(160),
                new Alteration.Divided(300, List.of(2, 1)),
                new Alteration.Linked("secret", until, "Text (text/plain, 5 B): https://a/c/b")));
    Delivery delivery = samples.delivery(message).treated(treatment);
    store().accept(List.of(acceptance(message, delivery)));
    Delivery found = find(delivery).orElseThrow();
    assertThat(found.treatment()).isEqualTo(treatment);
    assertThat(found.expires()).isEqualTo(until);

    record(retry(found.treated(Treatment.NONE), fence(delivery)));
    assertThat(find(delivery).orElseThrow().treatment()).isEqualTo(Treatment.NONE);
  }

  @Test
  void theAddressesThatAMessageCameWithAreKeptBesideItsOwn() {
    AcceptedMessage message =
        samples
            .outbound(unique("c"))
            .readdressed(
                StoreSamples.address("tel:+15553334444"), StoreSamples.address("tel:+15556667777"));
    Delivery delivery = samples.delivery(message);
    store().accept(List.of(acceptance(message, delivery)));
    assertThat(find(delivery).orElseThrow().message()).isEqualTo(message);
    assertThat(message.addressee()).isNotEqualTo(message.message().recipient());
  }

  @Test
  void deferredDeliveriesOfAUserAreWoken() {
    AcceptedMessage message = samples.inbound(unique("c"), unique("x"));
    Delivery delivery = accepted(message);
    record(
        StoreSamples.result(
            delivery, fence(delivery), DeliveryState.DEFERRED, List.of(), Optional.empty()));
    assertThat(find(delivery)).isEmpty();

    assertThat(store().wake(message.message().recipient().identity(), now()))
        .contains(delivery.shard());

    assertThat(find(delivery)).isPresent();
  }

  @Test
  void aQueuedDeliveryThatExpiresIsToldAsFailed() {
    Delivery delivery = accepted(samples.outbound(unique("c")));

    List<Effect> effects = expire(delivery, delivery.expires().plusSeconds(1));

    assertThat(effects)
        .flatExtracting(Effect::notifications)
        .filteredOn(n -> n.message().key().equals(delivery.message().key()))
        .singleElement()
        .satisfies(
            n -> assertThat(n.report().orElseThrow().disposition()).isEqualTo(Disposition.FAILED));
    assertThat(find(delivery)).isEmpty();
  }

  @Test
  void aSubmittedDeliveryThatExpiresEndsInSilenceAndMayStillBeDelivered() {
    String id = unique("x");
    Delivery delivery = acceptedAndSubmitted(part(1, 1, id));

    List<Effect> effects = expire(delivery, delivery.expires().plusSeconds(1));

    assertThat(effects)
        .flatExtracting(Effect::notifications)
        .noneMatch(n -> n.message().key().equals(delivery.message().key()));
    assertNotifies(receive(receipt(Disposition.DELIVERED, id)), Disposition.DELIVERED);
  }

  @Test
  void nothingExpiresBeforeItsTime() {
    Delivery delivery = accepted(samples.outbound(unique("c")));

    expire(delivery, delivery.expires().minusSeconds(1));

    assertThat(find(delivery)).contains(delivery);
  }

  @Test
  void aMessageOfAServiceCanBeAskedForAndWithdrawn() {
    String id = unique("x");
    Delivery delivery = accepted(samples.inbound(unique("c"), id));

    assertThat(store().legacyState("s1", id)).isEqualTo(LegacyState.ENROUTE);
    assertThat(store().legacyState("s2", id)).isEqualTo(LegacyState.UNKNOWN);
    assertThat(store().cancel("s1", id, now())).isEqualTo(LegacyState.CANCELLED);
    assertThat(find(delivery)).isEmpty();
    assertThat(record(submitted(delivery, fence(delivery))).applied()).isFalse();
  }

  @Test
  void aDeliveredMessageCannotBeWithdrawn() {
    String id = unique("x");
    AcceptedMessage message = samples.inbound(unique("c"), id);
    accepted(message);
    store().reports(List.of(report(message, Disposition.DELIVERED)), samples.plan());

    assertThat(store().cancel("s1", id, now())).isEqualTo(LegacyState.DELIVERED);
  }

  @Test
  void manyOfEverythingAtOnce() {
    List<Delivery> deliveries =
        IntStream.range(0, 300)
            .mapToObj(i -> samples.delivery(samples.outbound("bulk-" + i % 7)))
            .toList();
    List<AcceptResult> written =
        store()
            .accept(
                deliveries.stream()
                    .map(d -> acceptance(UUID.randomUUID(), d.message(), d))
                    .toList());
    List<Effect> effects =
        store()
            .record(
                deliveries.stream()
                    .map(d -> submitted(d, fence(d), part(1, 1, "bulk-" + d.key())))
                    .toList(),
                samples.plan());
    List<ReceiptResult> results =
        store()
            .receipts(
                deliveries.stream()
                    .map(d -> receipt(Disposition.DELIVERED, "bulk-" + d.key()))
                    .toList(),
                samples.plan());

    assertThat(written).hasSize(300).containsOnly(new AcceptResult.Written());
    assertThat(effects).hasSize(300).allMatch(Effect::applied);
    assertThat(results).hasSize(300).allMatch(r -> r.notification().isPresent());
    for (int i = 0; i < 300; i++) {
      assertThat(results.get(i).message()).contains(deliveries.get(i).message().key());
    }
  }
}
