package isthmus.gateway.flow;

import isthmus.cpm.delivery.AcceptedMessage;
import isthmus.cpm.failure.Failure;
import isthmus.cpm.message.MessageKey;

/** How the sender of a message is answered; exactly one method is called, once, on any thread. */
public interface Reply {
  /** The message is on disk. */
  void accepted(AcceptedMessage message);

  /** The same message is on disk already. */
  void repeated(MessageKey first);

  /** The message is refused for good. */
  void refused(Failure failure);

  /**
   * The message is refused for good with a SIP status, which only means something to a sender who
   * speaks SIP.
   */
  default void refused(Failure failure, int status) {
    refused(failure);
  }

  /** The message cannot be taken now. */
  void later(Failure failure);
}
