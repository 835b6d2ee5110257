package isthmus.testkit;

import static isthmus.testkit.StoreSamples.now;
import static isthmus.testkit.StoreSamples.part;
import static isthmus.testkit.StoreSamples.receipt;
import static isthmus.testkit.StoreSamples.retry;
import static isthmus.testkit.StoreSamples.submitted;
import static isthmus.testkit.StoreSamples.unique;
import static org.assertj.core.api.Assertions.assertThat;

import isthmus.cpm.delivery.AcceptedMessage;
import isthmus.cpm.delivery.Delivery;
import isthmus.cpm.delivery.DeliveryState;
import isthmus.cpm.disposition.Disposition;
import isthmus.cpm.interworking.ExternalPart;
import isthmus.cpm.interworking.LegacyReceipt;
import isthmus.cpm.store.MessageStore;
import isthmus.cpm.store.MessageStore.ClientReport;
import isthmus.cpm.store.MessageStore.Effect;
import isthmus.cpm.store.MessageStore.ReceiptEffect;
import isthmus.cpm.store.MessageStore.ReceiptResult;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What every {@link MessageStore} does with what is told of a message later: receipts of legacy
 * services and reports of clients.
 */
public abstract class MessageReceiptContract extends MessageStoreSteps {
  @Test
  void theFirstReceiptMovesTheDeliveryAndALaterOneDoesNot() {
    String id = unique("x");
    Delivery delivery = acceptedAndSubmitted(part(1, 1, id));

    ReceiptResult first = receive(receipt(Disposition.DELIVERED, id));
    ReceiptResult again = receive(receipt(Disposition.FAILED, id));

    assertThat(first.effect()).isEqualTo(ReceiptEffect.APPLIED);
    assertThat(first.message()).contains(delivery.message().key());
    assertNotifies(first, Disposition.DELIVERED);
    assertThat(find(first.notification().orElseThrow())).isEqualTo(first.notification());
    assertThat(again.effect()).isEqualTo(ReceiptEffect.REPEATED);
    assertThat(again.notification()).isEmpty();
  }

  @Test
  void twoReceiptsForOnePartInOneCallMoveItOnce() {
    String id = unique("x");
    acceptedAndSubmitted(part(1, 1, id));

    List<ReceiptResult> results =
        store()
            .receipts(
                List.of(
                    receipt(Disposition.DELIVERED, id),
                    receipt(Disposition.DELIVERED, id),
                    receipt(Disposition.FAILED, id)),
                samples.plan());

    assertThat(results)
        .extracting(ReceiptResult::effect)
        .containsExactly(ReceiptEffect.APPLIED, ReceiptEffect.REPEATED, ReceiptEffect.REPEATED);
  }

  @Test
  void partsOfWhichTheNumberIsNotKnownYetKeepTheirReceipts() {
    Delivery delivery = accepted(samples.outbound(unique("c")));
    String one = unique("x");
    String two = unique("x");
    record(retry(delivery, fence(delivery), part(1, ExternalPart.OPEN + 1, one)));
    ReceiptResult early = receive(receipt(Disposition.DELIVERED, one));
    assertThat(early.effect()).isEqualTo(ReceiptEffect.APPLIED);
    assertThat(early.notification()).isEmpty();

    Delivery later = find(delivery).orElseThrow();
    record(submitted(later, fence(later), part(1, 2, one), part(2, 2, two)));
    assertNotifies(receive(receipt(Disposition.DELIVERED, two)), Disposition.DELIVERED);
  }

  @Test
  void allPartsDeliveredIsOneDelivered() {
    List<String> ids = List.of(unique("x"), unique("x"), unique("x"));
    acceptedAndSubmitted(parts(ids));

    ReceiptResult one = receive(receipt(Disposition.DELIVERED, ids.get(1)));
    List<ReceiptResult> others =
        store()
            .receipts(
                List.of(
                    receipt(Disposition.DELIVERED, ids.get(2)),
                    receipt(Disposition.DELIVERED, ids.get(0))),
                samples.plan());

    assertThat(one.effect()).isEqualTo(ReceiptEffect.APPLIED);
    assertThat(one.notification()).isEmpty();
    assertThat(others.get(0).notification()).isEmpty();
    assertNotifies(others.get(1), Disposition.DELIVERED);
  }

  @Test
  void theFirstFailedPartIsOneFailed() {
    List<String> ids = List.of(unique("x"), unique("x"), unique("x"));
    acceptedAndSubmitted(parts(ids));

    receive(receipt(Disposition.DELIVERED, ids.get(0)));
    ReceiptResult failed = receive(receipt(Disposition.FAILED, ids.get(1)));
    ReceiptResult failedToo = receive(receipt(Disposition.FAILED, ids.get(2)));

    assertNotifies(failed, Disposition.FAILED);
    assertThat(failedToo.notification()).isEmpty();
  }

