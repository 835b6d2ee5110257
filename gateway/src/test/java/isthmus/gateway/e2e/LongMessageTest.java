package isthmus.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import isthmus.cpm.delivery.DeliveryState;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Messages of several parts, out and in, with their parts as networks treat them. */
class LongMessageTest {
  /**
   * 180 UTF-16 units with a surrogate pair across every boundary that a careless cut would make.
   */
  private static final String EMOJI = "é" + "😀".repeat(60) + "Grüße 漢字 " + "👍🏽".repeat(12);

  private static Scene scene;

  @BeforeAll
  static void start() {
    scene =
        Scene.started(
            "", "  reassembly: {timeout: 1s, marker: \"<missing>\"}\n" + TestGateway.QUICK);
  }

  @AfterAll
  static void stop() {
    scene.close();
  }

  private static List<Smsc.Submitted> parts(Pager pager, int count) {
    scene.accepted(pager);
    return scene.smsc().awaitTo(pager.to(), count);
  }

  private static int partsOf(Smsc.Submitted submitted) {
    byte[] octets = submitted.sm().octets();
    return octets[(octets[0] & 0xFF) - 1] & 0xFF;
  }

  @Test
  void aLongMessageWithEmojiGoesInPartsThatMakeTheSameTextAgain() {
    Pager pager = Pager.to(Pager.phone(), EMOJI);
    List<Smsc.Submitted> first = parts(pager, 1);
    int total = partsOf(first.getFirst());
    assertThat(total).isGreaterThan(2);
    List<Smsc.Submitted> all = scene.smsc().awaitTo(pager.to(), total);
    scene.gateway().story(pager.imdnId(), DeliveryState.SUBMITTED);
    assertThat(scene.smsc().to(pager.to())).hasSize(total);
    assertThat(all)
        .allMatch(part -> part.sm().octets().length <= 140 && part.sm().dataCoding() == 8);
    StringBuilder text = new StringBuilder();
    all.stream()
        .sorted(Comparator.comparingInt(part -> part.sm().part()))
        .forEach(
            part -> {
              String piece = part.sm().text();
              assertThat(Character.isLowSurrogate(piece.charAt(0))).isFalse();
              text.append(piece);
            });
    assertThat(text).hasToString(EMOJI);
  }

  @Test
  void receiptsOfThePartsInAnyOrderMakeOneDelivered() {
    Pager pager = Pager.to(Pager.phone(), EMOJI);
    int total = partsOf(parts(pager, 1).getFirst());
    List<Smsc.Submitted> all = new ArrayList<>(scene.smsc().awaitTo(pager.to(), total));
    Collections.reverse(all);
    for (Smsc.Submitted part : all.subList(0, total - 1)) {
      scene.smsc().receipt(part, "DELIVRD");
      scene.smsc().receipt(part, "DELIVRD");
    }
    assertThat(scene.core().imdns(pager.imdnId())).isEmpty();
    scene.gateway().story(pager.imdnId(), DeliveryState.SUBMITTED);
    scene.smsc().receipt(all.getLast(), "DELIVRD");
    assertThat(scene.core().imdn(pager.imdnId()).disposition()).isEqualTo("delivered");
    scene.gateway().story(pager.imdnId(), DeliveryState.DELIVERED);
    assertThat(scene.core().imdns(pager.imdnId())).hasSize(1);
  }

  @Test
  void onePartThatFailsMakesOneFailed() {
    Pager pager = Pager.to(Pager.phone(), EMOJI);
    int total = partsOf(parts(pager, 1).getFirst());
    List<Smsc.Submitted> all = scene.smsc().awaitTo(pager.to(), total);
    scene.smsc().receipt(all.get(1), "UNDELIV");
    assertThat(scene.core().imdn(pager.imdnId()).disposition()).isEqualTo("failed");
    scene.smsc().receipt(all.get(0), "DELIVRD");
    scene.smsc().receipt(all.get(2), "EXPIRED");
    scene.gateway().story(pager.imdnId(), DeliveryState.FAILED);
    Pager last = Pager.to(pager.to(), "last").in(pager.conversation(), Pager.fresh("c"));
    scene.accepted(last);
    scene.smsc().receipt(scene.smsc().awaitTo(pager.to(), total + 1).getLast(), "DELIVRD");
    scene.core().imdn(last.imdnId());
    assertThat(scene.core().imdns(pager.imdnId())).hasSize(1);
  }

  @Test
  void aRefusedPartEndsTheMessageAndTheOthersAreNotSentAgain() {
    Pager pager = Pager.to(Pager.phone(), EMOJI);
    String number = pager.to().substring(5);
    scene
        .smsc()
        .answering(
            sm ->
                sm.destination().endsWith(number) && sm.part() == 2
                    ? new Smsc.Answer.Refuse(0x0B)
                    : scene.smsc().take());
    try {
      scene.accepted(pager);
      assertThat(scene.core().imdn(pager.imdnId()).disposition()).isEqualTo("failed");
      scene.gateway().story(pager.imdnId(), DeliveryState.FAILED);
      assertThat(scene.smsc().to(pager.to()).stream().filter(part -> part.sm().part() == 1))
          .hasSize(1);
    } finally {
      scene.smsc().answering(_ -> scene.smsc().take());
    }
  }

