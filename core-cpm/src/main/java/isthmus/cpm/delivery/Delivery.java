package isthmus.cpm.delivery;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.interworking.ExternalPart;
import isthmus.cpm.message.DeliveryKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A delivery with the message that it is of, as the pipeline works on it.
 *
 * @param key its key; a notification's key is also the text of its own identities
 * @param message the message that is delivered, or that the notification is about
 * @param report present when this delivers a notification about the message to its originator;
 *     empty when it delivers the message itself to its recipient
 * @param target which way it goes
 * @param state where it stands
 * @param attempt attempts made so far
 * @param due not before this instant
 * @param expires not after this instant
 * @param parts parts that earlier attempts brought through
 * @param tried services that have refused it for good
 * @param why the decision, and the selection, in the compact form that {@code trace} expands
 * @param treatment what was laid down for it
 */
public record Delivery(
    DeliveryKey key,
    AcceptedMessage message,
    Optional<Report> report,
    DeliveryTarget target,
    DeliveryState state,
    int attempt,
    Instant due,
    Instant expires,
    List<ExternalPart> parts,
    List<String> tried,
    String why,
    Treatment treatment) {
  /** Checks the components and copies the lists. */
  public Delivery {
    requireNonNull(key);
    requireNonNull(message);
    requireNonNull(report);
    requireNonNull(target);
    requireNonNull(state);
    requireNonNull(due);
    requireNonNull(expires);
    parts = List.copyOf(parts);
    tried = List.copyOf(tried);
    requireNonNull(why);
    requireNonNull(treatment);
  }

  /** A delivery for which nothing out of the ordinary is laid down. */
  public Delivery(
      DeliveryKey key,
      AcceptedMessage message,
      Optional<Report> report,
      DeliveryTarget target,
      DeliveryState state,
      int attempt,
      Instant due,
      Instant expires,
      List<ExternalPart> parts,
      List<String> tried,
      String why) {
    this(
        key,
        message,
        report,
        target,
        state,
        attempt,
        due,
        expires,
        parts,
        tried,
        why,
        Treatment.NONE);
  }

  /** A notification that names the service which took the message. */
  public Delivery naming(String service) {
    return new Delivery(
        key,
        message,
        report.map(told -> new Report(told.disposition(), told.at(), Optional.of(service))),
        target,
        state,
        attempt,
        due,
        expires,
        parts,
        tried,
        why,
        treatment);
  }

  /** The same under another treatment. */
  public Delivery treated(Treatment other) {
    return new Delivery(
        key, message, report, target, state, attempt, due, expires, parts, tried, why, other);
  }

  /** The same for other reasons. */
  public Delivery because(String reasons) {
    return new Delivery(
        key, message, report, target, state, attempt, due, expires, parts, tried, reasons,
        treatment);
  }

  /** The shard that the delivery is worked on in: that of its conversation. */
  public int shard() {
    return Shard.of(message.message().threading().conversation());
  }

  /**
   * What must be kept in order among deliveries: the conversation and the direction. Notifications
   * do not wait for messages.
   */
  public String lane() {
    String conversation = message.message().threading().conversation().value();
    String direction =
        switch (target) {
          case DeliveryTarget.ToClients to -> "c:" + to.user().identity().value();
          case DeliveryTarget.ToCore to -> "c:" + to.user().identity().value();
          case DeliveryTarget.ToService to -> "s:" + to.to();
        };
    return (report.isPresent() ? "n:" : "m:") + direction + ' ' + conversation;
  }
}
