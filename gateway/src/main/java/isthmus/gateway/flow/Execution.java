package isthmus.gateway.flow;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.codec.cpim.CpimCodec;
import isthmus.cpm.delivery.Alteration;
import isthmus.cpm.delivery.AttemptResult;
import isthmus.cpm.delivery.Delivery;
import isthmus.cpm.delivery.DeliveryTarget;
import isthmus.cpm.delivery.Origin;
import isthmus.cpm.delivery.Report;
import isthmus.cpm.disposition.DispositionKind;
import isthmus.cpm.failure.Failure;
import isthmus.cpm.failure.FailureCode;
import isthmus.cpm.interworking.DeliveryOutcome;
import isthmus.cpm.interworking.DeliveryOutcome.Accepted;
import isthmus.cpm.interworking.DeliveryOutcome.Finality;
import isthmus.cpm.interworking.DeliveryOutcome.PermanentFailure;
import isthmus.cpm.interworking.DeliveryOutcome.TemporaryFailure;
import isthmus.cpm.interworking.InterworkingFunction;
import isthmus.cpm.interworking.OutboundDisposition;
import isthmus.cpm.interworking.OutboundMessage;
import isthmus.cpm.message.StandaloneMessage;
import isthmus.cpm.participating.InterworkingDecision;
import isthmus.cpm.preferences.PreferenceSource;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way out: makes one attempt of a delivery, of a message or of a notification, and turns what
 * comes of it into a change. Nothing here blocks; the end of an attempt is told to {@link
 * Finisher}.
 */
public final class Execution {
  private static final Logger log = LoggerFactory.getLogger(Execution.class);

  private final Functions functions;
  private final CpmDelivery cpm;
  private final CpmFailures inside;
  private final PreferenceSource preferences;
  private final Outcomes outcomes;
  private final ShardWork work;
  private final InstantSource clock;
  private final Conversations conversations;
  private final SubmittedContent submitted;
  private final Consumer<Ended> finisher;

  /**
   * The end of an attempt.
   *
   * @param delivery the delivery as it was attempted
   * @param result the change; empty when the shard was lost and nothing may be written
   */
  public record Ended(Delivery delivery, Optional<AttemptResult> result) {}

  /** A way out. */
  public Execution(
      Functions functions,
      CpmDelivery cpm,
      InterworkingDecision decision,
      Recipients recipients,
      PreferenceSource preferences,
      Selector selector,
      Outcomes outcomes,
      ShardWork work,
      InstantSource clock,
      Conversations conversations,
      CpimCodec cpim,
      Consumer<Ended> finisher) {
    this.functions = requireNonNull(functions);
    this.cpm = requireNonNull(cpm);
    this.inside = new CpmFailures(decision, recipients, selector);
    this.preferences = requireNonNull(preferences);
    this.outcomes = requireNonNull(outcomes);
    this.work = requireNonNull(work);
    this.clock = requireNonNull(clock);
    this.conversations = requireNonNull(conversations);
    this.submitted = new SubmittedContent(cpim);
    this.finisher = requireNonNull(finisher);
  }

  /** Routes {@code execute} and {@code notify}: begins an attempt. */
  public void attempt(Delivery delivery) {
    OptionalLong fence = work.fence(delivery.shard());
    if (fence.isEmpty()) {
      finisher.accept(new Ended(delivery, Optional.empty()));
      return;
    }
    Attempt attempt = new Attempt(delivery, fence.getAsLong());
    StandaloneMessage message = delivery.message().message();
    preferences.whenKnown(
        List.of(message.originator().identity(), message.recipient().identity()),
        () -> attempt.guarded(() -> begin(attempt)));
  }

  private void begin(Attempt attempt) {
    Delivery delivery = attempt.delivery();
    if (clock.instant().isAfter(delivery.expires())) {
      attempt.ended(
          new PermanentFailure(
              Failure.of(FailureCode.EXPIRED, "the validity period ended"), delivery.parts()),
          "");
      return;
    }
    switch (delivery.target()) {
      case DeliveryTarget.ToService target -> toService(attempt, target);
      case DeliveryTarget.ToClients target ->
          cpm.toClients(
              delivery,
              target,
              result ->
                  attempt.guarded(
                      () ->
                          insideAnswered(
                              attempt, result, () -> inside.clients(delivery, target, result))));
      case DeliveryTarget.ToCore target ->
          cpm.toCore(
              delivery,
              target,
              result ->
                  attempt.guarded(
                      () ->
                          insideAnswered(
                              attempt, result, () -> inside.core(delivery, target, result))));
    }
  }

  private void toService(Attempt attempt, DeliveryTarget.ToService target) {
    Delivery delivery = attempt.delivery();
    String service = target.service().service();
    Optional<InterworkingFunction> function = functions.of(service);
    if (function.isEmpty()) {
      attempt.ended(
          new PermanentFailure(
              Failure.of(FailureCode.NO_SERVICE, "no function is installed for " + service),
              List.of()),
          service);
      return;
    }
    Optional<Report> report = delivery.report();
    if (report.isEmpty()) {
      submit(attempt, target, function.get());
      return;
    }
    switch (delivery.message().origin()) {
      case Origin.FromService from ->
          function
              .get()
              .notify(
                  disposition(delivery, target, from, report.get()),
                  outcome -> attempt.ended(outcome, from.peer()));
      case Origin.FromCpm _ ->
          attempt.ended(new PermanentFailure(SipFailure.notAsked(), List.of()), service);
    }
  }

