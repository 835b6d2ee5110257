package isthmus.gateway.cli;

/** Finds out what happened to a message. */
public interface StoryPrinter {

  /**
   * The story of a message as text.
   *
   * @param gateway the HTTP address of a running gateway
   * @param id any id of the message: the gateway's own, its IMDN message id, an SMSC's
   * @throws CommandFailure if the gateway does not answer or knows no such message
   */
  String story(RemoteGateway gateway, String id) throws CommandFailure;
}