  @Test
  void aReceiptIsFoundByItsBestCandidate() {
    String better = unique("x");
    String worse = unique("x");
    Delivery first = acceptedAndSubmitted(part(1, 1, worse));
    Delivery second = acceptedAndSubmitted(part(1, 1, better));

    assertThat(receive(receipt(Disposition.DELIVERED, unique("none"), better, worse)).message())
        .contains(second.message().key());
    assertThat(receive(receipt(Disposition.DELIVERED, worse, better)).message())
        .contains(first.message().key());
  }

  @Test
  void ofPartsWithOneIdentityTheNewestIsMeant() {
    String id = unique("x");
    acceptedAndSubmitted(part(1, 1, id));
    Delivery newer = acceptedAndSubmitted(part(1, 1, id));

    assertThat(receive(receipt(Disposition.DELIVERED, id)).message())
        .contains(newer.message().key());
  }

  @Test
  void anInterimReceiptIsRecordedAndMovesNothing() {
    String id = unique("x");
    acceptedAndSubmitted(part(1, 1, id));
    LegacyReceipt interim =
        new LegacyReceipt("s1", List.of(id), Optional.empty(), now(), "ENROUTE", Optional.empty());

    assertThat(receive(interim).notification()).isEmpty();
    assertNotifies(receive(receipt(Disposition.DELIVERED, id)), Disposition.DELIVERED);
  }

  @Test
  void aReceiptThatOvertakesItsPartIsAppliedWhenThePartIsWritten() {
    String id = unique("x");
    Delivery delivery = accepted(samples.outbound(unique("c")));

    assertThat(receive(receipt(Disposition.DELIVERED, unique("none"), id)).effect())
        .isEqualTo(ReceiptEffect.UNKNOWN);
    Effect effect = record(submitted(delivery, fence(delivery), part(1, 1, id)));

    assertThat(effect.applied()).isTrue();
    assertThat(effect.notifications())
        .singleElement()
        .satisfies(
            n ->
                assertThat(n.report().orElseThrow().disposition())
                    .isEqualTo(Disposition.DELIVERED));
    assertThat(receive(receipt(Disposition.DELIVERED, id)).effect())
        .isEqualTo(ReceiptEffect.REPEATED);
  }

  @Test
  void displayedAfterDeliveredIsToldAndOnceOnly() {
    String id = unique("x");
    acceptedAndSubmitted(part(1, 1, id));
    receive(receipt(Disposition.DELIVERED, id));

    assertNotifies(receive(receipt(Disposition.DISPLAYED, id)), Disposition.DISPLAYED);
    assertThat(receive(receipt(Disposition.DISPLAYED, id)).effect())
        .isEqualTo(ReceiptEffect.REPEATED);
  }

  @Test
  void aLateReceiptMovesADeliveryOfWhichNoNewsWereExpected() {
    String id = unique("x");
    Delivery delivery = accepted(samples.outbound(unique("c")));
    record(
        StoreSamples.result(
            delivery,
            fence(delivery),
            DeliveryState.NO_MORE_NEWS,
            List.of(part(1, 1, id)),
            Optional.empty()));

    assertNotifies(receive(receipt(Disposition.DELIVERED, id)), Disposition.DELIVERED);
  }

  @Test
  void reportsOfAClientArePassedOnOncePerKind() {
    AcceptedMessage message = samples.inbound(unique("c"), unique("x"));
    Delivery delivery = accepted(message);
    record(submitted(delivery, fence(delivery)));

    List<ReceiptResult> results =
        store()
            .reports(
                List.of(
                    report(message, Disposition.DELIVERED),
                    report(message, Disposition.DELIVERED),
                    report(message, Disposition.DISPLAYED)),
                samples.plan());

    assertNotifies(results.get(0), Disposition.DELIVERED);
    assertThat(results.get(1).effect()).isEqualTo(ReceiptEffect.REPEATED);
    assertNotifies(results.get(2), Disposition.DISPLAYED);
    assertThat(store().reports(List.of(report(message, Disposition.DISPLAYED)), samples.plan()))
        .extracting(ReceiptResult::effect)
        .containsExactly(ReceiptEffect.REPEATED);
  }

  @Test
  void aReportOfSomebodyElseIsUnknown() {
    AcceptedMessage message = samples.inbound(unique("c"), unique("x"));
    accepted(message);
    ClientReport forged =
        new ClientReport(
            message.message().imdnId(),
            StoreSamples.address("sip:mallory@ims.example.org").identity(),
            message.message().originator().identity(),
            Disposition.DELIVERED,
            now());

    assertThat(store().reports(List.of(forged), samples.plan()))
        .extracting(ReceiptResult::effect)
        .containsExactly(ReceiptEffect.UNKNOWN);
  }
}
