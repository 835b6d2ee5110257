package isthmus.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import isthmus.cpm.delivery.DeliveryState;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whatever is repeated, doubled or out of order: one SMS, one notification. */
class OnceOnlyTest {
  private static Scene scene;

  @BeforeAll
  static void start() {
    scene = Scene.started("binds: 2", TestGateway.QUICK);
    scene.smsc().awaitBound(2);
  }

  @AfterAll
  static void stop() {
    scene.close();
  }

  @AfterEach
  void plainSmsc() {
    scene.smsc().beforeAnswer(_ -> {});
    scene.smsc().afterAnswer(_ -> {});
  }

  /** What went before on the same conversation is done when this one is. */
  private static void flush(Pager before) {
    Pager last = Pager.to(before.to(), "last").in(before.conversation(), Pager.fresh("c"));
    scene.accepted(last);
    scene.gateway().story(last.imdnId(), DeliveryState.SUBMITTED);
  }

  private static List<Smsc.Submitted> submitsOf(Pager pager) {
    return scene.smsc().to(pager.to()).stream()
        .filter(submitted -> submitted.sm().text().equals(pager.text()))
        .toList();
  }

  @Test
  void retransmissionsOfARequestAreAnsweredAlikeAndSentOnce() {
    Pager pager = Pager.to(Pager.phone(), "retransmitted");
    String text = pager.by(scene.core());
    // Those that come before the answer are absorbed, those after it get the answer again.
    scene.core().send(text);
    scene.core().send(text);
    int early = scene.core().responses(pager.callId(), 1).size();
    for (int i = early; i < 5; i++) {
      scene.core().send(text);
    }
    List<SipText> answers = scene.core().responses(pager.callId(), 5);
    assertThat(answers).allMatch(answer -> answer.status() == 202);
    assertThat(answers)
        .extracting(answer -> answer.header("To"))
        .containsOnly(answers.getFirst().header("To"));
    flush(pager);
    assertThat(submitsOf(pager)).hasSize(1);
  }

  @Test
  void copiesOfAForkedRequestAreSentOnce() {
    Pager pager = Pager.to(Pager.phone(), "forked");
    for (int i = 0; i < 4; i++) {
      scene.core().send(pager.onBranch("z9hG4bK" + Pager.fresh("fork")).by(scene.core()));
    }
    assertThat(scene.core().responses(pager.callId(), 4))
        .allMatch(answer -> answer.status() == 202);
    flush(pager);
    assertThat(submitsOf(pager)).hasSize(1);
  }

  @Test
  void aClientThatTriesAgainInANewCallIsAnsweredAndTheMessageIsSentOnce() {
    Pager pager = Pager.to(Pager.phone(), "again");
    scene.accepted(pager);
    Pager again = pager.inCall(Pager.fresh("call")).onBranch("z9hG4bK" + Pager.fresh("again"));
    scene.accepted(again);
    flush(pager);
    assertThat(submitsOf(pager)).hasSize(1);
  }

  @Test
  void theSameIdentityOfAnotherSenderIsAnotherMessage() {
    Pager pager = Pager.to(Pager.phone(), "mine");
    scene.accepted(pager);
    scene.accepted(
        pager
            .from("+15551000002")
            .inCall(Pager.fresh("call"))
            .onBranch("z9hG4bK" + Pager.fresh("other")));
    scene.smsc().awaitTo(pager.to(), 2);
  }

  @Test
  void aReceiptThatComesTwiceIsToldOnce() {
    Pager pager = Pager.to(Pager.phone(), "twice");
    scene.accepted(pager);
    Smsc.Submitted submitted = scene.smsc().awaitTo(pager.to(), 1).getFirst();
    Pdu.Sm receipt = Smsc.receiptOf(submitted, "DELIVRD");
    assertThat(scene.smsc().deliver(receipt).status()).isZero();
    assertThat(scene.smsc().deliver(receipt).status()).isZero();
    assertThat(scene.smsc().deliver(Smsc.receiptOf(submitted, "UNDELIV")).status()).isZero();
    scene.core().imdn(pager.imdnId());
    Pager last = Pager.to(pager.to(), "last").in(pager.conversation(), Pager.fresh("c"));
    scene.accepted(last);
    scene.smsc().receipt(scene.smsc().awaitTo(pager.to(), 2).getLast(), "DELIVRD");
    scene.core().imdn(last.imdnId());
    assertThat(scene.core().imdns(pager.imdnId()))
        .singleElement()
        .returns("delivered", SipText::disposition);
    scene.gateway().story(pager.imdnId(), DeliveryState.DELIVERED);
  }

