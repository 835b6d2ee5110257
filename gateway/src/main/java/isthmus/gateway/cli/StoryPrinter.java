package isthmus.gateway.cli;

import java.net.URI;

/** Finds out what happened to a message. */
public interface StoryPrinter {

  /**
   * The story of a message as text.
   *
   * @param gateway the HTTP address of a running gateway
   * @param id any id of the message: the gateway's own, its IMDN message id, an SMSC's
   * @throws CommandFailure if the gateway does not answer or knows no such message
   */
  String story(URI gateway, String id) throws CommandFailure;
}
