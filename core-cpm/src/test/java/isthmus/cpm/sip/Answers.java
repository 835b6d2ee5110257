package isthmus.cpm.sip;

/** Answers as a peer would write them. */
final class Answers {
  private Answers() {}

  /** An answer to a request, from its own Via, From, To, Call-ID and CSeq lines. */
  static byte[] to(String request, String status) {
    StringBuilder out = new StringBuilder("SIP/2.0 ").append(status).append("\r\n");
    request
        .lines()
        .takeWhile(text -> !text.isEmpty())
        .filter(text -> text.matches("(?s)(Via|From|To|Call-ID|CSeq): .*"))
        .map(text -> text.startsWith("To:") ? text + ";tag=peer" : text)
        .forEach(text -> out.append(text).append("\r\n"));
    return out.append("Content-Length: 0\r\n\r\n")
        .toString()
        .getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }
}
