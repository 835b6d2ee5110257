package isthmus.gateway.e2e;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A SIP message as text. */
record SipText(String start, List<String> lines, String body) {
  static SipText of(String text) {
    int end = text.indexOf("\r\n\r\n");
    String head = end < 0 ? text : text.substring(0, end);
    String body = end < 0 ? "" : text.substring(end + 4);
    List<String> lines = new ArrayList<>(List.of(head.split("\r\n")));
    String start = lines.removeFirst();
    return new SipText(start, List.copyOf(lines), body);
  }

  boolean isResponse() {
    return start.startsWith("SIP/2.0 ");
  }

  int status() {
    return Integer.parseInt(start.substring(8, 11));
  }

  String method() {
    return start.substring(0, start.indexOf(' '));
  }

  /** The values of a header field, in order. */
  List<String> headers(String name) {
    String wanted = name.toLowerCase(Locale.ROOT) + ":";
    return lines.stream()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(wanted))
        .map(line -> line.substring(wanted.length()).strip())
        .toList();
  }

  /** The first value of a header field, or nothing at all as an empty text. */
  String header(String name) {
    List<String> values = headers(name);
    return values.isEmpty() ? "" : values.getFirst();
  }

  /** A header field of the CPIM body, such as imdn.Message-ID. */
  String cpim(String name) {
    return first("(?mi)^" + Pattern.quote(name) + ":[ \t]*(.*?)\r?$", body);
  }

  boolean isImdn() {
    return body.contains("message/imdn+xml");
  }

  /** Which message an IMDN is about. */
  String about() {
    return first("<(?:\\w+:)?message-id>\\s*([^<]*?)\\s*</", body);
  }

  /** delivered, failed, displayed, ...: the innermost element of status. */
  String disposition() {
    return first("<(?:\\w+:)?status>\\s*<(?:\\w+:)?([\\w-]+)[^>]*/>", body);
  }

  /** The content of the CPIM message: after its content header fields. */
  String content() {
    int headers = body.indexOf("\r\n\r\n");
    int end = headers < 0 ? -1 : body.indexOf("\r\n\r\n", headers + 4);
    return end < 0 ? "" : body.substring(end + 4);
  }

  private static String first(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    return matcher.find() ? matcher.group(1) : "";
  }

  /** A response to this request. */
  String answer(int status, String reason, String more) {
    StringBuilder answer = new StringBuilder("SIP/2.0 " + status + " " + reason + "\r\n");
    for (String name : List.of("Via", "From", "To", "Call-ID", "CSeq")) {
      for (String value : headers(name)) {
        answer.append(name).append(": ").append(value);
        if (name.equals("To") && !value.contains(";tag=")) {
          answer.append(";tag=peer");
        }
        answer.append("\r\n");
      }
    }
    return answer.append(more).append("Content-Length: 0\r\n\r\n").toString();
  }

  static int octets(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
