package isthmus.cpm.codec.mime;

import java.nio.charset.StandardCharsets;

/**
 * Walks over the lines of a byte content; a line ends with CRLF or with LF alone. Not thread-safe:
 * one reader serves one call of a decoder.
 */
public final class LineReader {
  private final Octets source;
  private int start;
  private int stop;
  private int next;
  private int number;

  /** A reader that stands before the first line. */
  public LineReader(Octets source) {
    this.source = source;
  }

  /** Moves to the next line; false when there is none. */
  public boolean advance() {
    if (next >= source.size()) {
      return false;
    }
    start = next;
    int lineFeed = source.indexOf((byte) '\n', start);
    if (lineFeed < 0) {
      stop = source.size();
      next = stop;
    } else {
      stop = lineFeed > start && source.at(lineFeed - 1) == '\r' ? lineFeed - 1 : lineFeed;
      next = lineFeed + 1;
    }
    number++;
    return true;
  }

  /** The number of the line, counted from 1. */
  public int number() {
    return number;
  }

  /** The index of the first octet of the line. */
  public int start() {
    return start;
  }

  /** The index after the last octet of the line, its end mark not counted. */
  public int stop() {
    return stop;
  }

  /** The index of the first octet of the following line. */
  public int next() {
    return next;
  }

  /** Whether the line holds nothing but spaces and tabs. */
  public boolean isBlank() {
    for (int i = start; i < stop; i++) {
      byte octet = source.at(i);
      if (octet != ' ' && octet != '\t') {
        return false;
      }
    }
    return true;
  }

  /**
   * The text of the line together with the lines folded onto it (RFC 5322 §2.2.3), read as UTF-8.
   * Stray CR and NUL become spaces so that no value can carry a line end.
   *
   * @throws MimeException when the field is longer than {@code maxOctets}
   */
  public String field(int maxOctets) throws MimeException {
    int first = number;
    String text = lineText(maxOctets, first, 0);
    while (continues()) {
      advance();
      text = text + ' ' + lineText(maxOctets, first, text.length()).strip();
    }
    return text;
  }

  private String lineText(int maxOctets, int first, int before) throws MimeException {
    if (stop - start > maxOctets - before) {
      throw new MimeException(
          MimeException.Reason.HEADER_TOO_LONG,
          first,
          "header of more than " + maxOctets + " octets");
    }
    String text = source.asString(start, stop, StandardCharsets.UTF_8);
    return text.indexOf('\r') < 0 && text.indexOf('\0') < 0
        ? text
        : text.replace('\r', ' ').replace('\0', ' ');
  }

  /** Whether the next line begins with white space and has something in it. */
  private boolean continues() {
    if (next >= source.size() || !isSpace(source.at(next))) {
      return false;
    }
    int i = next;
    while (i < source.size() && isSpace(source.at(i))) {
      i++;
    }
    return i < source.size() && source.at(i) != '\n' && source.at(i) != '\r';
  }

  private static boolean isSpace(byte octet) {
    return octet == ' ' || octet == '\t';
  }
}
