package isthmus.sms.text;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * An immutable run of octets with value equality. Its {@code toString} gives only the length, so
 * that no user's text is logged.
 */
public final class Octets {
  /** No octets at all. */
  public static final Octets EMPTY = new Octets(new byte[0]);

  private final byte[] bytes;

  private Octets(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A copy of the array. */
  public static Octets of(byte[] bytes) {
    return bytes.length == 0 ? EMPTY : new Octets(bytes.clone());
  }

  /** Octets written as hexadecimal digits; white space is ignored. */
  public static Octets ofHex(String hex) {
    try {
      return of(HexFormat.of().parseHex(hex.replaceAll("\\s", "")));
    } catch (IllegalArgumentException e) {
      throw new SmsFormatException("not hexadecimal octets: " + e.getMessage());
    }
  }

  /** All parts, one after the other. */
  public static Octets join(List<Octets> parts) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    parts.forEach(part -> joined.writeBytes(part.bytes));
    return new Octets(joined.toByteArray());
  }

  /** The number of octets. */
  public int length() {
    return bytes.length;
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return bytes.length == 0;
  }

  /** The octet at an index as 0 to 255. */
  public int at(int index) {
    return bytes[index] & 0xff;
  }

  /** The octets from an index (inclusive) to another (exclusive). */
  public Octets slice(int from, int to) {
    return of(Arrays.copyOfRange(bytes, from, to));
  }

  /** The octets from an index to the end. */
  public Octets from(int index) {
    return slice(index, bytes.length);
  }

  /** The octets as an unsigned big-endian number; at most four of them. */
  public int unsigned() {
    if (bytes.length > 4) {
      throw new SmsFormatException(
          "a number of " + bytes.length + " octets, at most 4 are allowed");
    }
    int value = 0;
    for (byte octet : bytes) {
      value = (value << 8) | (octet & 0xff);
    }
    return value;
  }

  /** A copy as an array. */
  public byte[] toByteArray() {
    return bytes.clone();
  }

  /** Lower-case hexadecimal digits. */
  public String toHex() {
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Octets octets && Arrays.equals(bytes, octets.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "Octets[" + bytes.length + "]";
  }
}
