package isthmus.sms;

import isthmus.cpm.interworking.InboundAnswer;
import isthmus.cpm.interworking.PartStore;
import isthmus.cpm.interworking.PartStore.Part;
import isthmus.sms.smpp.Answer;
import isthmus.sms.text.Concatenation;
import isthmus.sms.text.ReassemblyKey;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Keeps parts of long messages in the shared store and hands on what is complete. A part is
 * answered when it is on disk, the one that completes the message when the message is accepted.
 */
final class PartIntake {
  private final PartStore store;
  private final InstantSource clock;
  private final AssembledMessages messages;

  PartIntake(PartStore store, InstantSource clock, AssembledMessages messages) {
    this.store = store;
    this.clock = clock;
    this.messages = messages;
  }

  /** Takes a part; fails when the store does. */
  CompletionStage<Answer> take(Peer peer, HeldPart held, Concatenation place) {
    String group =
        ExternalIds.group(
            ReassemblyKey.of(
                peer.id(), held.source().address(), held.destination().address(), place));
    Part part = new Part(group, place.sequence(), place.total(), held.encode(), clock.instant());
    return add(peer, part, held, Conflict.SETTLE);
  }

  private enum Conflict {
    SETTLE,
    LEAVE
  }

  private CompletionStage<Answer> add(Peer peer, Part part, HeldPart held, Conflict conflict) {
    return store
        .add(part)
        .thenCompose(
            stored -> {
              if (isTaken(stored, part.number(), held)) {
                return settle(peer, part, held, stored, conflict);
              }
              return answered(part, held, stored);
            });
  }

  private static boolean isTaken(List<Part> stored, int number, HeldPart held) {
    return stored.stream()
        .filter(other -> other.number() == number)
        .anyMatch(other -> !HeldPart.decode(other.octets()).part().equals(held.part()));
  }

  // The peer uses its reference for a new message: the old one is as complete as it will ever be.
  private CompletionStage<Answer> settle(
      Peer peer, Part part, HeldPart held, List<Part> stored, Conflict conflict) {
    peer.counters().count(PeerCounters.Event.PARTS_CONFLICTING);
    return switch (conflict) {
      case LEAVE -> CompletableFuture.completedFuture(Replies.unavailable(held.terms().side()));
      case SETTLE ->
          messages
              .giveUp(stored)
              .thenCompose(
                  answer ->
                      answer instanceof InboundAnswer.TryLater
                          ? CompletableFuture.completedFuture(
                              Replies.unavailable(held.terms().side()))
                          : add(peer, part, held, Conflict.LEAVE));
    };
  }

  private CompletionStage<Answer> answered(Part part, HeldPart held, List<Part> stored) {
    Terms.Side side = held.terms().side();
    String id = ExternalIds.part(AssembledMessages.id(stored), part.number());
    if (stored.size() < part.total()) {
      return CompletableFuture.completedFuture(Replies.taken(id, side));
    }
    return messages.accept(stored).thenApply(answer -> Replies.of(answer, id, side));
  }
}
