package isthmus.gateway.flow;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.delivery.AttemptResult;
import isthmus.cpm.delivery.Delivery;
import isthmus.cpm.delivery.DeliveryState;
import isthmus.cpm.delivery.DeliveryTarget;
import isthmus.cpm.delivery.Treatment;
import isthmus.cpm.disposition.Disposition;
import isthmus.cpm.disposition.DispositionKind;
import isthmus.cpm.failure.Failure;
import isthmus.cpm.failure.FailureCode;
import isthmus.cpm.interworking.DeliveryOutcome;
import isthmus.cpm.interworking.ExternalPart;
import isthmus.cpm.store.MessageStore.NotificationPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * What an outcome changes in a delivery: retry, another service, the end (DESIGN: {@code outcome}).
 * No store, no clock.
 */
public final class Outcomes {
  private final Backoff backoff;
  private final RandomGenerator random;
  private final NotificationPlan plan;
  private final Reselection reselection;

  /** Asks the Interworking Selection Function after a service failed (CPM SD §5.3.1.2). */
  @FunctionalInterface
  public interface Reselection {
    /**
     * Chooses among the services that have not failed.
     *
     * @param tried services that have, the newest last
     * @param failure why the newest did
     * @param service the newest
     */
    Selected next(Delivery delivery, List<String> tried, Failure failure, String service);

    /**
     * What the policy table says after a failure that may pass.
     *
     * @param service the service that failed
     */
    default Advice advice(Delivery delivery, Failure failure, String service) {
      return Advice.NONE;
    }
  }

  /** What the policy table says after a failure that may pass. */
  public sealed interface Advice {
    /** Nothing. */
    Advice NONE = new Go("", false, Optional.empty());

    /** Fail for good. */
    record Refuse(Failure failure) implements Advice {
      /** Checks the failure. */
      public Refuse {
        requireNonNull(failure);
      }
    }

    /**
     * Go on.
     *
     * @param by the row that says so in a clause for people; empty when none does
     * @param elsewhere by another service at once, if one can take it
     * @param retry after pauses in the place of the back-off
     */
    record Go(String by, boolean elsewhere, Optional<List<Duration>> retry) implements Advice {
      /** Copies the list. */
      public Go {
        requireNonNull(by);
        retry = retry.map(List::copyOf);
      }
    }
  }

  /** The rules for outcomes. */
  public Outcomes(
      Backoff backoff, RandomGenerator random, NotificationPlan plan, Reselection reselection) {
    this.backoff = requireNonNull(backoff);
    this.random = requireNonNull(random);
    this.plan = requireNonNull(plan);
    this.reselection = requireNonNull(reselection);
  }

  /**
   * The change that an outcome makes.
   *
   * @param peer who was tried, for people
   * @param fence under which the shard is held
   */
  public AttemptResult of(
      Delivery delivery, DeliveryOutcome outcome, String peer, long fence, Instant now) {
    Change change = new Change(delivery, peer, fence, now, together(delivery, outcome));
    return switch (outcome) {
      case DeliveryOutcome.Accepted accepted -> accepted(change, accepted.finality());
      case DeliveryOutcome.TemporaryFailure failed ->
          temporary(change, failed.failure(), failed.retryAfter());
      case DeliveryOutcome.PermanentFailure failed -> permanent(change, failed.failure());
    };
  }

  /** The change that a failure inside CPM makes. */
  AttemptResult inside(
      Delivery delivery, CpmFailures.Next next, String peer, long fence, Instant now) {
    Change change = new Change(delivery, peer, fence, now, delivery.parts());
    return switch (next) {
      case CpmFailures.Next.Again(Failure failure, Treatment treatment) ->
          waiting(change.treated(treatment), failure, Optional.empty());
      // No client of the user is registered: wait for one (CPM SD §5.2.5.2).
      case CpmFailures.Next.Waits(Failure failure) ->
          change.to(DeliveryState.DEFERRED, Optional.of(failure), Optional.empty());
      case CpmFailures.Next.Ends(Failure failure, String selection) ->
          failed(change.refused(selection), failure);
      case CpmFailures.Next.Leaves(Failure failure, Selected.Service service, _) ->
          interworked(change, failure, service);
    };
  }

  /** The message leaves CPM after all, by the service given. */
  private static AttemptResult interworked(
      Change change, Failure failure, Selected.Service service) {
    Delivery delivery = change.delivery();
    Instant end = service.expires(delivery.expires(), delivery.message().acceptedAt());
    Treatment treatment =
        end.isBefore(delivery.expires()) ? service.treatment().endingAt(end) : service.treatment();
    return change
        .treated(treatment)
        .onwards(service.target(), delivery.tried(), service.why(), failure);
  }