  private void submit(
      Attempt attempt, DeliveryTarget.ToService target, InterworkingFunction function) {
    Delivery delivery = attempt.delivery();
    String service = target.service().service();
    List<Alteration> alterations = delivery.treatment().alterations();
    StandaloneMessage message = submitted.altered(delivery.message().message(), alterations);
    OutboundMessage whole =
        new OutboundMessage(
            delivery.key(),
            message,
            target.from(),
            target.to(),
            delivery.expires(),
            delivery.attempt() + 1,
            delivery.parts());
    Optional<Alteration.Divided> divided = SubmittedContent.division(alterations);
    if (divided.isEmpty()) {
      function.submit(whole, outcome -> attempt.ended(outcome, peerOf(outcome, service)));
      return;
    }
    new DividedSubmission(
            function,
            whole,
            submitted.pieces(message, divided.get().characters()),
            divided.get(),
            (outcome, far) -> attempt.ended(outcome, peerOf(outcome, service), far))
        .start();
  }

  private static OutboundDisposition disposition(
      Delivery delivery, DeliveryTarget.ToService target, Origin.FromService from, Report report) {
    return new OutboundDisposition(
        delivery.key(),
        from.peer(),
        from.externalId().orElse(""),
        target.from(),
        target.to(),
        delivery.message().acceptedAt(),
        report.disposition(),
        report.at());
  }

  private static String peerOf(DeliveryOutcome outcome, String service) {
    return outcome.parts().isEmpty() ? service : outcome.parts().getLast().peer();
  }

  private void insideAnswered(
      Attempt attempt, CpmDelivery.Result result, Supplier<CpmFailures.Next> failed) {
    if (result.taken()) {
      attempt.ended(new Accepted(List.of(), finality(attempt.delivery())), result.peer());
      return;
    }
    CpmFailures.Next next = failed.get();
    if (next instanceof CpmFailures.Next.Leaves leaves) {
      conversations.left(
          attempt.delivery().message().message(),
          leaves.service().target(),
          leaves.service().reached(leaves.recipient()));
    }
    attempt.failedInside(next, result.peer());
  }

  /**
   * A client that took a message which asks for positive delivery notifications will report itself;
   * without that, taking it is the delivery.
   */
  private static Finality finality(Delivery delivery) {
    boolean willReport =
        delivery.report().isEmpty()
            && delivery.message().message().requested().wants(DispositionKind.POSITIVE_DELIVERY);
    return willReport ? Finality.AWAITS_RECEIPT : Finality.DELIVERED;
  }

  /** One attempt, until it ends; it ends once, whatever is told to it afterwards. */
  private final class Attempt {
    private final Delivery delivery;
    private final long fence;
    private final AtomicBoolean over = new AtomicBoolean();

    Attempt(Delivery delivery, long fence) {
      this.delivery = delivery;
      this.fence = fence;
    }

    Delivery delivery() {
      return delivery;
    }

    /** Runs what follows from an answer; when that breaks the attempt must end nevertheless. */
    void guarded(Runnable next) {
      try {
        next.run();
      } catch (RuntimeException broken) {
        log.error("delivery {}: the attempt broke", delivery.key(), broken);
        ended(
            new TemporaryFailure(
                new Failure(FailureCode.INTERNAL, "internal error", broken.toString()),
                Optional.empty(),
                List.of()),
            "");
      }
    }

    void ended(DeliveryOutcome outcome, String peer) {
      ended(delivery, outcome, peer);
    }

    /** A message that went as several, which came so far. */
    void ended(DeliveryOutcome outcome, String peer, Alteration.Divided far) {
      ended(delivery.treated(SubmittedContent.sofar(delivery.treatment(), far)), outcome, peer);
    }

    private void ended(Delivery delivery, DeliveryOutcome outcome, String peer) {
      end(
          () -> {
            try {
              return outcomes.of(delivery, outcome, peer, fence, clock.instant());
            } catch (RuntimeException broken) {
              log.error("delivery {}: no result for its outcome", delivery.key(), broken);
              return outcomes.broken(
                  delivery,
                  outcome,
                  new Failure(FailureCode.INTERNAL, "internal error", broken.toString()),
                  fence,
                  clock.instant());
            }
          });
    }

    void failedInside(CpmFailures.Next next, String peer) {
      end(() -> outcomes.inside(delivery, next, peer, fence, clock.instant()));
    }

    private void end(Supplier<AttemptResult> result) {
      if (over.compareAndSet(false, true)) {
        finisher.accept(new Ended(delivery, Optional.of(result.get())));
      }
    }
  }
}
