package isthmus.cpm.interworking;

import java.util.concurrent.CompletionStage;

/**
 * What the gateway offers to an interworking function for the way into CPM. Every stage completes
 * after commit, on a thread that must not be blocked; a function answers its peer then.
 */
public interface InterworkingInbound {
  /** Takes a whole message for a CPM user. */
  CompletionStage<InboundAnswer> message(LegacyMessage message);

  /** Takes a receipt; completes when it is on disk, matched or kept for a match. */
  CompletionStage<ReceiptAnswer> receipt(LegacyReceipt receipt);

  /** What became of a message that came from this peer. */
  CompletionStage<LegacyState> query(String peer, String externalId);

  /** Withdraws a message of this peer that no CPM client has yet. */
  CompletionStage<LegacyState> cancel(String peer, String externalId);

  /** Where parts of messages wait for the rest. */
  PartStore parts();

  /** What became of a receipt. */
  enum ReceiptAnswer {
    /** It moved a delivery. */
    APPLIED,
    /** It said nothing new. */
    REPEATED,
    /** No delivery has this identity yet; it is kept for a while. */
    KEPT,
    /** The database is away; the peer should try again. */
    SUSPENDED
  }

  /** State of a message that came from a peer. */
  enum LegacyState {
    /** No message of this peer has this identity. */
    UNKNOWN,
    /** Accepted, not yet with a client. */
    ENROUTE,
    /** With a client. */
    DELIVERED,
    /** Its validity ended. */
    EXPIRED,
    /** It could not be delivered. */
    UNDELIVERABLE,
    /** Withdrawn. */
    CANCELLED,
    /** The database is away; the peer should try again. */
    SUSPENDED
  }
}
