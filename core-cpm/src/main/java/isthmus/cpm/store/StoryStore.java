package isthmus.cpm.store;

import isthmus.cpm.delivery.Delivery;
import isthmus.cpm.delivery.DeliveryState;
import isthmus.cpm.failure.Failure;
import isthmus.cpm.message.DeliveryKey;
import isthmus.cpm.message.MessageKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What operators ask: the story of one message, the newest messages. Never the hot path. */
public interface StoryStore {
  /**
   * One message's whole story.
   *
   * @param message the message
   * @param deliveries its deliveries and those of notifications about it, oldest first
   * @param parts parts that services took, with their receipts
   * @param attempts failed attempts, oldest first
   */
  record Story(
      isthmus.cpm.delivery.AcceptedMessage message,
      List<DeliveryStory> deliveries,
      List<PartStory> parts,
      List<AttemptStory> attempts) {}

  /**
   * A delivery and its times.
   *
   * @param delivery the delivery now
   * @param createdAt when it was written
   * @param submittedAt when a service took it
   * @param finishedAt when it came into its final state
   * @param displayedAt when the recipient displayed it
   * @param behind the message that is first in its conversation while this one waits in the queue
   */
  record DeliveryStory(
      Delivery delivery,
      Instant createdAt,
      Optional<Instant> submittedAt,
      Optional<Instant> finishedAt,
      Optional<Instant> displayedAt,
      Optional<MessageKey> behind) {}

  /**
   * A part and its receipt.
   *
   * @param delivery whose part it is
   * @param part the part
   * @param state the peer's word for its state, empty before the receipt
   * @param error the peer's error code
   * @param receiptAt when the receipt came
   */
  record PartStory(
      DeliveryKey delivery,
      isthmus.cpm.interworking.ExternalPart part,
      Optional<String> state,
      Optional<String> error,
      Optional<Instant> receiptAt) {}

  /**
   * An attempt that did not bring the delivery through.
   *
   * @param delivery whose attempt it was
   * @param attempt 1 for the first
   * @param at when it ended
   * @param peer who was tried
   * @param failure what happened
   * @param service the service that it was made by, {@code cpm} inside CPM; empty when an earlier
   *     release did not keep it
   */
  record AttemptStory(
      DeliveryKey delivery,
      int attempt,
      Instant at,
      String peer,
      Failure failure,
      Optional<String> service) {}

  /** A line of the list of messages. */
  record Summary(
      MessageKey key,
      Instant acceptedAt,
      String direction,
      String originator,
      String recipient,
      String way,
      DeliveryState state) {}

  /**
   * Stories that an identity leads to: our key, an imdn.Message-ID, a Call-ID, a Contribution-ID, a
   * Conversation-ID or a peer's identity; newest first, at most {@code limit}.
   */
  List<Story> find(String id, int limit);

  /** The newest messages, newest first. */
  List<Summary> latest(int limit);

  /** Open deliveries by state, for metrics. */
  List<StateCount> openByState();

  /** How many deliveries are in a state. */
  record StateCount(DeliveryState state, long count) {}
}
