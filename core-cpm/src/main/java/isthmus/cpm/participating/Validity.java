package isthmus.cpm.participating;

import isthmus.cpm.sip.SipRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Until when a sender wants a message delivered: {@code Expires} (RFC 3428 §4, RFC 3261 §20.19) and
 * OMA's {@code Message-Expires}, whichever is earlier. Seconds count from arrival, dates are those
 * of RFC 1123; what is neither says nothing, since the message itself is in order.
 */
final class Validity {
  /** delta-seconds are below 2^32 (RFC 3261 §20.19). */
  private static final long MAX_SECONDS = (1L << 32) - 1;

  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,18}");

  private Validity() {}

  /** The end of a message's validity; it may lie in the past. */
  static Optional<Instant> end(SipRequest request, Instant arrival) {
    return Stream.of("Expires", "Message-Expires")
        .flatMap(name -> request.header(name).stream())
        .flatMap(value -> read(value.strip(), arrival).stream())
        .min(Instant::compareTo);
  }

  private static Optional<Instant> read(String value, Instant arrival) {
    if (SECONDS.matcher(value).matches()) {
      return Optional.of(arrival.plusSeconds(Math.min(Long.parseLong(value), MAX_SECONDS)));
    }
    try {
      return Optional.of(
          ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException unreadable) {
      return Optional.empty();
    }
  }
}
