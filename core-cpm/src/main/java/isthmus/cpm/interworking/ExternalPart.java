package isthmus.cpm.interworking;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * One part of a message as the peer that took it knows it. Stored with the delivery before the
 * delivery counts as submitted; receipts find the delivery by ({@code peer}, {@code externalId}).
 *
 * @param number 1 to {@code total}
 * @param total how many parts the message has; {@link #OPEN} and more while that is not known
 * @param peer the link or account that took it, such as {@code s1}; the same name that its receipts
 *     carry
 * @param externalId the identity that the peer gave it, in the form that receipts are looked up by
 * @param rawId the identity as it came, for people
 * @param at when the peer took it
 */
public record ExternalPart(
    int number, int total, String peer, String externalId, String rawId, Instant at) {
  /** A total from this on says that there will be more parts, but not how many. */
  public static final int OPEN = 1_000_000;

  /** Checks the components. */
  public ExternalPart {
    if (number < 1 || number > total) {
      throw new IllegalArgumentException("part " + number + " of " + total);
    }
    requireNonNull(peer);
    requireNonNull(externalId);
    requireNonNull(rawId);
    requireNonNull(at);
  }
}
