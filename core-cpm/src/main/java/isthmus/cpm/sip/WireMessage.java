package isthmus.cpm.sip;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A SIP message split into start line, header fields and body (RFC 3261 §7), before any header is
 * understood. Splitting is all that is needed to answer a request that is otherwise wrong.
 */
final class WireMessage {
  private static final int MAX_HEADERS = 256;

  private final String startLine;
  private final SipHeaders headers;
  private final Optional<String> defect;
  private final byte[] body;

  private WireMessage(String startLine, SipHeaders headers, Optional<String> defect, byte[] body) {
    this.startLine = startLine;
    this.headers = headers;
    this.defect = defect;
    this.body = body;
  }

  String startLine() {
    return startLine;
  }

  SipHeaders headers() {
    return headers;
  }

  /** What was wrong with the first header line that is none; such lines are left out. */
  Optional<String> defect() {
    return defect;
  }

  /** What followed the empty line, all of it. */
  byte[] body() {
    return body;
  }

  boolean isResponse() {
    return startLine.startsWith("SIP/2.0 ");
  }

  /**
   * Content-Length.
   *
   * @throws SipSyntaxException when it is not a number of bytes
   */
  OptionalInt contentLength() {
    return headers
        .first("content-length")
        .map(value -> OptionalInt.of(contentLength(value)))
        .orElse(OptionalInt.empty());
  }

  static int contentLength(String value) {
    String digits = value.strip();
    if (digits.isEmpty() || digits.length() > 9) {
      throw new SipSyntaxException("Content-Length is not a number of bytes");
    }
    int length = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        throw new SipSyntaxException("Content-Length is not a number of bytes");
      }
      length = length * 10 + digit;
    }
    return length;
  }

  /** This message with its body cut to its Content-Length, where it has one. */
  WireMessage withBody(byte[] octets) {
    return new WireMessage(startLine, headers, defect, octets);
  }

  /**
   * Splits a whole message.
   *
   * @throws SipSyntaxException when there is no start line or no empty line
   */
  static WireMessage parse(byte[] octets, int length) {
    int start = 0;
    while (start < length && (octets[start] == '\r' || octets[start] == '\n')) {
      start++;
    }
    int end = headEnd(octets, start, length);
    if (end < 0) {
      throw new SipSyntaxException("the header fields do not end in an empty line");
    }
    String head = new String(octets, start, end - start, StandardCharsets.UTF_8);
    return parseHead(head, Arrays.copyOfRange(octets, end, length));
  }

  /** The index after the empty line that ends the header fields, or -1. */
  static int headEnd(byte[] octets, int from, int to) {
    for (int i = from; i < to; i++) {
      if (octets[i] == '\n') {
        if (i + 1 < to && octets[i + 1] == '\n') {
          return i + 2;
        }
        if (i + 2 < to && octets[i + 1] == '\r' && octets[i + 2] == '\n') {
          return i + 3;
        }
      }
    }
    return -1;
  }

  static WireMessage parseHead(String head, byte[] body) {
    int lineEnd = head.indexOf('\n');
    if (lineEnd < 0) {
      throw new SipSyntaxException("there is no start line");
    }
    String startLine = head.substring(0, lineEnd).stripTrailing();
    if (startLine.isEmpty() || SipText.hasControl(startLine)) {
      throw new SipSyntaxException("the start line is empty or has control characters");
    }
    List<String> names = new ArrayList<>(24);
    List<String> values = new ArrayList<>(24);
    Optional<String> defect = Optional.empty();
    int at = lineEnd + 1;
    while (at < head.length()) {
      int next = head.indexOf('\n', at);
      next = next < 0 ? head.length() : next;
      String line = head.substring(at, next).stripTrailing();
      at = next + 1;
      if (line.isEmpty()) {
        break;
      }
      Optional<String> wrong = addLine(line, names, values);
      defect = defect.or(() -> wrong);
    }
    return new WireMessage(startLine, new SipHeaders(names, values), defect, body);
  }

  private static Optional<String> addLine(String line, List<String> names, List<String> values) {
    char first = line.charAt(0);
    if (first == ' ' || first == '\t') {
      if (values.isEmpty()) {
        return Optional.of("the first header line is a continuation");
      }
      values.set(values.size() - 1, values.getLast() + " " + line.strip());
      return Optional.empty();
    }
    int colon = line.indexOf(':');
    String name = colon < 0 ? "" : line.substring(0, colon).stripTrailing();
    if (!SipText.isToken(name)) {
      return Optional.of("the line after header line " + names.size() + " has no name");
    }
    if (names.size() == MAX_HEADERS) {
      return Optional.of("there are more than " + MAX_HEADERS + " header lines");
    }
    String value = line.substring(colon + 1).strip();
    if (SipText.hasControl(value)) {
      return Optional.of("header " + name + " has a control character");
    }
    names.add(SipHeaders.canonical(name));
    values.add(value);
    return Optional.empty();
  }
}
