package isthmus.gateway.e2e;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An SMPP PDU as it is on the wire (SMPP 3.4 §3.2), read and written without help.
 *
 * @param id command_id
 * @param status command_status
 * @param sequence sequence_number
 * @param body what follows the header
 */
@SuppressWarnings("ArrayRecordComponent")
record Pdu(int id, int status, int sequence, byte[] body) {
  static final int BIND_RECEIVER = 1;
  static final int BIND_TRANSMITTER = 2;
  static final int QUERY_SM = 3;
  static final int SUBMIT_SM = 4;
  static final int DELIVER_SM = 5;
  static final int UNBIND = 6;
  static final int CANCEL_SM = 8;
  static final int BIND_TRANSCEIVER = 9;
  static final int ENQUIRE_LINK = 0x15;
  static final int RESPONSE = 0x80000000;
  private static final int HEADER = 16;

  boolean isResponse() {
    return (id & RESPONSE) != 0;
  }

  Pdu answered(int commandStatus, byte[] answer) {
    return new Pdu(id | RESPONSE, commandStatus, sequence, answer);
  }

  static Pdu read(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < HEADER || length > 1 << 20) {
      throw new IOException("command_length " + length);
    }
    int id = in.readInt();
    int status = in.readInt();
    int sequence = in.readInt();
    return new Pdu(id, status, sequence, in.readNBytes(length - HEADER));
  }

  void write(DataOutputStream out) throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(HEADER + body.length);
    frame.putInt(HEADER + body.length).putInt(id).putInt(status).putInt(sequence).put(body);
    synchronized (out) {
      out.write(frame.array());
      out.flush();
    }
  }

  /** The octets of a C-octet string. */
  static byte[] cString(String text) {
    return (text + '\0').getBytes(StandardCharsets.ISO_8859_1);
  }

  /** One parameter after another. */
  static byte[] join(Object... fields) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Object field : fields) {
      switch (field) {
        case byte[] octets -> out.writeBytes(octets);
        case String text -> out.writeBytes(cString(text));
        case Integer octet -> out.write(octet);
        default -> throw new IllegalArgumentException("no SMPP field: " + field);
      }
    }
    return out.toByteArray();
  }

  static byte[] tlv(int tag, byte[] value) {
    return ByteBuffer.allocate(4 + value.length)
        .putShort((short) tag)
        .putShort((short) value.length)
        .put(value)
        .array();
  }

  /** The first C-octet string, such as message_id in a response. */
  String firstString() {
    return new Fields(body).string();
  }

  /** Reads parameters in order. */
  static final class Fields {
    private final ByteBuffer rest;

    Fields(byte[] body) {
      rest = ByteBuffer.wrap(body);
    }

    int octet() {
      return rest.get() & 0xFF;
    }

    String string() {
      ByteArrayOutputStream text = new ByteArrayOutputStream();
      while (rest.hasRemaining()) {
        byte next = rest.get();
        if (next == 0) {
          break;
        }
        text.write(next);
      }
      return text.toString(StandardCharsets.ISO_8859_1);
    }

    byte[] octets(int length) {
      byte[] octets = new byte[length];
      rest.get(octets);
      return octets;
    }

    Map<Integer, byte[]> tlvs() {
      Map<Integer, byte[]> tlvs = new LinkedHashMap<>();
      while (rest.remaining() >= 4) {
        int tag = rest.getShort() & 0xFFFF;
        tlvs.put(tag, octets(rest.getShort() & 0xFFFF));
      }
      return tlvs;
    }
  }

  /**
   * submit_sm or deliver_sm (SMPP 3.4 §4.4.1, §4.6.1).
   *
   * @param octets short_message, or message_payload where that is used
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Sm(
      String source,
      String destination,
      int esmClass,
      String validity,
      int registered,
      int dataCoding,
      byte[] octets,
      Map<Integer, byte[]> tlvs) {

    static Sm of(Pdu pdu) {
      Fields in = new Fields(pdu.body());
      in.string();
      in.octets(2);
      String source = in.string();
      in.octets(2);
      String destination = in.string();
      int esmClass = in.octet();
      in.octets(2);
      in.string();
      String validity = in.string();
      int registered = in.octet();
      in.octet();
      int dataCoding = in.octet();
      in.octet();
      byte[] text = in.octets(in.octet());
      Map<Integer, byte[]> tlvs = in.tlvs();
      byte[] payload = tlvs.getOrDefault(0x0424, text);
      return new Sm(source, destination, esmClass, validity, registered, dataCoding, payload, tlvs);
    }

    static Sm text(String source, String destination, String text) {
      return new Sm(
          source, destination, 0, "", 0, 0, text.getBytes(StandardCharsets.US_ASCII), Map.of());
    }

    Sm withEsmClass(int value) {
      return new Sm(source, destination, value, validity, registered, dataCoding, octets, tlvs);
    }

    Sm withRegistered(int value) {
      return new Sm(source, destination, esmClass, validity, value, dataCoding, octets, tlvs);
    }

    Sm withTlv(int tag, byte[] value) {
      Map<Integer, byte[]> more = new LinkedHashMap<>(tlvs);
      more.put(tag, value);
      return new Sm(source, destination, esmClass, validity, registered, dataCoding, octets, more);
    }

    byte[] body() {
      byte[] tail = new byte[0];
      for (Map.Entry<Integer, byte[]> tlv : tlvs.entrySet()) {
        tail = join(tail, tlv(tlv.getKey(), tlv.getValue()));
      }
      return join(
          "",
          1,
          1,
          source,
          1,
          1,
          destination,
          esmClass,
          0,
          0,
          "",
          validity,
          registered,
          0,
          dataCoding,
          0,
          octets.length,
          octets,
          tail);
    }

    boolean hasUdh() {
      return (esmClass & 0x40) != 0;
    }

    /** The text without its user data header: UCS-2, or ASCII within the GSM alphabet. */
    String text() {
      int skip = hasUdh() ? (octets[0] & 0xFF) + 1 : 0;
      byte[] text = Arrays.copyOfRange(octets, skip, octets.length);
      return new String(
          text, dataCoding == 8 ? StandardCharsets.UTF_16BE : StandardCharsets.ISO_8859_1);
    }

    /** The number of this part, from the last octet of the user data header. */
    int part() {
      return octets[octets[0] & 0xFF] & 0xFF;
    }

    @Override
    public String toString() {
      return source
          + " -> "
          + destination
          + " esm "
          + esmClass
          + " "
          + HexFormat.of().formatHex(octets);
    }
  }
}