  /** We do not know what to make of an outcome: the end, told to nobody but the operator. */
  public AttemptResult broken(
      Delivery delivery, DeliveryOutcome outcome, Failure failure, long fence, Instant now) {
    return new Change(delivery, "", fence, now, together(delivery, outcome))
        .to(DeliveryState.FAILED, Optional.of(failure), Optional.empty());
  }

  /** An outcome that knows of no parts does not undo those that are through. */
  private static List<ExternalPart> together(Delivery delivery, DeliveryOutcome outcome) {
    if (delivery.parts().isEmpty()) {
      return outcome.parts();
    }
    Map<Integer, ExternalPart> parts = new TreeMap<>();
    delivery.parts().forEach(part -> parts.put(part.number(), part));
    outcome.parts().forEach(part -> parts.put(part.number(), part));
    return List.copyOf(parts.values());
  }

  private AttemptResult accepted(Change change, DeliveryOutcome.Finality finality) {
    return switch (finality) {
      case AWAITS_RECEIPT ->
          change.to(DeliveryState.SUBMITTED, Optional.empty(), interworkingNotice(change));
      case NO_MORE_NEWS ->
          change.to(DeliveryState.NO_MORE_NEWS, Optional.empty(), interworkingNotice(change));
      case DELIVERED ->
          change.to(
              DeliveryState.DELIVERED, Optional.empty(), notice(change, Disposition.DELIVERED));
    };
  }

  private Optional<Delivery> interworkingNotice(Change change) {
    boolean asked =
        change.delivery().message().message().requested().wants(DispositionKind.INTERWORKING);
    return asked && change.delivery().target() instanceof DeliveryTarget.ToService target
        ? notice(change, Disposition.INTERWORKED)
            .map(notice -> notice.naming(target.service().service()))
        : Optional.empty();
  }

  private AttemptResult temporary(Change change, Failure failure, Optional<Duration> retryAfter) {
    Delivery delivery = change.delivery();
    if (delivery.report().isPresent()
        || !(delivery.target() instanceof DeliveryTarget.ToService target)) {
      return waiting(change, failure, retryAfter);
    }
    return switch (reselection.advice(delivery, failure, target.service().service())) {
      case Advice.Refuse(Failure refusal) -> failed(change, refusal);
      case Advice.Go(String by, boolean elsewhere, Optional<List<Duration>> retry) -> {
        Failure told =
            by.isEmpty()
                ? failure
                : new Failure(failure.code(), failure.peerText(), failure.detail() + "; " + by);
        Optional<AttemptResult> moved =
            elsewhere
                ? reselected(change, told).flatMap(next -> elsewhere(change, next, told))
                : Optional.<AttemptResult>empty();
        yield moved.orElseGet(() -> waiting(change.planned(retry), told, retryAfter));
      }
    };
  }

  private AttemptResult failed(Change change, Failure failure) {
    return change.to(
        DeliveryState.FAILED, Optional.of(failure), notice(change, dispositionOf(failure)));
  }

  /** Another attempt by the same service: after the pause laid down, else after the back-off. */
  private AttemptResult waiting(Change change, Failure failure, Optional<Duration> retryAfter) {
    Delivery delivery = change.delivery();
    Optional<Duration> planned = delivery.treatment().pauseAfter(delivery.attempt() + 1);
    if (delivery.treatment().retry().isPresent() && planned.isEmpty()) {
      return permanent(change, failure);
    }
    Duration wait = planned.orElseGet(() -> backoff.after(delivery.attempt() + 1, random));
    if (retryAfter.isPresent() && retryAfter.get().compareTo(wait) > 0) {
      wait = retryAfter.get();
    }
    Instant due = change.now().plus(wait);
    if (due.isAfter(delivery.expires())) {
      Failure expired =
          new Failure(
              FailureCode.EXPIRED,
              "the validity period ended",
              "expired before another attempt; last: " + failure.detail());
      return change.to(
          DeliveryState.EXPIRED, Optional.of(expired), notice(change, Disposition.FAILED));
    }
    return change.retry(due, failure);
  }

  private AttemptResult permanent(Change change, Failure failure) {
    if (failure.code() == FailureCode.EXPIRED) {
      return change.to(
          DeliveryState.EXPIRED, Optional.of(failure), notice(change, Disposition.FAILED));
    }
    Optional<Reselected> next = reselected(change, failure);
    // What the originator is told is what the last service answered (CPM SD §5.3.1.2); why no
    // other could take it is kept beside it.
    return next.flatMap(asked -> elsewhere(change, asked, failure))
        .orElseGet(
            () ->
                failed(
                    next.map(asked -> change.refused(asked.selected().why())).orElse(change),
                    failure));
  }

