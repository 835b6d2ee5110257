package isthmus.gateway.flow;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.address.Address;
import isthmus.cpm.conversation.CorrelationKey;
import isthmus.cpm.delivery.AcceptedMessage;
import isthmus.cpm.delivery.Delivery;
import isthmus.cpm.delivery.DeliveryState;
import isthmus.cpm.delivery.DeliveryTarget;
import isthmus.cpm.delivery.Origin;
import isthmus.cpm.delivery.Treatment;
import isthmus.cpm.failure.Failure;
import isthmus.cpm.failure.FailureCode;
import isthmus.cpm.message.DeliveryKey;
import isthmus.cpm.message.KeySource;
import isthmus.cpm.message.StandaloneMessage;
import isthmus.cpm.participating.Decision;
import isthmus.cpm.participating.InterworkingDecision;
import isthmus.cpm.participating.InterworkingReason;
import isthmus.cpm.store.MessageStore.AcceptResult;
import isthmus.cpm.store.MessageStore.Acceptance;
import isthmus.cpm.store.MessageStore.CorrelationUpdate;
import isthmus.cpm.store.StoreOverloadedException;
import isthmus.cpm.store.StoreUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way in: decide, select, accept. Decision and selection come before the write, so that a
 * refusal is an answer to the request (CPM SD §5.3.1.2) and acceptance is one transaction; an
 * answer of success is given after the commit only.
 */
public final class Intake {
  private static final Logger log = LoggerFactory.getLogger(Intake.class);

  private final InterworkingDecision decision;
  private final Selector selector;
  private final KeySource keys;
  private final InstantSource clock;
  private final Duration conversationLifetime;
  private final Committer<Acceptance, AcceptResult> committer;
  private final ShardWork work;
  private final Tally tally;

  /** A way in. */
  public Intake(
      InterworkingDecision decision,
      Selector selector,
      KeySource keys,
      InstantSource clock,
      Duration conversationLifetime,
      Committer<Acceptance, AcceptResult> committer,
      ShardWork work,
      Tally tally) {
    this.decision = requireNonNull(decision);
    this.selector = requireNonNull(selector);
    this.keys = requireNonNull(keys);
    this.clock = requireNonNull(clock);
    this.conversationLifetime = requireNonNull(conversationLifetime);
    this.committer = requireNonNull(committer);
    this.work = requireNonNull(work);
    this.tally = requireNonNull(tally);
  }

  /** A draft with its decision. */
  public record Decided(Draft draft, Decision decision) {}

  /**
   * Route {@code decide}: inside CPM, later, outside, or not at all. What came from outside is
   * deferred rather than sent outside again.
   */
  public Decided decide(Draft draft) {
    Optional<String> forced = draft.ruling().force();
    if (forced.isPresent()) {
      return new Decided(
          draft,
          new Decision.Interwork(
              InterworkingReason.NON_DELIVERY,
              draft.recipient().address(),
              draft.ruling().words()));
    }
    Decision first = decision.first(draft.recipient());
    if (first instanceof Decision.Interwork interwork
        && draft.message().origin() instanceof Origin.FromService) {
      return new Decided(
          draft,
          new Decision.Defer(
              draft.recipient().address(), interwork.because() + "; it came from outside"));
    }
    return new Decided(draft, first);
  }

  /** Route {@code select}: the service for what leaves CPM; what stays passes through. */
  public Plan select(Decided decided) {
    Draft draft = decided.draft();
    return switch (decided.decision()) {
      case Decision.DeliverInCpm inCpm ->
          inside(draft, inCpm.target(), DeliveryState.QUEUED, inCpm.because());
      case Decision.Defer defer ->
          inside(
              draft,
              new DeliveryTarget.ToClients(defer.user()),
              DeliveryState.DEFERRED,
              defer.because());
      case Decision.Reject reject -> new Plan.Refuse(draft, reject.failure(), OptionalInt.empty());
      case Decision.Interwork interwork -> interwork(draft, interwork);
    };
  }

  private Plan interwork(Draft draft, Decision.Interwork interwork) {
    StandaloneMessage message = draft.message().message();
    DeliveryKey key = keys.nextDelivery();
    Selected selected =
        selector.first(key, draft.message(), interwork.recipient(), draft.ruling().force());
    return switch (selected) {
      case Selected.None none -> new Plan.Refuse(draft, none.failure(), none.status());
      case Selected.Service service -> {
        Delivery delivery =
            delivery(
                key,
                draft,
                service.target(),
                DeliveryState.QUEUED,
                Why.of(because(draft, interwork.because()), service.why()),
                service.expires(draft.expires(), draft.message().acceptedAt()),
                service.treatment());
        yield new Plan.Accept(
            draft,
            delivery,
            Optional.of(
                correlation(message, service.target(), service.reached(interwork.recipient()))));
      }
    };
  }

