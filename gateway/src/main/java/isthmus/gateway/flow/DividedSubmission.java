package isthmus.gateway.flow;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.delivery.Alteration.Divided;
import isthmus.cpm.interworking.DeliveryOutcome;
import isthmus.cpm.interworking.DeliveryOutcome.Accepted;
import isthmus.cpm.interworking.DeliveryOutcome.Finality;
import isthmus.cpm.interworking.DeliveryOutcome.PermanentFailure;
import isthmus.cpm.interworking.DeliveryOutcome.TemporaryFailure;
import isthmus.cpm.interworking.ExternalPart;
import isthmus.cpm.interworking.InterworkingFunction;
import isthmus.cpm.interworking.OutboundMessage;
import isthmus.cpm.message.DeliveryKey;
import isthmus.cpm.message.StandaloneMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;

/**
 * One attempt to bring a message through as several, one after another. To the delivery they are
 * parts of one message: numbered through, delivered when all of them are. While it is not known how
 * many there will be, their total is {@link ExternalPart#OPEN} and more, so that no receipt ends
 * the delivery too soon. Steps follow each other on whichever thread brings an outcome.
 */
final class DividedSubmission {
  private final InterworkingFunction function;
  private final OutboundMessage whole;
  private final List<StandaloneMessage> pieces;
  private final int characters;
  private final BiConsumer<DeliveryOutcome, Divided> done;
  private final List<Integer> taken;
  private final List<ExternalPart> parts = new ArrayList<>();
  private Finality finality = Finality.DELIVERED;

  /**
   * An attempt.
   *
   * @param whole the message with the parts that earlier attempts brought through
   * @param pieces the messages that it goes as
   * @param divided how far earlier attempts came
   * @param done is told the outcome for the whole, and how far this one came
   */
  DividedSubmission(
      InterworkingFunction function,
      OutboundMessage whole,
      List<StandaloneMessage> pieces,
      Divided divided,
      BiConsumer<DeliveryOutcome, Divided> done) {
    this.function = requireNonNull(function);
    this.whole = requireNonNull(whole);
    this.pieces = List.copyOf(pieces);
    this.characters = divided.characters();
    this.taken = new ArrayList<>(divided.taken());
    this.done = requireNonNull(done);
    // Of a message that is through it is not known any more whether receipts are to come.
    if (!taken.isEmpty()) {
      finality = Finality.AWAITS_RECEIPT;
    }
  }

  /** Begins. */
  void start() {
    int through = through();
    whole.alreadyAccepted().stream().filter(part -> part.number() <= through).forEach(parts::add);
    next(
        whole.alreadyAccepted().stream()
            .filter(part -> part.number() > through)
            .map(
                part -> renumbered(part, part.number() - through, part.total() - ExternalPart.OPEN))
            .toList());
  }

  private int through() {
    return taken.stream().mapToInt(Integer::intValue).sum();
  }

  private void next(List<ExternalPart> already) {
    if (taken.size() >= pieces.size()) {
      int total = parts.size();
      done.accept(
          new Accepted(
              parts.stream().map(part -> renumbered(part, part.number(), total)).toList(),
              finality),
          divided());
      return;
    }
    function.submit(
        new OutboundMessage(
            key(taken.size()),
            pieces.get(taken.size()),
            whole.from(),
            whole.to(),
            whole.expires(),
            whole.attempt(),
            already),
        this::ended);
  }

  private void ended(DeliveryOutcome outcome) {
    int through = through();
    outcome.parts().stream()
        .map(part -> renumbered(part, through + part.number(), ExternalPart.OPEN + part.total()))
        .forEach(parts::add);
    switch (outcome) {
      case Accepted accepted -> {
        taken.add(accepted.parts().size());
        finality = weaker(finality, accepted.finality());
        next(List.of());
      }
      case TemporaryFailure failed ->
          done.accept(
              new TemporaryFailure(failed.failure(), failed.retryAfter(), parts), divided());
      case PermanentFailure failed ->
          done.accept(new PermanentFailure(failed.failure(), parts), divided());
    }
  }

  private Divided divided() {
    return new Divided(characters, taken);
  }

  /** What more is to be expected of two. */
  private static Finality weaker(Finality one, Finality other) {
    if (one == Finality.AWAITS_RECEIPT || other == Finality.AWAITS_RECEIPT) {
      return Finality.AWAITS_RECEIPT;
    }
    return one == Finality.NO_MORE_NEWS || other == Finality.NO_MORE_NEWS
        ? Finality.NO_MORE_NEWS
        : Finality.DELIVERED;
  }

  /** Each piece is a message of its own to the service, by a key of its own. */
  private DeliveryKey key(int piece) {
    UUID key = whole.delivery().value();
    return new DeliveryKey(
        new UUID(key.getMostSignificantBits(), key.getLeastSignificantBits() ^ piece));
  }

  private static ExternalPart renumbered(ExternalPart part, int number, int total) {
    return new ExternalPart(number, total, part.peer(), part.externalId(), part.rawId(), part.at());
  }
}
