package isthmus.sms.smpp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import isthmus.cpm.codec.mime.Octets;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** PDUs to records and back. */
class PduCodecTest {
  private final PduEncoder encoder = new PduEncoder();
  private final PduDecoder decoder = new PduDecoder();

  private static List<SmppRequest> samples() {
    List<Tlv> tlvs =
        List.of(
            Tlv.uint16(Tlv.SAR_MSG_REF_NUM, 200),
            Tlv.octet(Tlv.MESSAGE_STATE, 2),
            new Tlv(0x1403, Octets.empty()));
    return List.of(
        Pdus.submit("hello").withTlvs(tlvs),
        Pdus.submit("@\u00e9").withTimes("260315102000000+", "000001000000000R"),
        Pdus.deliver("receipt").withTlvs(tlvs),
        new DataPdu("CMT", Pdus.ALICE, Pdus.BOB, 4, 1, 8, tlvs),
        new QueryPdu("id-1", Pdus.ALICE),
        new CancelPdu("CMT", "id-1", Pdus.ALICE, SmppAddress.unspecified()),
        new ReplacePdu("id-1", Pdus.ALICE, "", "", 1, 0, Pdus.octets("new")));
  }

  @Test
  void theExampleOfTheFactSheetIsWrittenToTheOctet() throws Exception {
    SubmitPdu submit =
        SubmitPdu.of(
                SmppAddress.alphanumeric("Acme"),
                SmppAddress.international("15557654321"),
                0,
                Pdus.octets("hello"))
            .withTimes("", "000001000000000R")
            .withRegisteredDelivery(1);
    byte[] pdu = encoder.request(submit);
    Frame.putInt32(pdu, 12, 7);
    assertEquals(
        "00000045000000040000000000000007"
            + "00"
            + "050041636d6500"
            + "0101313535353736353433323100"
            + "000000"
            + "00"
            + "3030303030313030303030303030305200"
            + "01000000"
            + "0568656c6c6f",
        HexFormat.of().formatHex(pdu));
  }

  @Test
  void everyRequestSurvivesTheRoundTrip() throws Exception {
    for (SmppRequest sample : samples()) {
      assertEquals(sample, decoder.request(new Frame(encoder.request(sample))));
    }
  }

  @Test
  void aPduCutAnywhereEndsInTheCodecsOwnErrorOrAShorterPdu() throws Exception {
    for (SmppRequest sample : samples()) {
      byte[] whole = encoder.request(sample);
      for (int length = Frame.HEADER_OCTETS; length < whole.length; length++) {
        byte[] cut = Arrays.copyOf(whole, length);
        Frame.putInt32(cut, 0, length);
        try {
          // Cut between two optional parameters, or within a trailing NUL, it is still sound.
          var _ = decoder.request(new Frame(cut));
        } catch (MalformedPduException e) {
          assertEquals(true, e.commandStatus() != 0);
        }
      }
    }
  }

  @Test
  void randomOctetsNeverThrowAnythingElse() {
    Random random = new Random(3);
    for (int i = 0; i < 20_000; i++) {
      Frame frame = new Frame(RandomPdu.framed(random));
      for (Attempt attempt :
          List.<Attempt>of(
              decoder::request, decoder::alert, decoder::response, decoder::queryResponse)) {
        try {
          attempt.on(frame);
        } catch (MalformedPduException e) {
          assertEquals(true, e.commandStatus() != 0);
        }
      }
      if (BindMode.isBind(frame.commandId())) {
        try {
          var _ = decoder.bind(frame);
        } catch (MalformedPduException e) {
          assertEquals(true, e.commandStatus() != 0);
        }
      }
      var _ = RequestSender.congestion(frame);
    }
  }

  private interface Attempt {
    void on(Frame frame) throws MalformedPduException;
  }

  @Test
  void framesAreCutFromAStreamWhateverItsPieces() throws Exception {
    byte[] one = RawPeer.pdu(5, 0, 1, RawPeer.message("1", "2", "one"));
    byte[] big = RawPeer.pdu(5, 0, 2, new byte[60_000]);
    byte[] stream = new byte[one.length * 2 + big.length];
    System.arraycopy(one, 0, stream, 0, one.length);
    System.arraycopy(big, 0, stream, one.length, big.length);
    System.arraycopy(one, 0, stream, one.length + big.length, one.length);
    FrameReader reader = new FrameReader(new Trickle(stream), 70_000);
    assertEquals(1, reader.next().sequenceNumber());
    assertEquals(60_016, reader.next().bytes().length);
    assertEquals(1, reader.next().sequenceNumber());
    assertThrows(EOFException.class, reader::next);
  }

  /** Gives one to seven octets at a time. */
  private static final class Trickle extends InputStream {
    private final ByteArrayInputStream octets;
    private final Random random = new Random(1);

    Trickle(byte[] octets) {
      this.octets = new ByteArrayInputStream(octets);
    }

    @Override
    public int read() {
      return octets.read();
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      return octets.read(into, offset, Math.min(length, 1 + random.nextInt(7)));
    }
  }
}