  @Test
  void aReceiptThatOvertakesTheAnswerToItsSubmitIsNotLost() {
    Pager pager = Pager.to(Pager.phone(), "overtaken");
    CompletableFuture<Integer> answered = new CompletableFuture<>();
    scene
        .smsc()
        .beforeAnswer(
            submitted ->
                answered.complete(
                    scene
                        .smsc()
                        .deliverNotOn(submitted.bind(), Smsc.receiptOf(submitted, "DELIVRD"))
                        .status()));
    scene.accepted(pager);
    assertThat(scene.core().imdn(pager.imdnId()).disposition()).isEqualTo("delivered");
    assertThat(answered).succeedsWithin(RawSip.PATIENCE).isEqualTo(0);
    scene.gateway().story(pager.imdnId(), DeliveryState.DELIVERED);
  }

  @Test
  void aReceiptOnAnotherBindIsTaken() {
    Pager pager = Pager.to(Pager.phone(), "elsewhere");
    scene.accepted(pager);
    Smsc.Submitted submitted = scene.smsc().awaitTo(pager.to(), 1).getFirst();
    scene.smsc().deliverNotOn(submitted.bind(), Smsc.receiptOf(submitted, "DELIVRD"));
    assertThat(scene.core().imdn(pager.imdnId()).disposition()).isEqualTo("delivered");
  }

  @Test
  void anIdentityInHexAndItsReceiptInDecimalAreOne() {
    Pager pager = Pager.to(Pager.phone(), "hex");
    long id = 0xA1B2C3D4L + System.nanoTime() % 10_000;
    scene
        .smsc()
        .answering(
            _ -> new Smsc.Answer.Take(Long.toHexString(id).toUpperCase(java.util.Locale.ROOT)));
    try {
      scene.accepted(pager);
      Smsc.Submitted submitted = scene.smsc().awaitTo(pager.to(), 1).getFirst();
      scene.smsc().deliver(Smsc.receiptOf(submitted.sm(), "%010d".formatted(id), "DELIVRD"));
      assertThat(scene.core().imdn(pager.imdnId()).disposition()).isEqualTo("delivered");
    } finally {
      scene.smsc().answering(_ -> scene.smsc().take());
    }
  }

  @Test
  void aReceiptInParametersOnlyIsTaken() {
    Pager pager = Pager.to(Pager.phone(), "tlv");
    scene.accepted(pager);
    Smsc.Submitted submitted = scene.smsc().awaitTo(pager.to(), 1).getFirst();
    Pdu.Sm receipt =
        Pdu.Sm.text(
                /* source= */ submitted.sm().destination(),
                /* destination= */ submitted.sm().source(),
                "")
            .withEsmClass(4)
            .withTlv(0x001E, Pdu.cString(submitted.id()))
            .withTlv(0x0427, new byte[] {5});
    assertThat(scene.smsc().deliver(receipt).status()).isZero();
    assertThat(scene.core().imdn(pager.imdnId()).disposition()).isEqualTo("failed");
  }

  @Test
  void aReceiptThatNobodyCanReadIsAnsweredAndHarmsNothing() {
    Pager pager = Pager.to(Pager.phone(), "garbled");
    scene.accepted(pager);
    Smsc.Submitted submitted = scene.smsc().awaitTo(pager.to(), 1).getFirst();
    Pdu.Sm garbled =
        Pdu.Sm.text(
                /* source= */ submitted.sm().destination(),
                /* destination= */ submitted.sm().source(),
                "what is this")
            .withEsmClass(4);
    assertThat(scene.smsc().deliver(garbled).status()).isZero();
    scene.smsc().receipt(submitted, "DELIVRD");
    assertThat(scene.core().imdn(pager.imdnId()).disposition()).isEqualTo("delivered");
  }
}
