package isthmus.sms.smpp;

import isthmus.cpm.codec.mime.Octets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Walks the mandatory fields of a PDU before jSMPP's decomposer sees it. The decomposer runs past
 * the end of a truncated PDU, blames the source for an over-long destination, reads C-strings in
 * the platform's charset and cannot take a TLV beyond 32,767 octets; what passes here has none of
 * that.
 */
final class BodyScan {
  private final byte[] pdu;
  private final List<Integer> highOctets = new ArrayList<>(0);
  private int cursor = Frame.HEADER_OCTETS;

  BodyScan(Frame frame) {
    this.pdu = frame.bytes();
  }

  BodyScan octets(int count) throws MalformedPduException {
    if (pdu.length - cursor < count) {
      throw truncated();
    }
    cursor += count;
    return this;
  }

  /** A C-string of at most {@code max} octets, NUL included. */
  BodyScan cString(String field, int max, int status) throws MalformedPduException {
    int start = cursor;
    while (cursor < pdu.length && pdu[cursor] != 0) {
      if (pdu[cursor] < 0) {
        highOctets.add(cursor);
      }
      cursor++;
    }
    if (cursor == pdu.length) {
      throw new MalformedPduException(
          CommandStatus.RINVCMDLEN, "%s at octet %d has no NUL".formatted(field, start));
    }
    cursor++;
    if (cursor - start > max) {
      throw new MalformedPduException(
          status,
          "%s takes %d octets, at most %d are allowed".formatted(field, cursor - start, max));
    }
    return this;
  }

  /** A time: empty or 16 characters (SMPP 3.4 §7.1.1). */
  BodyScan time(String field, int status) throws MalformedPduException {
    int start = cursor;
    cString(field, 17, status);
    int octets = cursor - start;
    if (octets != 1 && octets != 17) {
      throw new MalformedPduException(
          status, "%s must be empty or 16 characters, has %d".formatted(field, octets - 1));
    }
    return this;
  }

  BodyScan address(String field, int status) throws MalformedPduException {
    return octets(2).cString(field, 21, status);
  }

  BodyScan shortMessage() throws MalformedPduException {
    octets(1);
    int length = pdu[cursor - 1] & 0xFF;
    if (length == 255) {
      throw new MalformedPduException(
          CommandStatus.RINVMSGLEN, "sm_length is 255, at most 254 octets are taken");
    }
    if (pdu.length - cursor < length) {
      throw new MalformedPduException(
          CommandStatus.RINVMSGLEN,
          "sm_length is %d, but %d octets follow".formatted(length, pdu.length - cursor));
    }
    cursor += length;
    return this;
  }

  /** number_of_dests and dest_address of submit_multi (SMPP 3.4 §4.5.1.1). */
  BodyScan destinations() throws MalformedPduException {
    octets(1);
    int count = pdu[cursor - 1] & 0xFF;
    if (count == 0) {
      throw new MalformedPduException(CommandStatus.RINVNUMDESTS, "number_of_dests is 0");
    }
    for (int i = 0; i < count; i++) {
      octets(1);
      switch (pdu[cursor - 1]) {
        case 1 -> address("destination_addr", CommandStatus.RINVDSTADR);
        case 2 -> cString("dl_name", 21, CommandStatus.RINVDLNAME);
        default ->
            throw new MalformedPduException(
                CommandStatus.RINVDESTFLAG, "dest_flag is neither 1 nor 2");
      }
    }
    return this;
  }

  /** The header and the mandatory fields as a PDU of their own, for jSMPP's decomposer. */
  byte[] mandatory() {
    byte[] copy = Arrays.copyOf(pdu, cursor + highOctets.size());
    if (!highOctets.isEmpty()) {
      copyLatin1AsUtf8(copy);
    }
    Frame.putInt32(copy, 0, copy.length);
    return copy;
  }

  // jSMPP reads C-strings in the platform's charset, which is UTF-8 since JDK 18 (JEP 400).
  private void copyLatin1AsUtf8(byte[] copy) {
    int to = 0;
    int nextHigh = 0;
    for (int from = 0; from < cursor; from++) {
      if (nextHigh < highOctets.size() && highOctets.get(nextHigh) == from) {
        nextHigh++;
        copy[to++] = (byte) (0xC0 | (pdu[from] & 0xFF) >> 6);
        copy[to++] = (byte) (0x80 | (pdu[from] & 0x3F));
      } else {
        copy[to++] = pdu[from];
      }
    }
  }

  /** The optional parameters behind the mandatory fields. Up to three stray NULs are forgiven. */
  List<Tlv> tlvs() throws MalformedPduException {
    if (cursor == pdu.length) {
      return List.of();
    }
    List<Tlv> tlvs = new ArrayList<>();
    int at = cursor;
    while (pdu.length - at >= 4) {
      int tag = (pdu[at] & 0xFF) << 8 | (pdu[at + 1] & 0xFF);
      int length = (pdu[at + 2] & 0xFF) << 8 | (pdu[at + 3] & 0xFF);
      at += 4;
      if (pdu.length - at < length) {
        throw new MalformedPduException(
            CommandStatus.RINVOPTPARSTREAM,
            "optional parameter 0x%04x announces %d octets, %d follow"
                .formatted(tag, length, pdu.length - at));
      }
      tlvs.add(new Tlv(tag, Octets.wrap(Arrays.copyOfRange(pdu, at, at + length))));
      at += length;
    }
    for (; at < pdu.length; at++) {
      if (pdu[at] != 0) {
        throw new MalformedPduException(
            CommandStatus.RINVOPTPARSTREAM, "an optional parameter is cut off");
      }
    }
    return tlvs;
  }

  private MalformedPduException truncated() {
    return new MalformedPduException(
        CommandStatus.RINVCMDLEN,
        "the PDU ends at octet %d, within its mandatory fields".formatted(pdu.length));
  }
}
