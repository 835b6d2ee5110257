package isthmus.cpm.delivery;

import isthmus.cpm.conversation.ConversationId;

/**
 * A fixed share of all conversations. Nodes claim shards, so that one node at a time works on a
 * conversation and its order is kept, at a cost that does not grow with traffic.
 */
public final class Shard {
  /** How many there are; part of the stored format, never changed. */
  public static final int COUNT = 64;

  private Shard() {}

  /** The shard of a conversation, 0 to 63. */
  public static int of(ConversationId conversation) {
    int hash = conversation.value().hashCode();
    hash ^= (hash >>> 16) ^ (hash >>> 8);
    return hash & (COUNT - 1);
  }
}
