package isthmus.sms.text;

import isthmus.cpm.codec.mime.Octets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One short message ready to be submitted.
 *
 * @param sequence its number from 1
 * @param total the number of segments of the text
 * @param dataCoding data_coding
 * @param header the user data header, {@link UserDataHeader#NONE} without one
 * @param body the octets after the header
 * @param sar the place for SAR TLVs; empty otherwise
 * @param field where the octets go
 */
public record Segment(
    int sequence,
    int total,
    DataCoding dataCoding,
    UserDataHeader header,
    Octets body,
    Optional<Concatenation> sar,
    Field field) {

  /** The parameter of the PDU that takes the octets. */
  public enum Field {
    SHORT_MESSAGE,
    MESSAGE_PAYLOAD
  }

  /** Whether esm_class gets its UDHI bit, 0x40. */
  public boolean userDataHeaderIndicator() {
    return !header.elements().isEmpty();
  }

  /** short_message: header and body, or nothing when they go into message_payload. */
  public Octets shortMessage() {
    return field == Field.SHORT_MESSAGE ? octets() : Octets.empty();
  }

  /** The TLVs of the PDU by tag: SAR or message_payload, or none. */
  public Map<Integer, Octets> tlvs() {
    Map<Integer, Octets> tlvs = new TreeMap<>();
    sar.ifPresent(
        place -> {
          byte[] reference = {(byte) (place.reference() >> 8), (byte) place.reference()};
          tlvs.put(InboundPdu.SAR_MSG_REF_NUM, Octets.of(reference));
          tlvs.put(InboundPdu.SAR_TOTAL_SEGMENTS, Octets.of(new byte[] {(byte) place.total()}));
          tlvs.put(InboundPdu.SAR_SEGMENT_SEQNUM, Octets.of(new byte[] {(byte) place.sequence()}));
        });
    if (field == Field.MESSAGE_PAYLOAD) {
      tlvs.put(InboundPdu.MESSAGE_PAYLOAD, octets());
    }
    return tlvs;
  }

  private Octets octets() {
    return Octets.join(List.of(header.write(), body));
  }
}
