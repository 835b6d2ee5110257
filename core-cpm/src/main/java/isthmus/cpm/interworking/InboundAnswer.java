package isthmus.cpm.interworking;

import isthmus.cpm.failure.Failure;
import isthmus.cpm.message.MessageKey;

/** What the gateway says to a message from outside CPM. */
public sealed interface InboundAnswer {
  /**
   * It is on disk.
   *
   * @param key its key
   */
  record Accepted(MessageKey key) implements InboundAnswer {}

  /**
   * It is not wanted, ever.
   *
   * @param failure why
   */
  record Refused(Failure failure) implements InboundAnswer {}

  /**
   * It cannot be taken now; the peer should try again.
   *
   * @param failure why
   */
  record TryLater(Failure failure) implements InboundAnswer {}
}
