package isthmus.gateway.demo;

import isthmus.gateway.demo.CpmMessage.Direction;
import isthmus.gateway.demo.CpmMessage.State;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The threads of a client and how far their messages came. Safe for any thread. */
final class CpmThreads {
  private final Map<String, CpmThread> threads = new LinkedHashMap<>();

  /** A snapshot, the thread with the newest message first. */
  synchronized List<CpmThread> all() {
    List<CpmThread> all = new ArrayList<>(threads.values());
    all.sort((one, other) -> newest(other).compareTo(newest(one)));
    return all;
  }

  private static java.time.Instant newest(CpmThread thread) {
    return thread.messages().isEmpty() ? java.time.Instant.EPOCH : thread.messages().getLast().at();
  }

  synchronized Optional<CpmThread> thread(String conversation) {
    return Optional.ofNullable(threads.get(conversation));
  }

  /** The newest thread with a peer. */
  synchronized Optional<CpmThread> with(String peer) {
    return all().stream().filter(thread -> thread.peer().equals(peer)).findFirst();
  }

  /**
   * Adds a message; a thread begins with its first one. What came in last says where answers go.
   *
   * @return false if a message of this id came in before
   */
  synchronized boolean add(String conversation, String peerUri, String peer, CpmMessage message) {
    CpmThread before =
        threads.getOrDefault(conversation, new CpmThread(conversation, peerUri, peer, List.of()));
    boolean repeated =
        before.messages().stream()
            .anyMatch(
                old -> old.direction() == message.direction() && old.id().equals(message.id()));
    if (repeated) {
      return false;
    }
    List<CpmMessage> messages = new ArrayList<>(before.messages());
    messages.add(message);
    boolean in = message.direction() == Direction.IN;
    threads.put(
        conversation,
        new CpmThread(
            conversation, in ? peerUri : before.peerUri(), in ? peer : before.peer(), messages));
    return true;
  }

  /** The Contribution-ID that an answer in a thread refers to: the last one when it came in. */
  synchronized Optional<String> answered(String conversation) {
    return thread(conversation)
        .filter(thread -> !thread.messages().isEmpty())
        .map(thread -> thread.messages().getLast())
        .filter(last -> last.direction() == Direction.IN)
        .map(CpmMessage::contribution);
  }

  /** A sent message came further; going back is ignored. */
  synchronized boolean progress(String id, State state, String why) {
    return change(
        id,
        Direction.OUT,
        old ->
            old.state().compareTo(state) < 0 && old.state() != State.FAILED
                ? old.with(state, why)
                : old);
  }

  /** Marks what came in a thread as read; the messages that were unread. */
  synchronized List<CpmMessage> read(String conversation) {
    List<CpmMessage> unread =
        thread(conversation).map(CpmThread::messages).orElse(List.of()).stream()
            .filter(message -> message.state() == State.UNREAD)
            .toList();
    unread.forEach(message -> change(message.id(), Direction.IN, old -> old.with(State.READ, "")));
    return unread;
  }

  private boolean change(
      String id, Direction direction, java.util.function.UnaryOperator<CpmMessage> change) {
    for (CpmThread thread : threads.values()) {
      for (int i = 0; i < thread.messages().size(); i++) {
        CpmMessage old = thread.messages().get(i);
        if (old.direction() == direction && old.id().equals(id)) {
          List<CpmMessage> messages = new ArrayList<>(thread.messages());
          messages.set(i, change.apply(old));
          threads.put(
              thread.conversation(),
              new CpmThread(thread.conversation(), thread.peerUri(), thread.peer(), messages));
          return true;
        }
      }
    }
    return false;
  }
}
