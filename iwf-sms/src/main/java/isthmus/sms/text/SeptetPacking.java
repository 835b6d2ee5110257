package isthmus.sms.text;

import isthmus.cpm.codec.mime.Octets;

/**
 * Septets packed into octets, least significant bit first (TS 23.038 §6.1.2.1), with the fill bits
 * that follow a user data header.
 */
public final class SeptetPacking {
  private static final byte CARRIAGE_RETURN = 0x0d;

  private SeptetPacking() {}

  /**
   * The bits between a header of so many octets (with its length octet) and the next septet
   * boundary (TS 23.040 §9.2.3.24).
   */
  public static int fillBits(int headerOctets) {
    return (7 - (8 * headerOctets) % 7) % 7;
  }

  /**
   * Packs septets after so many fill bits. When seven bits of the last octet would be left over
   * they hold a carriage return, as §6.1.2.3.1 has it, because a peer that is not told the number
   * of septets would read an {@code @} there.
   */
  public static Octets pack(Octets septets, int fillBits) {
    int bits = fillBits + 7 * septets.size();
    byte[] packed = new byte[(bits + 7) / 8];
    for (int i = 0; i < septets.size(); i++) {
      place(packed, fillBits + 7 * i, septets.unsigned(i) & 0x7f);
    }
    if (packed.length * 8 - bits == 7) {
      place(packed, bits, CARRIAGE_RETURN);
    }
    return Octets.of(packed);
  }

  /** Unpacks a known number of septets, as a TPDU's length gives it. */
  public static Octets unpack(Octets packed, int fillBits, int septets) {
    if (septets < 0 || fillBits + 7 * septets > 8 * packed.size()) {
      throw new SmsFormatException(
          septets + " septets do not fit into " + packed.size() + " octets");
    }
    byte[] unpacked = new byte[septets];
    for (int i = 0; i < septets; i++) {
      int bit = fillBits + 7 * i;
      int pair = packed.unsigned(bit / 8);
      if (bit % 8 > 1) {
        pair |= packed.unsigned(bit / 8 + 1) << 8;
      }
      unpacked[i] = (byte) ((pair >> (bit % 8)) & 0x7f);
    }
    return Octets.of(unpacked);
  }

  /**
   * Unpacks as many septets as the octets hold, for SMPP, which counts octets only. A last septet
   * of seven spare bits that is a carriage return or zero is padding and is dropped; so a text of
   * 8n characters whose last one is {@code @} loses it, which no rule can avoid.
   */
  public static Octets unpackAll(Octets packed, int fillBits) {
    int bits = 8 * packed.size() - fillBits;
    if (bits < 7) {
      return Octets.empty();
    }
    Octets septets = unpack(packed, fillBits, bits / 7);
    int last = septets.unsigned(septets.size() - 1);
    boolean padded = bits % 7 == 0 && (last == CARRIAGE_RETURN || last == 0);
    return padded ? septets.slice(0, septets.size() - 1) : septets;
  }

  private static void place(byte[] packed, int bit, int septet) {
    int pair = septet << (bit % 8);
    packed[bit / 8] |= (byte) pair;
    if (pair > 0xff) {
      packed[bit / 8 + 1] |= (byte) (pair >> 8);
    }
  }
}
