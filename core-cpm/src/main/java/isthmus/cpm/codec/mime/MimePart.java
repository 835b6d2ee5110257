package isthmus.cpm.codec.mime;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * One MIME entity with its content free of transfer encodings: SIP and MSRP carry eight bits, so
 * none is written.
 *
 * @param mediaType what the content is
 * @param headers the other header fields; {@code Content-Type}, {@code Content-Length} and a
 *     resolved {@code Content-Transfer-Encoding} are not among them
 * @param content the bytes themselves
 */
public record MimePart(MediaType mediaType, List<MimeHeader> headers, Octets content) {

  /** Checks that no header contradicts what the codec writes by itself. */
  public MimePart {
    headers = List.copyOf(headers);
    for (MimeHeader header : headers) {
      if (header.is("Content-Type") || header.is("Content-Length")) {
        throw new IllegalArgumentException(header.name() + " is not a header of its own here");
      }
    }
  }

  /** An entity without further headers. */
  public static MimePart of(MediaType mediaType, Octets content) {
    return new MimePart(mediaType, List.of(), content);
  }

  /** Plain text in UTF-8. */
  public static MimePart text(String text) {
    return of(MediaType.TEXT_PLAIN_UTF8, Octets.utf8(text));
  }

  /** The first header of this name, without regard to case. */
  public Optional<String> header(String name) {
    for (MimeHeader header : headers) {
      if (header.is(name)) {
        return Optional.of(header.value());
      }
    }
    return Optional.empty();
  }

  /** The content as text in its declared character set, UTF-8 when none is declared or known. */
  public String asText() {
    return content.asString(mediaType.charset().orElse(StandardCharsets.UTF_8));
  }
}
