package isthmus.cpm.conversation;

import static java.util.Objects.requireNonNull;

/**
 * A conversation found or opened for a message from outside CPM.
 *
 * @param conversation the thread to use
 * @param lastContribution the contribution that a reply answers
 * @param opened true when there was no live correlation and this one was just made
 */
public record Correlation(
    ConversationId conversation, ContributionId lastContribution, boolean opened) {
  /** Checks the components. */
  public Correlation {
    requireNonNull(conversation);
    requireNonNull(lastContribution);
  }
}
