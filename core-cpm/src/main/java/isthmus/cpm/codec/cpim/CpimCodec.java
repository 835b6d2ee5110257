package isthmus.cpm.codec.cpim;

import isthmus.cpm.codec.cpim.CpimException.Reason;
import isthmus.cpm.codec.mime.LineReader;
import isthmus.cpm.codec.mime.MimeCodec;
import isthmus.cpm.codec.mime.MimeException;
import isthmus.cpm.codec.mime.MimeLimits;
import isthmus.cpm.codec.mime.MimePart;
import isthmus.cpm.codec.mime.Octets;

/**
 * Reads and writes {@code message/cpim} (RFC 3862). Stateless, so one instance serves all threads.
 *
 * <p>Taken in reading although RFC 3862 forbids it: LF for CRLF, folded lines, any case of header
 * names, {@code NS} without its space or brackets, the {@code imdn} prefix undeclared, URIs without
 * brackets, escapes that do not exist, and whatever {@link MimeCodec} takes of the content. A
 * message may end after its headers: the invitation to a large message carries such a one. Content
 * shares the bytes it was read from.
 */
public final class CpimCodec {
  private final CpimLimits limits;
  private final MimeCodec mime;

  /** A codec with the given limits. */
  public CpimCodec(CpimLimits limits) {
    this.limits = limits;
    this.mime =
        new MimeCodec(
            new MimeLimits(
                limits.maxHeaders(), limits.maxHeaderOctets(), MimeLimits.DEFAULT.maxParts()));
  }

  /**
   * Reads a message.
   *
   * @throws CpimException when it is not one, with the line
   */
  public CpimMessage decode(Octets source) throws CpimException {
    LineReader lines = new LineReader(source);
    CpimDecoding decoding = new CpimDecoding();
    int count = 0;
    while (true) {
      if (!lines.advance()) {
        throw new CpimException(
            Reason.UNFINISHED_HEADERS, lines.number(), "no empty line after the message headers");
      }
      if (!lines.isBlank()) {
        if (++count > limits.maxHeaders()) {
          throw new CpimException(
              Reason.TOO_MANY_HEADERS,
              lines.number(),
              "more than " + limits.maxHeaders() + " headers");
        }
        int number = lines.number();
        decoding.header(field(lines), number);
      } else if (count > 0) {
        break;
      }
    }
    if (source.size() - lines.next() > limits.maxContentOctets()) {
      throw new CpimException(
          Reason.CONTENT_TOO_LARGE,
          lines.number(),
          "content of more than " + limits.maxContentOctets() + " octets");
    }
    return decoding.message(part(source, lines), lines.number());
  }

  private String field(LineReader lines) throws CpimException {
    int number = lines.number();
    try {
      return lines.field(limits.maxHeaderOctets());
    } catch (MimeException e) {
      throw new CpimException(
          Reason.HEADER_TOO_LONG,
          number,
          "header of more than " + limits.maxHeaderOctets() + " octets");
    }
  }

  private MimePart part(Octets source, LineReader lines) throws CpimException {
    int first = lines.number() + 1;
    try {
      return mime.decode(source, lines);
    } catch (MimeException e) {
      throw new CpimException(Reason.CONTENT_HEADER, Math.max(e.line(), first), e.detail());
    }
  }

  /** Writes a message in the canonical order, declaring every name space before its first use. */
  public Octets encode(CpimMessage message) {
    StringBuilder head = new StringBuilder(512);
    new CpimEncoding(head).headers(message.headers());
    head.append("\r\n");
    mime.appendHeaders(head, message.part());
    return MimeCodec.join(head, message.part().content());
  }
}