  private CorrelationUpdate correlation(
      StandaloneMessage message, DeliveryTarget.ToService target, Address recipient) {
    return new CorrelationUpdate(
        new CorrelationKey(
            target.service().service(), message.originator().identity(), recipient.identity()),
        message.threading().conversation(),
        message.threading().contribution(),
        clock.instant().plus(conversationLifetime));
  }

  private Plan inside(Draft draft, DeliveryTarget target, DeliveryState state, String because) {
    return new Plan.Accept(
        draft,
        delivery(
            keys.nextDelivery(),
            draft,
            target,
            state,
            Why.of(because(draft, because)),
            draft.expires(),
            Treatment.NONE),
        plainReply(draft.message().message(), target));
  }

  /**
   * A client that knows no conversations answers without naming one: its answer belongs to the
   * conversation of the last message that it was sent by this peer ({@link PagerDoor}).
   */
  private Optional<CorrelationUpdate> plainReply(StandaloneMessage message, DeliveryTarget target) {
    return switch (target) {
      case DeliveryTarget.ToClients to ->
          Optional.of(
              new CorrelationUpdate(
                  PagerDoor.plainThread(to.user(), message.originator()),
                  message.threading().conversation(),
                  message.threading().contribution(),
                  clock.instant().plus(conversationLifetime)));
      case DeliveryTarget.ToCore _, DeliveryTarget.ToService _ -> Optional.empty();
    };
  }

  /** The decision, and what the policy table had changed before it. */
  private static String because(Draft draft, String decided) {
    String words = draft.ruling().words();
    return words.isEmpty() || words.equals(decided) ? decided : words + "; " + decided;
  }

  private static Delivery delivery(
      DeliveryKey key,
      Draft draft,
      DeliveryTarget target,
      DeliveryState state,
      String why,
      Instant expires,
      Treatment treatment) {
    Instant now = draft.message().acceptedAt();
    return new Delivery(
        key,
        draft.message(),
        Optional.empty(),
        target,
        state,
        0,
        now,
        expires,
        List.of(),
        List.of(),
        why,
        treatment);
  }

  /** Route {@code accept}: write, then answer, then deliver. */
  public void accept(Plan plan) {
    switch (plan) {
      case Plan.Refuse refuse -> {
        tally.oneRefused();
        Reply reply = refuse.draft().reply();
        refuse
            .status()
            .ifPresentOrElse(
                status -> reply.refused(refuse.failure(), status),
                () -> reply.refused(refuse.failure()));
      }
      case Plan.Accept accept -> write(accept);
    }
  }

  private void write(Plan.Accept plan) {
    Draft draft = plan.draft();
    Acceptance acceptance =
        new Acceptance(
            draft.requestKey(), draft.message(), List.of(plan.delivery()), plan.correlation());
    committer
        .submit(acceptance)
        .whenComplete(
            (result, error) -> {
              if (error != null) {
                draft.reply().later(laterBecause(draft.message(), error));
                return;
              }
              switch (result) {
                case AcceptResult.Written() -> {
                  tally.oneAccepted();
                  draft.reply().accepted(draft.message());
                  if (plan.delivery().state() == DeliveryState.QUEUED) {
                    work.offer(plan.delivery());
                  }
                }
                case AcceptResult.Duplicate(var first) -> draft.reply().repeated(first);
              }
            });
  }

  /** What a sender is told when a write failed; the operator reads the rest in the log. */
  static Failure laterBecause(AcceptedMessage message, Throwable error) {
    Throwable cause =
        error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
    return switch (cause) {
      case StoreOverloadedException overloaded ->
          new Failure(
              FailureCode.CONGESTED,
              "too much is waiting",
              String.valueOf(overloaded.getMessage()));
      case StoreUnavailableException away ->
          new Failure(
              FailureCode.CONGESTED, "suspended", "the database is away: " + away.getMessage());
      default -> {
        log.error("message {} could not be written", message.key(), cause);
        yield new Failure(FailureCode.INTERNAL, "internal error", String.valueOf(cause));
      }
    };
  }
}
