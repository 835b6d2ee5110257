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
import isthmus.cpm.participating.Decision;
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
  private final InterworkingDecision decision;
  private final Recipients recipients;
  private final PreferenceSource preferences;
  private final Selector selector;
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
    this.decision = requireNonNull(decision);
    this.recipients = requireNonNull(recipients);
    this.preferences = requireNonNull(preferences);
    this.selector = requireNonNull(selector);
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
              result -> attempt.guarded(() -> clientsAnswered(attempt, target, result)));
      case DeliveryTarget.ToCore target ->
          cpm.toCore(
              delivery,
              target,
              result -> attempt.guarded(() -> coreAnswered(attempt, target, result)));
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

  private void clientsAnswered(
      Attempt attempt, DeliveryTarget.ToClients target, CpmDelivery.Result result) {
    Delivery delivery = attempt.delivery();
    if (result.taken()) {
      attempt.ended(new Accepted(List.of(), finality(delivery)), result.peer());
      return;
    }
    boolean staysInside = delivery.report().isPresent() || isFromService(delivery);
    if (result.nobody()) {
      if (staysInside) {
        attempt.deferred(SipFailure.nobody());
      } else {
        follow(
            attempt,
            decision.nobodyRegistered(recipients.of(target.user())),
            SipFailure.nobody(),
            result);
      }
      return;
    }
    // A notification is never interworked again, and a message from outside not back outside.
    if (staysInside || isFirstSilence(delivery, result)) {
      attempt.ended(SipFailure.retryOrFail(result.status(), "a client"), result.peer());
      return;
    }
    follow(
        attempt,
        decision.afterClientsFailed(recipients.of(target.user()), result.status()),
        SipFailure.of(result.status(), "a client"),
        result);
  }

  /** A connection that just broke, or a stop of ours, says nothing yet about the recipient. */
  private static boolean isFirstSilence(Delivery delivery, CpmDelivery.Result result) {
    return !result.answered() && delivery.attempt() == 0;
  }

  private void coreAnswered(
      Attempt attempt, DeliveryTarget.ToCore target, CpmDelivery.Result result) {
    Delivery delivery = attempt.delivery();
    if (result.taken()) {
      attempt.ended(new Accepted(List.of(), finality(delivery)), result.peer());
      return;
    }
    // Silence is that of our own next hop; only an answer tells of the target network (CPM SD
    // §5.3.1.1.4 to §5.3.1.1.6).
    if (delivery.report().isPresent() || isFromService(delivery) || !result.answered()) {
      attempt.ended(SipFailure.retryOrFail(result.status(), "the core"), result.peer());
      return;
    }
    follow(
        attempt,
        decision.afterCoreRefused(target.user(), result.status()),
        SipFailure.of(result.status(), "the core"),
        result);
  }

  private void follow(Attempt attempt, Decision next, Failure failure, CpmDelivery.Result result) {
    switch (next) {
      case Decision.Interwork interwork -> interwork(attempt, interwork, failure, result);
      case Decision.Defer _ -> attempt.deferred(failure);
      case Decision.Reject reject ->
          attempt.ended(new PermanentFailure(reject.failure(), List.of()), result.peer());
      case Decision.DeliverInCpm _ ->
          attempt.ended(new TemporaryFailure(failure, Optional.empty(), List.of()), result.peer());
    }
  }

  private void interwork(
      Attempt attempt, Decision.Interwork interwork, Failure failure, CpmDelivery.Result result) {
    Delivery delivery = attempt.delivery();
    switch (selector.first(
        delivery.key(), delivery.message(), interwork.recipient(), Optional.empty())) {
      case Selected.Service service -> {
        conversations.left(
            delivery.message().message(), service.target(), service.reached(interwork.recipient()));
        attempt.interworked(
            failure,
            new Selected.Service(
                service.target(),
                Why.of(interwork.because(), service.why()),
                service.treatment(),
                service.validity(),
                service.address()));
      }
      case Selected.None none -> {
        // No way outside does not make a passing trouble inside CPM a lasting one (CPM SD
        // §5.3.1.1.1: the message may be deferred when interworking fails).
        if (none.status().isPresent()) {
          attempt.ended(new PermanentFailure(none.failure(), List.of()), result.peer());
        } else if (result.nobody()) {
          attempt.deferred(failure);
        } else if (SipFailure.isPassing(result.status())) {
          attempt.ended(new TemporaryFailure(failure, Optional.empty(), List.of()), result.peer());
        } else {
          attempt.ended(new PermanentFailure(none.failure(), List.of()), result.peer());
        }
      }
    }
  }

  private static boolean isFromService(Delivery delivery) {
    return switch (delivery.message().origin()) {
      case Origin.FromService _ -> true;
      case Origin.FromCpm _ -> false;
    };
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

    void deferred(Failure failure) {
      end(() -> outcomes.deferred(delivery, failure, fence, clock.instant()));
    }

    void interworked(Failure failure, Selected.Service service) {
      end(() -> outcomes.interworked(delivery, failure, service, fence, clock.instant()));
    }

    private void end(Supplier<AttemptResult> result) {
      if (over.compareAndSet(false, true)) {
        finisher.accept(new Ended(delivery, Optional.of(result.get())));
      }
    }
  }
}