  @Test
  void aPartThatIsDeclinedForTheMomentIsTriedAgainAlone() {
    Pager pager = Pager.to(Pager.phone(), EMOJI);
    String number = pager.to().substring(5);
    int[] declined = {0};
    scene
        .smsc()
        .answering(
            sm ->
                sm.destination().endsWith(number) && sm.part() == 2 && declined[0]++ == 0
                    ? new Smsc.Answer.Refuse(0x08)
                    : scene.smsc().take());
    try {
      int total = partsOf(parts(pager, 1).getFirst());
      scene.gateway().story(pager.imdnId(), DeliveryState.SUBMITTED);
      assertThat(scene.smsc().to(pager.to()))
          .as("one submit of each part and one more of the second")
          .hasSize(total + 1)
          .extracting(part -> part.sm().part())
          .filteredOn(part -> part == 1)
          .hasSize(1);
    } finally {
      scene.smsc().answering(_ -> scene.smsc().take());
    }
  }

  private static Pdu.Sm udhPart(String phone, int reference, int total, int part, String text) {
    byte[] ucs2 = text.getBytes(StandardCharsets.UTF_16BE);
    byte[] octets =
        ByteBuffer.allocate(6 + ucs2.length)
            .put(new byte[] {5, 0, 3, (byte) reference, (byte) total, (byte) part})
            .put(ucs2)
            .array();
    return new Pdu.Sm(
        phone.substring(1), "15551000001", 0x40, "", 0, 8, octets, java.util.Map.of());
  }

  private static Pdu.Sm sarPart(String phone, int reference, int total, int part, String text) {
    return Pdu.Sm.text(phone.substring(1), "15551000001", text)
        .withTlv(0x020C, new byte[] {(byte) (reference >> 8), (byte) reference})
        .withTlv(0x020E, new byte[] {(byte) total})
        .withTlv(0x020F, new byte[] {(byte) part});
  }

  private static void shuffledAndDoubled(List<Pdu.Sm> parts, long seed) {
    List<Pdu.Sm> order = new ArrayList<>(parts);
    order.add(parts.get(1));
    Collections.shuffle(order, new Random(seed));
    for (Pdu.Sm part : order) {
      assertThat(scene.smsc().deliver(part).status()).isZero();
    }
  }

  private static List<SipText> fromPhone(String phone) {
    return scene
        .core()
        .requests(
            request -> request.header("P-Asserted-Identity").contains(phone) && !request.isImdn());
  }

  @Test
  void partsThatComeShuffledAndOneDoubledMakeOneMessage() {
    for (int seed = 1; seed <= 3; seed++) {
      String phone = Pager.phone();
      List<Pdu.Sm> parts = new ArrayList<>();
      for (int part = 1; part <= 4; part++) {
        parts.add(udhPart(phone, 77, 4, part, "part %d 😀; ".formatted(part)));
      }
      shuffledAndDoubled(parts, seed);
      SipText message =
          scene
              .core()
              .request(
                  "the whole message",
                  request -> request.header("P-Asserted-Identity").contains(phone));
      assertThat(message.content()).isEqualTo("part 1 😀; part 2 😀; part 3 😀; part 4 😀; ");
      assertThat(fromPhone(phone)).hasSize(1);
    }
  }

  @Test
  void partsWithParametersInsteadOfAHeaderMakeOneMessageToo() {
    String phone = Pager.phone();
    List<Pdu.Sm> parts = new ArrayList<>();
    for (int part = 1; part <= 3; part++) {
      parts.add(sarPart(phone, 0x1234, 3, part, "sar " + part + ". "));
    }
    shuffledAndDoubled(parts, 4);
    SipText message =
        scene
            .core()
            .request(
                "the whole message",
                request -> request.header("P-Asserted-Identity").contains(phone));
    assertThat(message.content()).isEqualTo("sar 1. sar 2. sar 3. ");
    assertThat(fromPhone(phone)).hasSize(1);
  }

  @Test
  void aMessageWithAMissingPartIsDeliveredWithAMarkerAfterTheTimeLimit() {
    String phone = Pager.phone();
    assertThat(scene.smsc().deliver(udhPart(phone, 9, 3, 1, "begin ")).status()).isZero();
    assertThat(scene.smsc().deliver(udhPart(phone, 9, 3, 3, " end")).status()).isZero();
    assertThat(fromPhone(phone)).isEmpty();
    SipText message =
        scene
            .core()
            .request(
                "what arrived", request -> request.header("P-Asserted-Identity").contains(phone));
    assertThat(message.content()).isEqualTo("begin <missing> end");
  }

  @Test
  void aMessageOfTenPartsArrivesWhole() {
    String phone = Pager.phone();
    StringBuilder whole = new StringBuilder();
    for (int part = 1; part <= 10; part++) {
      String text = "%02d漢".formatted(part).repeat(22);
      whole.append(text);
      assertThat(scene.smsc().deliver(udhPart(phone, 200, 10, part, text)).status()).isZero();
    }
    SipText message =
        scene
            .core()
            .request(
                "the whole message",
                request -> request.header("P-Asserted-Identity").contains(phone));
    assertThat(message.content()).isEqualTo(whole.toString());
  }
}
