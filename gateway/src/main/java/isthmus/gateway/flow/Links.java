package isthmus.gateway.flow;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.codec.mime.MediaType;
import isthmus.cpm.delivery.Alteration;
import isthmus.cpm.message.Content;
import isthmus.cpm.message.DeliveryKey;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Texts with links to contents that are kept here (CPM SD §5.4 B 2: "a link to stored media"): what
 * is linked, of which type and size, and an address that nobody can guess: the delivery's key and
 * 128 random bits. Any thread.
 */
public final class Links {
  private static final int BYTES = 16;

  /** Digits and small letters: nothing that an SMS centre or a mail program might change. */
  private static final int RADIX = Character.MAX_RADIX;

  private static final Pattern TOKEN = Pattern.compile("[0-9a-z]{1,50}");
  private static final int LONGEST_NAME = 60;

  private final Optional<String> base;
  private final Duration life;
  private final RandomGenerator random;

  /**
   * Links that begin with an address.
   *
   * @param base without a slash at its end; empty when nothing can be sent as a link
   * @param life how long they work
   * @param random not to be foretold
   */
  public Links(Optional<String> base, Duration life, RandomGenerator random) {
    this.base = requireNonNull(base);
    this.life = requireNonNull(life);
    this.random = requireNonNull(random);
  }

  /**
   * What a token stands for.
   *
   * @param delivery the delivery by which the link was sent
   * @param secret as it is kept with the delivery
   */
  public record Ticket(DeliveryKey delivery, String secret) {
    /** Reads the last part of a link's path; empty when it is no token. */
    public static Optional<Ticket> of(String token) {
      if (!TOKEN.matcher(token).matches()) {
        return Optional.empty();
      }
      BigInteger whole = new BigInteger(token, RADIX);
      if (whole.bitLength() > 2 * BYTES * Byte.SIZE) {
        return Optional.empty();
      }
      BigInteger key = whole.shiftRight(BYTES * Byte.SIZE);
      return Optional.of(
          new Ticket(
              new DeliveryKey(new UUID(key.shiftRight(Long.SIZE).longValue(), key.longValue())),
              whole.subtract(key.shiftLeft(BYTES * Byte.SIZE)).toString(RADIX)));
    }
  }

  /** Whether links can be sent at all. */
  boolean possible() {
    return base.isPresent();
  }

  /** A text with a link to a content; empty when links are not set up. */
  Optional<Alteration.Linked> to(Content content, DeliveryKey delivery, Instant now) {
    return base.map(
        address -> {
          byte[] secret = new byte[BYTES];
          random.nextBytes(secret);
          byte[] token =
              ByteBuffer.allocate(2 * BYTES)
                  .putLong(delivery.value().getMostSignificantBits())
                  .putLong(delivery.value().getLeastSignificantBits())
                  .put(secret)
                  .array();
          return new Alteration.Linked(
              new BigInteger(1, secret).toString(RADIX),
              now.plus(life),
              "%s: %s/c/%s"
                  .formatted(title(content), address, new BigInteger(1, token).toString(RADIX)));
        });
  }

  private static String title(Content content) {
    return "%s (%s, %s)"
        .formatted(name(content.mediaType()), Contents.type(content.mediaType()), size(content));
  }

  /** The name that the sender gave it, as far as it is one line of plain characters. */
  public static String name(MediaType type) {
    String given = type.parameter("name").orElse("");
    String plain =
        given
            .chars()
            .filter(c -> c >= ' ' && c != '"' && c != '\\' && c != '/' && c < 0x7f)
            .limit(LONGEST_NAME)
            .collect(StringBuilder::new, (b, c) -> b.append((char) c), StringBuilder::append)
            .toString()
            .strip();
    return plain.isEmpty() ? kind(type) : plain;
  }

  private static String kind(MediaType type) {
    return switch (type.type()) {
      case "image" -> "Picture";
      case "video" -> "Video";
      case "audio" -> "Audio";
      case "text" -> "Text";
      default -> "File";
    };
  }

  private static String size(Content content) {
    int octets = content.octets().size();
    if (octets < 1_000) {
      return octets + " B";
    }
    return octets < 1_000_000
        ? String.format(Locale.ROOT, "%.0f kB", octets / 1e3)
        : String.format(Locale.ROOT, "%.1f MB", octets / 1e6);
  }
}
