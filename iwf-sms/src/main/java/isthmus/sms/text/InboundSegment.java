package isthmus.sms.text;

import isthmus.cpm.codec.mime.Octets;
import java.util.List;
import java.util.Optional;

/**
 * One received short message, taken apart.
 *
 * @param part header, coding and octets in the form in which parts are stored
 * @param place its place in a long message; empty when it stands alone, which includes implausible
 *     places (part 0, part 3 of 2) and "part 1 of 1"
 */
public record InboundSegment(StoredPart part, Optional<Concatenation> place) {
  /**
   * Takes a message apart; never fails. A user data header is preferred over SAR TLVs (facts: never
   * both, but peers do). A UDHI bit without a header is ignored, and a header without the bit is
   * found if the profile says so.
   */
  public static InboundSegment extract(InboundPdu pdu, TextProfile profile) {
    Octets body = pdu.body();
    Optional<UserDataHeader.Parsed> parsed = header(pdu, body, profile);
    UserDataHeader header = parsed.map(UserDataHeader.Parsed::header).orElse(UserDataHeader.NONE);
    Octets text = body.slice(parsed.map(UserDataHeader.Parsed::octets).orElse(0));
    Optional<Concatenation> place =
        header
            .concatenation()
            .or(() -> sar(pdu))
            .filter(found -> found.plausible() && found.total() > 1);
    return new InboundSegment(
        new StoredPart(
            place.map(Concatenation::sequence).orElse(1), pdu.dataCoding(), header, text),
        place);
  }

  /** The content of a message that stands alone. */
  public MessageContent content(TextProfile profile) {
    return ContentJoiner.join(List.of(part), profile);
  }

  private static Optional<UserDataHeader.Parsed> header(
      InboundPdu pdu, Octets body, TextProfile profile) {
    if ((pdu.esmClass() & InboundPdu.UDHI) != 0) {
      return UserDataHeader.parse(body);
    }
    boolean sniffs = profile.headerWithoutIndicator() == TextProfile.HeaderSniffing.ON;
    return sniffs && looksLikeConcatenation(body)
        ? UserDataHeader.parse(body)
            .filter(
                found ->
                    found.header().concatenation().filter(Concatenation::plausible).isPresent())
        : Optional.empty();
  }

  // 05 00 03 and 06 08 04 begin no text that anybody writes: é@¥ and ùò è in GSM, control
  // characters elsewhere.
  private static boolean looksLikeConcatenation(Octets body) {
    if (body.size() < 6) {
      return false;
    }
    int start = (body.unsigned(0) << 16) | (body.unsigned(1) << 8) | body.unsigned(2);
    return start == 0x050003 || start == 0x060804;
  }

  private static Optional<Concatenation> sar(InboundPdu pdu) {
    Optional<Octets> reference = pdu.tlv(InboundPdu.SAR_MSG_REF_NUM);
    Optional<Octets> total = pdu.tlv(InboundPdu.SAR_TOTAL_SEGMENTS);
    Optional<Octets> sequence = pdu.tlv(InboundPdu.SAR_SEGMENT_SEQNUM);
    if (reference.isEmpty() || total.isEmpty() || sequence.isEmpty()) {
      return Optional.empty();
    }
    // Peers widen these integers now and then; their last octets are the value.
    return Optional.of(
        new Concatenation(
            tail(reference.get(), 2),
            tail(total.get(), 1),
            tail(sequence.get(), 1),
            ConcatenationWidth.SAR));
  }

  private static int tail(Octets value, int octets) {
    int number = 0;
    for (int i = Math.max(0, value.size() - octets); i < value.size(); i++) {
      number = number << 8 | value.unsigned(i);
    }
    return number;
  }
}
