package isthmus.sms.smpp;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * Cuts a byte stream into PDUs. command_length is checked against a cap before a single octet is
 * allocated: a stranger who announces a gigabyte gets nothing (SMPP 3.4 §3.2).
 */
final class FrameReader {
  private final InputStream in;
  private final int maxPduOctets;
  private final byte[] buffer = new byte[16 * 1024];
  private int position;
  private int limit;

  FrameReader(InputStream in, int maxPduOctets) {
    this.in = in;
    this.maxPduOctets = maxPduOctets;
  }

  /**
   * Blocks for the next PDU.
   *
   * @throws MalformedPduException for a command_length below 16 or above the cap; the stream is out
   *     of step then and must be closed
   * @throws EOFException when the stream ends
   */
  Frame next() throws IOException, MalformedPduException {
    while (limit - position < 4) {
      fill();
    }
    int length = Frame.int32(buffer, position);
    if (length < Frame.HEADER_OCTETS || length > maxPduOctets) {
      throw new MalformedPduException(
          CommandStatus.RINVCMDLEN,
          "command_length %s is not within 16 to %d"
              .formatted(Integer.toUnsignedString(length), maxPduOctets));
    }
    byte[] pdu = new byte[length];
    int buffered = Math.min(length, limit - position);
    System.arraycopy(buffer, position, pdu, 0, buffered);
    position += buffered;
    if (in.readNBytes(pdu, buffered, length - buffered) < length - buffered) {
      throw new EOFException("the peer closed the connection within a PDU");
    }
    return new Frame(pdu);
  }

  /** Reads and forgets until the stream ends, so that a last response is not lost to a reset. */
  void discard() throws IOException {
    while (in.read(buffer) >= 0) {
      position = 0;
      limit = 0;
    }
  }

  private void fill() throws IOException {
    if (position > 0) {
      System.arraycopy(buffer, position, buffer, 0, limit - position);
      limit -= position;
      position = 0;
    }
    int read = in.read(buffer, limit, buffer.length - limit);
    if (read < 0) {
      throw new EOFException("the peer closed the connection");
    }
    limit += read;
  }
}
