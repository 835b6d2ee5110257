package isthmus.cpm.codec.mime;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * An immutable run of bytes, equal by content. Slices share the bytes they were cut from; {@link
 * #compact()} lets go of a large source when a small slice is to live long. The text form tells the
 * size only, so content never reaches a log.
 */
public final class Octets {
  private static final Octets EMPTY = new Octets(new byte[0], 0, 0);

  private final byte[] bytes;
  private final int offset;
  private final int size;

  private Octets(byte[] bytes, int offset, int size) {
    this.bytes = bytes;
    this.offset = offset;
    this.size = size;
  }

  /** No bytes at all. */
  public static Octets empty() {
    return EMPTY;
  }

  /** A copy of the given bytes. */
  public static Octets of(byte... bytes) {
    return bytes.length == 0 ? EMPTY : new Octets(bytes.clone(), 0, bytes.length);
  }

  /** The given array itself, which the caller must not write to afterwards. */
  public static Octets wrap(byte[] bytes) {
    return bytes.length == 0 ? EMPTY : new Octets(bytes, 0, bytes.length);
  }

  /** The UTF-8 form of a text; a lone surrogate becomes {@code ?}. */
  public static Octets utf8(String text) {
    return wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Bytes written as hexadecimal digits; white space is ignored.
   *
   * @throws IllegalArgumentException if they are none
   */
  public static Octets ofHex(String hex) {
    return wrap(HexFormat.of().parseHex(hex.replaceAll("\\s", "")));
  }

  /** All parts, one after the other. */
  public static Octets join(List<Octets> parts) {
    if (parts.size() == 1) {
      return parts.getFirst();
    }
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    parts.forEach(part -> part.writeTo(joined));
    return wrap(joined.toByteArray());
  }

  /** The number of bytes. */
  public int size() {
    return size;
  }

  /** Whether there are no bytes. */
  public boolean isEmpty() {
    return size == 0;
  }

  /** The byte at an index counted from 0. */
  public byte at(int index) {
    Objects.checkIndex(index, size);
    return bytes[offset + index];
  }

  /** The byte at an index counted from 0, as 0 to 255. */
  public int unsigned(int index) {
    return at(index) & 0xff;
  }

  /** The bytes from {@code from} up to but not including {@code to}, sharing this content. */
  public Octets slice(int from, int to) {
    Objects.checkFromToIndex(from, to, size);
    return from == to ? EMPTY : new Octets(bytes, offset + from, to - from);
  }

  /** The bytes from {@code from} to the end, sharing this content. */
  public Octets slice(int from) {
    return slice(from, size);
  }

  /** The same content in an array of its own. */
  public Octets compact() {
    return size == bytes.length ? this : wrap(toByteArray());
  }

  /** Whether these bytes begin with those of {@code prefix}. */
  public boolean startsWith(Octets prefix) {
    return startsWith(0, prefix);
  }

  /** Whether the bytes at {@code from} are those of {@code part}. */
  public boolean startsWith(int from, Octets part) {
    return from >= 0
        && part.size <= size - from
        && Arrays.equals(
            bytes,
            offset + from,
            offset + from + part.size,
            part.bytes,
            part.offset,
            part.offset + part.size);
  }

  /** The index of the first byte of this value at or after {@code from}, or -1. */
  public int indexOf(byte value, int from) {
    for (int i = offset + Math.max(from, 0); i < offset + size; i++) {
      if (bytes[i] == value) {
        return i - offset;
      }
    }
    return -1;
  }

  /** A copy of the bytes. */
  public byte[] toByteArray() {
    return Arrays.copyOfRange(bytes, offset, offset + size);
  }

  /** A read-only view of the bytes. */
  public ByteBuffer asByteBuffer() {
    return ByteBuffer.wrap(bytes, offset, size).slice().asReadOnlyBuffer();
  }

  /** A stream over the bytes. */
  public InputStream asInputStream() {
    return new ByteArrayInputStream(bytes, offset, size);
  }

  /** Appends the bytes to a stream in memory. */
  public void writeTo(ByteArrayOutputStream out) {
    out.write(bytes, offset, size);
  }

  /** The text these bytes stand for; what the character set does not know becomes U+FFFD. */
  public String asString(Charset charset) {
    return new String(bytes, offset, size, charset);
  }

  /** The text of the bytes from {@code from} up to {@code to}. */
  public String asString(int from, int to, Charset charset) {
    Objects.checkFromToIndex(from, to, size);
    return new String(bytes, offset + from, to - from, charset);
  }

  /** Lower-case hexadecimal digits: the content, so not for a log. */
  public String toHex() {
    return HexFormat.of().formatHex(bytes, offset, offset + size);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Octets that && size == that.size && startsWith(0, that);
  }

  @Override
  public int hashCode() {
    int hash = 1;
    for (int i = offset; i < offset + size; i++) {
      hash = 31 * hash + bytes[i];
    }
    return hash;
  }

  @Override
  public String toString() {
    return "Octets[" + size + "]";
  }
}
