package isthmus.cpm.message;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.codec.mime.MediaType;
import isthmus.cpm.codec.mime.Octets;
import java.nio.charset.StandardCharsets;

/**
 * What a message says: one MIME entity without transfer encoding.
 *
 * @param mediaType its type, with parameters
 * @param octets its body, decoded
 */
public record Content(MediaType mediaType, Octets octets) {
  /** Checks the components. */
  public Content {
    requireNonNull(mediaType);
    requireNonNull(octets);
  }

  /** Plain text in UTF-8. */
  public static Content text(String text) {
    return new Content(MediaType.TEXT_PLAIN_UTF8, Octets.utf8(text));
  }

  /** True for {@code text/plain}. */
  public boolean isPlainText() {
    return mediaType.is("text/plain");
  }

  /** The body read in the charset of its type; UTF-8 when none is named. */
  public String text() {
    return octets.asString(mediaType.charset().orElse(StandardCharsets.UTF_8));
  }
}
