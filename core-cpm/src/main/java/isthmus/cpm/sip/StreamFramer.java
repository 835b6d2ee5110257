package isthmus.cpm.sip;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Cuts a byte stream into SIP messages by their Content-Length (RFC 3261 §18.3), in long or compact
 * form, and recognises keep-alives (RFC 5626 §4.4.1). Not safe for several threads.
 */
final class StreamFramer {
  /** What was found in a stream. */
  sealed interface Frame {
    record Message(WireMessage wire) implements Frame {}

    /** A double CRLF between messages, to be answered with one CRLF. */
    record KeepAlive() implements Frame {}

    /** A message over the limit: only its head was read, and the stream cannot be used further. */
    record TooLarge(WireMessage head) implements Frame {}
  }

  private final int maxMessageBytes;
  private byte[] buffer = new byte[4096];
  private int start;
  private int end;
  private int scanned;
  private Optional<WireMessage> head = Optional.empty();
  private int bodyLength;

  StreamFramer(int maxMessageBytes) {
    this.maxMessageBytes = maxMessageBytes;
  }

  void feed(byte[] chunk, int length) {
    if (start == end) {
      start = 0;
      end = 0;
      scanned = 0;
    }
    if (end + length > buffer.length) {
      int kept = end - start;
      byte[] target =
          kept + length > buffer.length
              ? new byte[Math.max(buffer.length * 2, kept + length)]
              : buffer;
      System.arraycopy(buffer, start, target, 0, kept);
      buffer = target;
      scanned -= start;
      start = 0;
      end = kept;
    }
    System.arraycopy(chunk, 0, buffer, end, length);
    end += length;
  }

  /** Whether part of a message has been read. */
  boolean isInMessage() {
    return head.isPresent() || end > start;
  }

  /**
   * The next frame, or empty when more bytes are needed.
   *
   * @throws SipSyntaxException when the stream cannot be followed any further
   */
  Optional<Frame> next() {
    if (head.isEmpty()) {
      if (startsWithDoubleCrlf()) {
        start += 4;
        return Optional.of(new Frame.KeepAlive());
      }
      skipLineBreaks();
      int headEnd = WireMessage.headEnd(buffer, Math.max(start, scanned - 3), end);
      if (headEnd < 0) {
        scanned = end;
        if (end - start > maxMessageBytes) {
          throw new SipSyntaxException("header fields longer than " + maxMessageBytes + " bytes");
        }
        return Optional.empty();
      }
      readHead(headEnd);
      if ((long) (headEnd - start) + bodyLength > maxMessageBytes) {
        return Optional.of(new Frame.TooLarge(head.orElseThrow()));
      }
      start = headEnd;
    }
    if (end - start < bodyLength) {
      return Optional.empty();
    }
    WireMessage whole =
        head.orElseThrow().withBody(Arrays.copyOfRange(buffer, start, start + bodyLength));
    start += bodyLength;
    scanned = start;
    head = Optional.empty();
    return Optional.of(new Frame.Message(whole));
  }

  private void readHead(int headEnd) {
    String text = new String(buffer, start, headEnd - start, StandardCharsets.UTF_8);
    WireMessage wire = WireMessage.parseHead(text, new byte[0]);
    bodyLength = wire.contentLength().orElse(0);
    head = Optional.of(wire);
  }

  private boolean startsWithDoubleCrlf() {
    return end - start >= 4
        && buffer[start] == '\r'
        && buffer[start + 1] == '\n'
        && buffer[start + 2] == '\r'
        && buffer[start + 3] == '\n';
  }

  /** Leaves up to three bytes alone that may grow into a double CRLF. */
  private void skipLineBreaks() {
    int at = start;
    while (at < end && (buffer[at] == '\r' || buffer[at] == '\n')) {
      at++;
    }
    if (at < end || at - start >= 4) {
      start = at;
      scanned = Math.max(scanned, start);
    }
  }
}
