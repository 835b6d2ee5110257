package isthmus.sms.smpp;

import isthmus.cpm.codec.mime.Octets;
import java.nio.charset.StandardCharsets;

/**
 * An optional parameter as it is on the wire (SMPP 3.4 §5.3).
 *
 * @param tag 0 to 0xFFFF
 * @param value at most 65,535 octets
 */
public record Tlv(int tag, Octets value) {
  /** Tags this package or its callers need by name (SMPP 3.4 §5.3.2, SMPP 5.0 §4.8.4). */
  public static final int RECEIPTED_MESSAGE_ID = 0x001E;

  public static final int SAR_MSG_REF_NUM = 0x020C;
  public static final int SAR_TOTAL_SEGMENTS = 0x020E;
  public static final int SAR_SEGMENT_SEQNUM = 0x020F;
  public static final int SC_INTERFACE_VERSION = 0x0210;
  public static final int MS_AVAILABILITY_STATUS = 0x0422;
  public static final int NETWORK_ERROR_CODE = 0x0423;
  public static final int MESSAGE_PAYLOAD = 0x0424;
  public static final int MESSAGE_STATE = 0x0427;
  public static final int CONGESTION_STATE = 0x0428;

  public Tlv {
    if (tag < 0 || tag > 0xFFFF) {
      throw new IllegalArgumentException("tag must be 0 to 65535, was " + tag);
    }
    if (value.size() > 0xFFFF) {
      throw new IllegalArgumentException("TLV longer than 65535 octets: " + value.size());
    }
  }

  /** A one-octet parameter. */
  public static Tlv octet(int tag, int value) {
    FieldRange.octet("TLV value", value);
    return new Tlv(tag, Octets.of((byte) value));
  }

  /** A two-octet parameter, big-endian. */
  public static Tlv uint16(int tag, int value) {
    return new Tlv(tag, Octets.of((byte) (value >> 8), (byte) value));
  }

  /** A C-string parameter of Latin-1 characters; the NUL is added here. */
  public static Tlv cString(int tag, String value) {
    FieldRange.cString("TLV value", value);
    return new Tlv(tag, Octets.wrap((value + "\0").getBytes(StandardCharsets.ISO_8859_1)));
  }

  /** The value as Latin-1 text up to its first NUL, if it has one. */
  public String asCString() {
    int end = value.indexOf((byte) 0, 0);
    return value.asString(0, end < 0 ? value.size() : end, StandardCharsets.ISO_8859_1);
  }

  /** The value as an unsigned big-endian number of up to four octets; empty is 0. */
  public long asUnsigned() {
    long number = 0;
    for (int i = 0; i < Math.min(4, value.size()); i++) {
      number = number << 8 | value.unsigned(i);
    }
    return number;
  }
}
