package isthmus.cpm.codec.mime;

import isthmus.cpm.codec.mime.MimeException.Reason;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads and writes MIME entities and {@code multipart} bodies. Reading takes LF for CRLF and any
 * case of header names; writing is canonical. Stateless, so one instance serves all threads.
 *
 * <p>The transport frames the entity, so an inner {@code Content-Length} is a hint only: it cuts
 * off trailing line ends that the sender did not count, and is passed over when it is missing,
 * unreadable, too large, or would cut off anything else (senders that count characters instead of
 * octets).
 */
public final class MimeCodec {
  private final MimeLimits limits;

  /** A codec with the given limits. */
  public MimeCodec(MimeLimits limits) {
    this.limits = limits;
  }

  /** Reads a whole entity: header fields, an empty line, content. */
  public MimePart decode(Octets source) throws MimeException {
    return decode(source, new LineReader(source));
  }

  /**
   * Reads the entity that begins on the line after the reader's present one and fills the rest of
   * {@code source}. Without a {@code Content-Type} it is {@code text/plain} (RFC 2045 §5.2).
   */
  public MimePart decode(Octets source, LineReader lines) throws MimeException {
    MediaType type = MediaType.TEXT_PLAIN;
    String encoding = "";
    String length = "";
    List<MimeHeader> headers = new ArrayList<>();
    int count = 0;
    while (lines.advance() && !lines.isBlank()) {
      int number = lines.number();
      if (++count > limits.maxHeaders()) {
        throw new MimeException(
            Reason.TOO_MANY_HEADERS, number, "more than " + limits.maxHeaders() + " headers");
      }
      MimeHeader header = header(lines.field(limits.maxHeaderOctets()), number);
      if (header.is("Content-Type")) {
        type = mediaType(header.value(), number);
      } else if (header.is("Content-Length")) {
        length = header.value();
      } else if (header.is("Content-Transfer-Encoding")
          && TransferEncoding.isResolved(header.value())) {
        encoding = header.value();
      } else {
        headers.add(header);
      }
    }
    Octets raw = trimmed(source.slice(lines.next()), length);
    return new MimePart(type, headers, TransferEncoding.decode(encoding, type, raw));
  }

  private static MimeHeader header(String field, int line) throws MimeException {
    int colon = field.indexOf(':');
    String name = colon < 0 ? "" : field.substring(0, colon).stripTrailing();
    if (!MimeHeader.isFieldName(name)) {
      throw new MimeException(Reason.HEADER_SYNTAX, line, "expected a header `name: value`");
    }
    return new MimeHeader(name, field.substring(colon + 1).strip());
  }

  private static MediaType mediaType(String value, int line) throws MimeException {
    try {
      return MediaType.parse(value);
    } catch (MimeException e) {
      throw new MimeException(e.reason(), line, e.detail());
    }
  }

  /** The content without uncounted line ends, as the class comment decides. */
  private static Octets trimmed(Octets content, String length) {
    int declared = 0;
    for (int i = 0; i < length.length(); i++) {
      int digit = length.charAt(i) - '0';
      if (digit < 0 || digit > 9 || i > 8) {
        return content;
      }
      declared = declared * 10 + digit;
    }
    if (length.isEmpty() || declared >= content.size()) {
      return content;
    }
    for (int i = declared; i < content.size(); i++) {
      if (content.at(i) != '\r' && content.at(i) != '\n') {
        return content;
      }
    }
    return content.slice(0, declared);
  }

  /** Writes a whole entity. */
  public Octets encode(MimePart part) {
    StringBuilder head = new StringBuilder(96);
    appendHeaders(head, part);
    return join(head, part.content());
  }

  /** Appends the header fields and the empty line of an entity. */
  public void appendHeaders(StringBuilder head, MimePart part) {
    head.append("Content-Type: ").append(part.mediaType()).append("\r\n");
    for (MimeHeader header : part.headers()) {
      head.append(header.name()).append(": ").append(header.value()).append("\r\n");
    }
    head.append("Content-Length: ").append(part.content().size()).append("\r\n\r\n");
  }

