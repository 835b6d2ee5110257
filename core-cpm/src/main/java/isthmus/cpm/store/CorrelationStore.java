package isthmus.cpm.store;

import isthmus.cpm.conversation.ContributionId;
import isthmus.cpm.conversation.ConversationId;
import isthmus.cpm.conversation.Correlation;
import isthmus.cpm.conversation.CorrelationKey;
import java.time.Instant;
import java.util.List;

/** Which conversation belongs to which thread of a service (CPM SD §5.3.2.1). */
public interface CorrelationStore {
  /**
   * A message from outside that looks for its conversation.
   *
   * @param key service and parties
   * @param conversation the conversation to open when there is none alive
   * @param contribution the new contribution, kept as the last one when a conversation is opened
   * @param now the time of the question
   * @param expires when to forget the conversation if nothing more comes
   */
  record Lookup(
      CorrelationKey key,
      ConversationId conversation,
      ContributionId contribution,
      Instant now,
      Instant expires) {}

  /**
   * Finds or opens conversations and restarts their lifetimes, atomically over all nodes; one
   * answer for each look-up, in order. Two look-ups with one key in one call share the answer.
   */
  List<Correlation> obtain(List<Lookup> lookups);
}
