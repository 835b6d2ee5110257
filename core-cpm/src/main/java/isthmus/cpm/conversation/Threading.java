package isthmus.cpm.conversation;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Where a request stands in a conversation (CPM SD §5.2.1.1).
 *
 * @param conversation the thread
 * @param contribution this request
 * @param inReplyTo the contribution that this one answers
 */
public record Threading(
    ConversationId conversation, ContributionId contribution, Optional<ContributionId> inReplyTo) {
  /** Checks the components. */
  public Threading {
    requireNonNull(conversation);
    requireNonNull(contribution);
    requireNonNull(inReplyTo);
  }
}
