package isthmus.sms;

import isthmus.cpm.codec.mime.Octets;
import isthmus.sms.smpp.DeliverPdu;
import isthmus.sms.smpp.SmppAddress;
import isthmus.sms.smpp.SubmitPdu;
import isthmus.sms.smpp.Tlv;
import isthmus.sms.text.Segment;
import isthmus.sms.text.Segmentation;
import isthmus.sms.text.SegmentationProfile;
import isthmus.sms.text.Segmenter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** PDUs that tests send. */
final class Pdus {
  static final SmppAddress ALICE = SmppAddress.international("15551000001");
  static final SmppAddress BOB = SmppAddress.international("15557654321");

  private Pdus() {}

  static Octets octets(String text) {
    return Octets.of(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** A message from Bob to Alice. */
  static DeliverPdu deliver(String text) {
    return DeliverPdu.of(BOB, ALICE, 0, 0, octets(text));
  }

  /** The parts of a long message from Bob to Alice. */
  static List<DeliverPdu> parts(String text, int reference) {
    return segments(text, reference).stream()
        .map(
            segment ->
                DeliverPdu.of(
                    BOB,
                    ALICE,
                    segment.userDataHeaderIndicator() ? 0x40 : 0,
                    segment.dataCoding().value(),
                    segment.shortMessage()))
        .toList();
  }

  /** The parts of a long message that Bob submits for Alice. */
  static List<SubmitPdu> submits(String text, int reference) {
    return parts(text, reference).stream()
        .map(
            part ->
                SubmitPdu.of(BOB, ALICE, part.dataCoding(), part.shortMessage())
                    .withEsmClass(part.esmClass()))
        .toList();
  }

  private static List<Segment> segments(String text, int reference) {
    Segmentation segmentation =
        new Segmenter(SegmentationProfile.STANDARD.withMaxSegments(200)).segment(text, reference);
    return ((Segmentation.Segments) segmentation).segments();
  }

  /** A receipt in the form of SMPP 3.4 appendix B. */
  static DeliverPdu receipt(SubmitPdu about, String id, String state) {
    String text =
        "id:"
            + id
            + " sub:001 dlvrd:001 submit date:2603151020 done date:2603151021 stat:"
            + state
            + " err:000 text:";
    return back(about, 0, octets(text));
  }

  private static DeliverPdu back(SubmitPdu about, int dataCoding, Octets shortMessage) {
    SmppAddress recipient = about.destination();
    SmppAddress sender = about.source();
    return DeliverPdu.of(recipient, sender, 4, dataCoding, shortMessage);
  }

  /** A receipt that says all in TLVs. */
  static DeliverPdu receiptInTlvs(SubmitPdu about, String id, int state) {
    return back(about, 0, Octets.empty())
        .withTlvs(
            List.of(
                Tlv.cString(Tlv.RECEIPTED_MESSAGE_ID, id), Tlv.octet(Tlv.MESSAGE_STATE, state)));
  }
}
