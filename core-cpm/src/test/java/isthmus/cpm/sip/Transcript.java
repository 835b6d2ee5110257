package isthmus.cpm.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A wire script of lines: {@code C:} is sent, {@code S:} must be among the lines of the next
 * message received (its first line must be the first), {@code *} in it stands for anything, {@code
 * S: none} says that nothing comes. {@code {length}} is the length of what follows the empty line.
 */
final class Transcript {
  /** Raw bytes to and from the endpoint. */
  interface Line {
    void send(byte[] octets) throws IOException;

    /** The next whole message, or an empty text when none comes soon. */
    String receive() throws IOException;

    String local();
  }

  private Transcript() {}

  static void play(String resource, Line line) throws IOException {
    List<String> client = new ArrayList<>();
    List<String> server = new ArrayList<>();
    for (String text : read(resource)) {
      if (text.startsWith("C:")) {
        expect(server, line);
        client.add(content(text));
      } else if (text.startsWith("S:")) {
        send(client, line);
        server.add(content(text));
      }
    }
    send(client, line);
    expect(server, line);
  }

  /** What follows the mark and one space; more spaces are a folded line's own. */
  private static String content(String text) {
    return text.substring(Math.min(3, text.length())).stripTrailing();
  }

  private static List<String> read(String resource) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(Transcript.class.getResourceAsStream(resource), resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  private static void send(List<String> lines, Line line) throws IOException {
    if (lines.isEmpty()) {
      return;
    }
    line.send(message(String.join("\r\n", lines), line.local()));
    lines.clear();
  }

  /** Fills in the address and the length; a body keeps no final line break. */
  static byte[] message(String text, String local) {
    int empty = text.indexOf("\r\n\r\n");
    String whole = empty < 0 ? text + "\r\n\r\n" : text;
    String body = empty < 0 ? "" : text.substring(empty + 4);
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    return whole
        .replace("{local}", local)
        .replace("{length}", Integer.toString(length))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static void expect(List<String> expected, Line line) throws IOException {
    if (expected.isEmpty()) {
      return;
    }
    String received = line.receive();
    if (expected.equals(List.of("none"))) {
      assertThat(received).isEmpty();
    } else {
      List<String> lines = received.lines().toList();
      assertThat(lines).as("an answer to the script").isNotEmpty();
      assertThat(lines.getFirst()).matches(pattern(expected.getFirst(), line));
      for (String wanted : expected) {
        assertThat(lines).anyMatch(text -> pattern(wanted, line).matcher(text).matches());
      }
    }
    expected.clear();
  }

  private static Pattern pattern(String wanted, Line line) {
    String filled = wanted.replace("{local}", line.local());
    return Pattern.compile(Pattern.quote(filled).replace("*", "\\E.*\\Q"));
  }
}
