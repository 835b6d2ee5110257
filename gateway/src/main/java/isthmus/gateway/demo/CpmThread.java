package isthmus.gateway.demo;

import java.util.List;

/**
 * A conversation on a CPM client: what carries the same Conversation-ID.
 *
 * @param conversation Conversation-ID
 * @param peerUri where messages go, with the service identifier that came along
 * @param peer the other party for people, such as a phone number
 * @param messages oldest first
 */
public record CpmThread(
    String conversation, String peerUri, String peer, List<CpmMessage> messages) {

  /** Copies the list. */
  public CpmThread {
    messages = List.copyOf(messages);
  }
}