  /**
   * The answer of the selection after a service failed.
   *
   * @param tried services that have failed, that one the last
   */
  private record Reselected(List<String> tried, Selected selected) {}

  /** What is left after the service that failed; empty when no other may be asked for. */
  private Optional<Reselected> reselected(Change change, Failure failure) {
    Delivery delivery = change.delivery();
    if (!mayGoElsewhere(change)
        || !(delivery.target() instanceof DeliveryTarget.ToService target)) {
      return Optional.empty();
    }
    String service = target.service().service();
    List<String> tried = new ArrayList<>(delivery.tried());
    tried.add(service);
    return Optional.of(new Reselected(tried, reselection.next(delivery, tried, failure, service)));
  }

  /** By another service; the end when the policy table wants that; empty when none can take it. */
  private Optional<AttemptResult> elsewhere(Change change, Reselected asked, Failure failure) {
    return switch (asked.selected()) {
      case Selected.Service next ->
          Optional.of(
              change
                  .treated(next.treatment())
                  .onwards(
                      next.target(),
                      asked.tried(),
                      Why.reselected(change.delivery(), next.why()),
                      failure));
      case Selected.None none ->
          none.status().isEmpty()
              ? Optional.empty()
              : Optional.of(failed(change.refused(none.why()), none.failure()));
    };
  }

  /**
   * A notification is never sent by another service (CPM SD §5.3.1.2 NOTE 2), and a message of
   * which parts are through would arrive there in pieces and twice.
   */
  private static boolean mayGoElsewhere(Change change) {
    return change.delivery().report().isEmpty() && change.parts().isEmpty();
  }

  private Optional<Delivery> notice(Change change, Disposition disposition) {
    return change.delivery().report().isPresent()
        ? Optional.empty()
        : plan.plan(change.delivery().message(), disposition, change.now());
  }

  /** The disposition that a failure is told as (RFC 5438 §7.2.1.2). */
  public static Disposition dispositionOf(Failure failure) {
    return switch (failure.code().category()) {
      // "forbidden" would say that the recipient withholds the answer; here there is one.
      case ADDRESS, CONTENT, NETWORK, POLICY -> Disposition.FAILED;
      case INTERNAL -> Disposition.ERROR;
    };
  }

  /** A delivery, and the attempt that is about to change it. */
  private record Change(
      Delivery delivery, String peer, long fence, Instant now, List<ExternalPart> parts) {
    Change treated(Treatment treatment) {
      Treatment lasting = delivery.treatment().until().map(treatment::endingAt).orElse(treatment);
      return new Change(delivery.treated(lasting), peer, fence, now, parts);
    }

    /** With the selection that left nothing, in the compact form that is kept. */
    Change refused(String selection) {
      return new Change(
          delivery.because(Why.refused(delivery, selection)), peer, fence, now, parts);
    }

    /** Pauses that were laid down before go on; others begin with this attempt. */
    Change planned(Optional<List<Duration>> retry) {
      return retry.isEmpty() || retry.equals(delivery.treatment().retry())
          ? this
          : treated(delivery.treatment().withRetry(retry, delivery.attempt()));
    }

    AttemptResult to(
        DeliveryState state, Optional<Failure> failure, Optional<Delivery> notification) {
      return result(
          state, now, delivery.target(), delivery.tried(), delivery.why(), failure, notification);
    }

    AttemptResult retry(Instant due, Failure failure) {
      return result(
          DeliveryState.QUEUED,
          due,
          delivery.target(),
          delivery.tried(),
          delivery.why(),
          Optional.of(failure),
          Optional.empty());
    }

    AttemptResult onwards(DeliveryTarget target, List<String> tried, String why, Failure failure) {
      return result(
          DeliveryState.QUEUED, now, target, tried, why, Optional.of(failure), Optional.empty());
    }

    private AttemptResult result(
        DeliveryState state,
        Instant due,
        DeliveryTarget target,
        List<String> tried,
        String why,
        Optional<Failure> failure,
        Optional<Delivery> notification) {
      return new AttemptResult(
          delivery,
          fence,
          now,
          state,
          delivery.attempt() + 1,
          due,
          target,
          parts,
          tried,
          why,
          delivery.treatment(),
          failure,
          peer,
          notification);
    }
  }

  /** The delivery that a result leaves, for the attempt after it. */
  public static Delivery after(AttemptResult result) {
    Delivery before = result.delivery();
    return new Delivery(
        before.key(),
        before.message(),
        before.report(),
        result.target(),
        result.state(),
        result.attempt(),
        result.due(),
        result.treatment().end(before.expires()),
        result.parts(),
        result.tried(),
        result.why(),
        result.treatment());
  }
}
