package isthmus.sms.text;

import isthmus.cpm.codec.mime.Octets;
import java.util.Map;
import java.util.Optional;

/**
 * The fields of a deliver_sm, data_sm or submit_sm that carry its content, free of any SMPP
 * library.
 *
 * @param esmClass 0 to 255
 * @param dataCoding data_coding
 * @param shortMessage short_message, possibly empty
 * @param tlvs optional parameters by tag 0 to 65535, values without tag and length
 */
public record InboundPdu(
    int esmClass, DataCoding dataCoding, Octets shortMessage, Map<Integer, Octets> tlvs) {
  /** receipted_message_id, a C-octet string. */
  public static final int RECEIPTED_MESSAGE_ID = 0x001e;

  /** sar_msg_ref_num, two octets. */
  public static final int SAR_MSG_REF_NUM = 0x020c;

  /** sar_total_segments, one octet. */
  public static final int SAR_TOTAL_SEGMENTS = 0x020e;

  /** sar_segment_seqnum, one octet. */
  public static final int SAR_SEGMENT_SEQNUM = 0x020f;

  /** network_error_code, network type and two octets. */
  public static final int NETWORK_ERROR_CODE = 0x0423;

  /** message_payload. */
  public static final int MESSAGE_PAYLOAD = 0x0424;

  /** message_state, one octet. */
  public static final int MESSAGE_STATE = 0x0427;

  /** The UDHI bit of esm_class. */
  public static final int UDHI = 0x40;

  /** Takes the low eight bits of esm_class and keeps its own copy of the TLVs. */
  public InboundPdu {
    esmClass &= 0xff;
    tlvs = Map.copyOf(tlvs);
  }

  /** A TLV that is present and not empty. */
  public Optional<Octets> tlv(int tag) {
    return Optional.ofNullable(tlvs.get(tag)).filter(value -> !value.isEmpty());
  }

  /** short_message, or message_payload where short_message is empty (SMPP 3.4 §5.3.2.32). */
  public Octets body() {
    return shortMessage.isEmpty() ? tlv(MESSAGE_PAYLOAD).orElse(Octets.empty()) : shortMessage;
  }
}
