package isthmus.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import isthmus.cpm.delivery.DeliveryState;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A CPM user writes to a phone; the phone's receipt becomes a tick (CPM SD B.5.1). */
class PagerToSmsTest {
  private static Scene scene;

  @BeforeAll
  static void start() {
    scene = Scene.started("", TestGateway.QUICK);
  }

  @AfterAll
  static void stop() {
    scene.close();
  }

  private static Smsc.Submitted sent(Pager pager) {
    scene.accepted(pager);
    return scene.smsc().awaitTo(pager.to(), 1).getFirst();
  }

  /** A message whose notification comes after those of all that went before on its conversation. */
  private static void lastInLine(Pager before) {
    Pager last = Pager.to(before.to(), "last").in(before.conversation(), Pager.fresh("c"));
    scene.accepted(last);
    var submits = scene.smsc().awaitTo(before.to(), 2);
    scene.smsc().receipt(submits.getLast(), "DELIVRD");
    scene.core().imdn(last.imdnId());
  }

  @Test
  void aMessageBecomesASmsAndItsReceiptADeliveredNotificationWithTheSameIds() {
    Pager pager = Pager.to(Pager.phone(), "hello");
    Smsc.Submitted submitted = sent(pager);
    assertThat(submitted.sm().text()).isEqualTo("hello");
    assertThat("+" + submitted.sm().source().replace("+", "")).isEqualTo(Pager.ALICE);
    assertThat(submitted.sm().registered() & 3).isEqualTo(1);
    Pdu answer = scene.smsc().deliver(Smsc.receiptOf(submitted, "DELIVRD"));
    assertThat(answer.status()).isZero();
    SipText imdn = scene.core().imdn(pager.imdnId());
    assertThat(imdn.disposition()).isEqualTo("delivered");
    assertThat(imdn.header("Conversation-ID")).isEqualTo(pager.conversation());
    assertThat(imdn.header("InReplyTo-Contribution-ID")).isEqualTo(pager.contribution());
    assertThat(imdn.header("Contribution-ID")).isNotEmpty();
    assertThat(imdn.start()).contains(Pager.ALICE);
    assertThat(imdn.header("P-Asserted-Identity")).contains(pager.to());
    assertThat(imdn.cpim("imdn.Message-ID")).isNotEmpty().isNotEqualTo(pager.imdnId());
    scene.gateway().story(pager.imdnId(), DeliveryState.DELIVERED);
  }

  @Test
  void theAnswerNamesTheConversation() {
    Pager pager = Pager.to(Pager.phone(), "hello");
    SipText answer = scene.accepted(pager);
    assertThat(answer.header("Conversation-ID")).isEqualTo(pager.conversation());
    assertThat(answer.header("Contribution-ID")).isEqualTo(pager.contribution());
    assertThat(answer.header("To")).contains("tag=");
    assertThat(answer.header("Via")).contains(pager.branch());
  }

  @Test
  void aNegativeReceiptBecomesAFailedNotification() {
    Pager pager = Pager.to(Pager.phone(), "hello");
    scene.smsc().receipt(sent(pager), "UNDELIV");
    SipText imdn = scene.core().imdn(pager.imdnId());
    assertThat(imdn.disposition()).isEqualTo("failed");
    scene.gateway().story(pager.imdnId(), DeliveryState.FAILED);
  }

  @Test
  void aSuccessIsNotToldToASenderWhoAskedForFailuresOnly() {
    Pager pager = Pager.to(Pager.phone(), "hello").wanting("negative-delivery");
    scene.smsc().receipt(sent(pager), "DELIVRD");
    lastInLine(pager);
    assertThat(scene.core().imdns(pager.imdnId())).isEmpty();
  }

  @Test
  void aFailureIsNotToldToASenderWhoAskedForSuccessesOnly() {
    Pager pager = Pager.to(Pager.phone(), "hello").wanting("positive-delivery");
    scene.smsc().receipt(sent(pager), "UNDELIV");
    lastInLine(pager);
    assertThat(scene.core().imdns(pager.imdnId())).isEmpty();
  }

  @Test
  void aSenderWhoAskedForNothingIsToldNothing() {
    Pager pager = Pager.to(Pager.phone(), "hello").wanting("");
    Smsc.Submitted submitted = sent(pager);
    scene.smsc().receipt(submitted, "DELIVRD");
    lastInLine(pager);
    assertThat(scene.core().imdns(pager.imdnId())).isEmpty();
  }

  @Test
  void statesOnTheWayCauseNothingAndTheLastOneCounts() {
    Pager pager = Pager.to(Pager.phone(), "hello");
    Smsc.Submitted submitted = sent(pager);
    scene.smsc().receipt(submitted, "ENROUTE");
    scene.smsc().receipt(submitted, "ACCEPTD");
    scene.smsc().receipt(submitted, "DELIVRD");
    lastInLine(pager);
    assertThat(scene.core().imdns(pager.imdnId()))
        .singleElement()
        .returns("delivered", SipText::disposition);
  }

  @Test
  void anInterworkingNotificationIsSentToASenderWhoAskedForIt() {
    Pager pager = Pager.to(Pager.phone(), "hello").wanting("positive-delivery, interworking");
    Smsc.Submitted submitted = sent(pager);
    scene.smsc().receipt(submitted, "DELIVRD");
    var imdns =
        scene
            .core()
            .requests(
                "two IMDNs",
                2,
                request -> request.isImdn() && request.about().equals(pager.imdnId()));
    assertThat(imdns)
        .extracting(SipText::disposition)
        .containsExactlyInAnyOrder("legacy-sms", "delivered");
  }

  @Test
  void aShortCodeIsReachedBySmsAndNotSoughtInTheCore() {
    Pager pager = Pager.to("tel:90210;phone-context=+1", "to a short code");
    scene.accepted(pager);
    assertThat(scene.smsc().awaitTo("90210", 1).getFirst().sm().destination()).isEqualTo("90210");
    assertThat(scene.core().requests(request -> request.content().equals(pager.text()))).isEmpty();
  }
}
