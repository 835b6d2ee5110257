package isthmus.sms.smpp;

import org.jsmpp.SMPPConstant;

/** One PDU as read from the wire, header included; read-only by convention inside the package. */
final class Frame {
  static final int HEADER_OCTETS = 16;

  private final byte[] bytes;

  Frame(byte[] bytes) {
    this.bytes = bytes;
  }

  byte[] bytes() {
    return bytes;
  }

  int commandId() {
    return int32(bytes, 4);
  }

  int commandStatus() {
    return int32(bytes, 8);
  }

  int sequenceNumber() {
    return int32(bytes, 12);
  }

  boolean isResponse() {
    return (commandId() & SMPPConstant.MASK_CID_RESP) != 0;
  }

  boolean hasBody() {
    return bytes.length > HEADER_OCTETS;
  }

  static int int32(byte[] from, int offset) {
    return (from[offset] & 0xFF) << 24
        | (from[offset + 1] & 0xFF) << 16
        | (from[offset + 2] & 0xFF) << 8
        | (from[offset + 3] & 0xFF);
  }

  static void putInt32(byte[] into, int offset, int value) {
    into[offset] = (byte) (value >> 24);
    into[offset + 1] = (byte) (value >> 16);
    into[offset + 2] = (byte) (value >> 8);
    into[offset + 3] = (byte) value;
  }
}
