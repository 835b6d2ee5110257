package isthmus.cpm.store;

import isthmus.cpm.address.Identity;
import isthmus.cpm.conversation.ContributionId;
import isthmus.cpm.conversation.ConversationId;
import isthmus.cpm.conversation.CorrelationKey;
import isthmus.cpm.delivery.AcceptedMessage;
import isthmus.cpm.delivery.AttemptResult;
import isthmus.cpm.delivery.Delivery;
import isthmus.cpm.disposition.Disposition;
import isthmus.cpm.disposition.ImdnMessageId;
import isthmus.cpm.interworking.InterworkingInbound.LegacyState;
import isthmus.cpm.interworking.LegacyReceipt;
import isthmus.cpm.message.DeliveryKey;
import isthmus.cpm.message.MessageKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Messages and their deliveries. Everything that must not be lost is in here before anybody is told
 * that it was taken.
 */
public interface MessageStore {
  /**
   * A message to be accepted, all or nothing.
   *
   * @param requestKey a hash of what makes two requests the same one, kept for at least an hour;
   *     empty when the peer gives nothing to tell by
   * @param message the message
   * @param deliveries what is to be done with it
   * @param correlation the conversation that it keeps alive in a service
   */
  record Acceptance(
      Optional<UUID> requestKey,
      AcceptedMessage message,
      List<Delivery> deliveries,
      Optional<CorrelationUpdate> correlation) {}

  /**
   * A conversation in a service, to be kept until an instant (CPM SD §5.3.1.3.1).
   *
   * @param key service and parties
   * @param conversation the thread
   * @param contribution what a reply would answer
   * @param expires when to forget it
   */
  record CorrelationUpdate(
      CorrelationKey key,
      ConversationId conversation,
      ContributionId contribution,
      Instant expires) {}

  /** What became of an acceptance. */
  sealed interface AcceptResult {
    /** Written and committed. */
    record Written() implements AcceptResult {}

    /**
     * The same request was accepted before; nothing was written.
     *
     * @param first the message that it was accepted as
     */
    record Duplicate(MessageKey first) implements AcceptResult {}
  }

  /** Writes messages with their deliveries; one result for each, in order. */
  List<AcceptResult> accept(List<Acceptance> acceptances);

  /**
   * What became of a written result or notification.
   *
   * @param applied false when the delivery had moved on or its shard is no longer ours: nothing was
   *     written for it
   * @param notifications notification deliveries that were written in consequence, also those of
   *     receipts that had come before the parts that they are about
   */
  record Effect(boolean applied, List<Delivery> notifications) {}

  /**
   * Writes results of attempts, with external parts, and a line of history for each failure; one
   * effect for each, in order. A result is applied only when the delivery is still open, has the
   * same attempt count as {@link AttemptResult#delivery()} and its shard has the fence given.
   * Receipts that were kept because they overtook their parts are applied here.
   */
  List<Effect> record(List<AttemptResult> results, NotificationPlan plan);

  /**
   * Makes the notification delivery for a disposition of a message, or none when its sender did not
   * ask for it; pure, called inside the transaction that moves the delivery.
   */
  @FunctionalInterface
  interface NotificationPlan {
    /** Plans a notification about {@code message} after {@code disposition}. */
    Optional<Delivery> plan(AcceptedMessage message, Disposition disposition, Instant at);
  }

  /** What became of a receipt or of a notification from a CPM client. */
  enum ReceiptEffect {
    /** It moved a delivery, or one part of several. */
    APPLIED,
    /** It said nothing new: suppressed (CPM SD §5.2.6). */
    REPEATED,
    /** Nothing with this identity is known; receipts are kept for ten minutes. */
    UNKNOWN
  }

  /**
   * Result for one receipt.
   *
   * @param effect what it did
   * @param message the message that it is about, when known
   * @param notification the notification delivery written in consequence
   */
  record ReceiptResult(
      ReceiptEffect effect, Optional<MessageKey> message, Optional<Delivery> notification) {}

  /**
   * Applies receipts of services. A part takes its first final state; the delivery becomes
   * delivered when all parts are and failed at the first failure; each moves once.
   */
  List<ReceiptResult> receipts(List<LegacyReceipt> receipts, NotificationPlan plan);

  /**
   * A notification from a CPM client.
   *
   * @param about the message
   * @param reporter who reports: its recipient
   * @param sender whom the notification is for: its originator
   * @param disposition what happened
   * @param at when
   */
  record ClientReport(
      ImdnMessageId about,
      Identity reporter,
      Identity sender,
      Disposition disposition,
      Instant at) {}

  /**
   * Applies notifications of CPM clients: the first of each kind moves the delivery and is passed
   * on, later ones are {@link ReceiptEffect#REPEATED}.
   */
  List<ReceiptResult> reports(List<ClientReport> reports, NotificationPlan plan);

  /** Queued deliveries of a shard in order of their keys, from after a key on, due or not. */
  List<Delivery> queued(int shard, Optional<DeliveryKey> after, int limit);

  /** Makes the deferred deliveries of a user due; returns the shards that they are in. */
  List<Integer> wake(Identity user, Instant now);

  /**
   * Ends deliveries whose validity is over, at most {@code limit}: queued and deferred ones expire
   * and may cause a notification, submitted ones end without one.
   */
  List<Effect> expire(List<Integer> shards, Instant now, int limit, NotificationPlan plan);

  /** Applies kept receipts whose parts have been written since, and forgets old ones. */
  List<ReceiptResult> rematch(Instant now, NotificationPlan plan);

  /** What became of a message that came from a service. */
  LegacyState legacyState(String peer, String externalId);

  /** Withdraws such a message while it is queued or deferred; returns the state afterwards. */
  LegacyState cancel(String peer, String externalId, Instant now);
}