  /** The text in UTF-8 followed by the bytes. */
  public static Octets join(CharSequence head, Octets content) {
    byte[] front = head.toString().getBytes(StandardCharsets.UTF_8);
    byte[] whole = Arrays.copyOf(front, front.length + content.size());
    content.asByteBuffer().get(whole, front.length, content.size());
    return Octets.wrap(whole);
  }

  /**
   * Reads the parts of a multipart (RFC 2046 §5.1). Preamble and epilogue are dropped; a missing
   * closing delimiter ends the last part at the end of the body.
   */
  public List<MimePart> decodeMultipart(MimePart multipart) throws MimeException {
    String boundary = multipart.mediaType().parameter("boundary").orElse("");
    if (boundary.isEmpty()) {
      throw new MimeException(Reason.BOUNDARY, 0, "multipart without a boundary parameter");
    }
    Octets body = multipart.content();
    Octets delimiter = Octets.utf8("--" + boundary);
    List<MimePart> parts = new ArrayList<>();
    LineReader lines = new LineReader(body);
    int partStart = -1;
    boolean open = true;
    int previousStop = 0;
    while (open && lines.advance()) {
      Delimiter kind = delimiter(body, lines, delimiter);
      if (kind != Delimiter.NONE) {
        if (partStart >= 0) {
          add(parts, body.slice(partStart, Math.max(partStart, previousStop)), lines.number());
        }
        partStart = lines.next();
        open = kind == Delimiter.NEXT;
      }
      previousStop = lines.stop();
    }
    if (partStart < 0) {
      throw new MimeException(Reason.BOUNDARY, 0, "the boundary does not occur in the body");
    }
    if (open && partStart < body.size()) {
      add(parts, body.slice(partStart), lines.number());
    }
    return List.copyOf(parts);
  }

  private void add(List<MimePart> parts, Octets entity, int line) throws MimeException {
    if (parts.size() == limits.maxParts()) {
      throw new MimeException(
          Reason.TOO_MANY_PARTS, line, "more than " + limits.maxParts() + " parts");
    }
    parts.add(decode(entity));
  }

  private enum Delimiter {
    NONE,
    NEXT,
    LAST
  }

  private static Delimiter delimiter(Octets body, LineReader lines, Octets delimiter) {
    if (lines.stop() - lines.start() < delimiter.size()
        || !body.startsWith(lines.start(), delimiter)) {
      return Delimiter.NONE;
    }
    int after = lines.start() + delimiter.size();
    String rest = body.asString(after, lines.stop(), StandardCharsets.ISO_8859_1).strip();
    return switch (rest) {
      case "" -> Delimiter.NEXT;
      case "--" -> Delimiter.LAST;
      default -> Delimiter.NONE;
    };
  }

  /**
   * Writes a multipart. The boundary wished for is lengthened until it occurs in no part.
   *
   * @param multipart type and headers of the whole; its content is ignored
   * @param boundary at most 60 characters of RFC 2045 token
   */
  public MimePart encodeMultipart(MimePart multipart, String boundary, List<MimePart> parts) {
    if (!MediaType.isToken(boundary) || boundary.length() > 60) {
      throw new IllegalArgumentException("not a boundary: " + boundary);
    }
    List<Octets> entities = parts.stream().map(this::encode).toList();
    String free = boundary;
    int suffix = 0;
    while (occurs(free, entities)) {
      free = boundary + '-' + ++suffix;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Octets entity : entities) {
      Octets.utf8("--" + free + "\r\n").writeTo(out);
      entity.writeTo(out);
      Octets.utf8("\r\n").writeTo(out);
    }
    Octets.utf8("--" + free + "--\r\n").writeTo(out);
    return new MimePart(
        multipart.mediaType().withParameter("boundary", free),
        multipart.headers(),
        Octets.wrap(out.toByteArray()));
  }

  private static boolean occurs(String boundary, List<Octets> entities) {
    Octets delimiter = Octets.utf8("--" + boundary);
    for (Octets entity : entities) {
      LineReader lines = new LineReader(entity);
      while (lines.advance()) {
        if (entity.startsWith(lines.start(), delimiter)) {
          return true;
        }
      }
    }
    return false;
  }
}
