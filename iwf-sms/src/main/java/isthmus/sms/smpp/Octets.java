package isthmus.sms.smpp;

import java.util.Arrays;
import java.util.HexFormat;

/** An immutable run of octets, compared by content. */
public final class Octets {
  private final byte[] bytes;

  private Octets(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Copies the array. */
  public static Octets of(byte... bytes) {
    return new Octets(bytes.clone());
  }

  /** Copies {@code length} octets from {@code offset}. */
  public static Octets of(byte[] bytes, int offset, int length) {
    return new Octets(Arrays.copyOfRange(bytes, offset, offset + length));
  }

  /** No octets. */
  public static Octets empty() {
    return new Octets(new byte[0]);
  }

  /** Number of octets. */
  public int length() {
    return bytes.length;
  }

  /** The octet at {@code index}, 0 to 255. */
  public int at(int index) {
    return bytes[index] & 0xFF;
  }

  /** A fresh copy. */
  public byte[] toByteArray() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Octets that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Length only: the octets may be a user's text, which never reaches a log. */
  @Override
  public String toString() {
    return bytes.length + " octets";
  }

  /** Lower-case hexadecimal, for tests and traces that may show content. */
  public String toHex() {
    return HexFormat.of().formatHex(bytes);
  }
}
