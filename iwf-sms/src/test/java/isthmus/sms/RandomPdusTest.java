package isthmus.sms;

import static org.assertj.core.api.Assertions.assertThat;

import isthmus.cpm.codec.mime.Octets;
import isthmus.sms.smpp.BindMode;
import isthmus.sms.smpp.DeliverPdu;
import isthmus.sms.smpp.RequestResult;
import isthmus.sms.smpp.SmppAddress;
import isthmus.sms.smpp.Tlv;
import isthmus.sms.text.SmsFormatException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Whatever comes is answered, and nothing throws but what says so. */
class RandomPdusTest {
  private static final int[] ESM_CLASSES = {0, 0, 4, 4, 0x40, 0x40, 0x44, 8, 0x10, 0x20, 0x18};
  private static final int[] TAGS = {0x1e, 0x20c, 0x20e, 0x20f, 0x423, 0x424, 0x427, 0x1403};

  private final Random random = new Random(42);

  private Octets octets(int most) {
    byte[] bytes = new byte[random.nextInt(most + 1)];
    random.nextBytes(bytes);
    if (bytes.length > 6 && random.nextInt(3) == 0) {
      byte[] header = {5, 0, 3, (byte) random.nextInt(4), (byte) random.nextInt(4)};
      System.arraycopy(header, 0, bytes, 0, header.length);
      bytes[5] = (byte) random.nextInt(4);
    }
    return Octets.of(bytes);
  }

  private SmppAddress address() {
    byte[] bytes = new byte[random.nextInt(20)];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] =
          (byte) (random.nextInt(3) > 0 ? '0' + random.nextInt(10) : 33 + random.nextInt(90));
    }
    return new SmppAddress(
        random.nextInt(8),
        random.nextInt(20),
        new String(bytes, java.nio.charset.StandardCharsets.US_ASCII));
  }

  private DeliverPdu pdu() {
    List<Tlv> tlvs = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      tlvs.add(new Tlv(TAGS[random.nextInt(TAGS.length)], octets(20)));
    }
    boolean known = random.nextBoolean();
    return DeliverPdu.of(
            known ? Pdus.BOB : address(),
            known ? Pdus.ALICE : address(),
            ESM_CLASSES[random.nextInt(ESM_CLASSES.length)],
            random.nextInt(256),
            octets(140))
        .withTlvs(tlvs);
  }

  @Test
  void everyRandomMessageIsAnsweredAndTheLinkStays() throws Exception {
    try (TestSmsc smsc = new TestSmsc();
        Fixture gateway =
            new Fixture(
                    Fixture.settings(
                        SmscSettings.of(
                            Fixture.link("s1", smsc.port()).withBinds(2, BindMode.TRANSCEIVER))))
                .up("s1")) {
      List<CompletionStage<RequestResult>> answers = new ArrayList<>();
      for (int i = 0; i < 4_000; i++) {
        answers.add(smsc.send(pdu()));
        if (answers.size() == 100) {
          for (CompletionStage<RequestResult> answer : answers) {
            assertThat(Await.get(answer)).isNotInstanceOfAny(RequestResult.NoAnswer.class);
          }
          answers.clear();
        }
      }
      assertThat(gateway.link("s1").gauges()).containsEntry("bound", 2L);
      assertThat(gateway.counter("s1", "binds-made")).isEqualTo(2);
    }
  }

  @Test
  void randomOctetsAreNoHeldPart() {
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = octets(60).toByteArray();
      if (bytes.length > 0 && random.nextBoolean()) {
        bytes[0] = 1;
      }
      try {
        assertThat(HeldPart.decode(Octets.of(bytes))).isNotNull();
      } catch (SmsFormatException e) {
        assertThat(e).hasMessageMatching("(?s).+");
      }
    }
  }
}
