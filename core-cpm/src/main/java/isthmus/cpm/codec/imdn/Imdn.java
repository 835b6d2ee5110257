package isthmus.cpm.codec.imdn;

import isthmus.cpm.codec.cpim.Rfc3339;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * One disposition notification (RFC 5438 §7.2.1, §11).
 *
 * @param messageId {@code imdn.Message-ID} of the message it is about
 * @param dateTime {@code DateTime} of that message, though some clients put the time of the event:
 *     not for correlation
 * @param recipientUri who received the message; some senders leave it out
 * @param originalRecipientUri whom the sender wrote to
 * @param subject the subject of the message
 * @param notification what became of the message; a notification may say nothing
 */
public record Imdn(
    String messageId,
    Optional<OffsetDateTime> dateTime,
    Optional<String> recipientUri,
    Optional<String> originalRecipientUri,
    Optional<String> subject,
    Optional<ImdnNotification> notification) {

  /** Checks what the schema asks for. */
  public Imdn {
    ImdnHeaders.checkId(messageId);
    dateTime = dateTime.map(time -> time.truncatedTo(ChronoUnit.MILLIS));
    dateTime.ifPresent(
        time -> {
          if (!Rfc3339.isRepresentable(time)) {
            throw new IllegalArgumentException("not an RFC 3339 date-time: " + time);
          }
        });
  }

  /**
   * A notification about a message that reached, or was to reach, the recipient the sender wrote
   * to.
   */
  public static Imdn of(
      String messageId,
      OffsetDateTime dateTime,
      String recipientUri,
      ImdnNotification notification) {
    return new Imdn(
        messageId,
        Optional.of(dateTime),
        Optional.of(recipientUri),
        Optional.of(recipientUri),
        Optional.empty(),
        Optional.of(notification));
  }
}
