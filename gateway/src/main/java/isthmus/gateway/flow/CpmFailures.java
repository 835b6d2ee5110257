package isthmus.gateway.flow;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.address.Address;
import isthmus.cpm.delivery.Delivery;
import isthmus.cpm.delivery.DeliveryTarget;
import isthmus.cpm.delivery.Origin;
import isthmus.cpm.delivery.Treatment;
import isthmus.cpm.failure.Failure;
import isthmus.cpm.participating.Decision;
import isthmus.cpm.participating.InterworkingDecision;
import isthmus.isf.policy.Circumstances;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What follows when a message was not delivered inside CPM: the policy table is asked at stage
 * failure, where the service that failed is {@code cpm}; then the interworking decision is made
 * (CPM SD §5.3.1.1.1, §5.3.1.1.3 to §5.3.1.1.6). Notifications are asked about by nobody: they are
 * never interworked (CPM SD §5.3.1.2 NOTE 2). Takes microseconds, never blocks; any thread.
 */
final class CpmFailures {
  private final InterworkingDecision decision;
  private final Recipients recipients;
  private final Selector selector;

  CpmFailures(InterworkingDecision decision, Recipients recipients, Selector selector) {
    this.decision = requireNonNull(decision);
    this.recipients = requireNonNull(recipients);
    this.selector = requireNonNull(selector);
  }

  /** What follows. */
  sealed interface Next {
    /** Tried inside CPM again, after the pauses that the treatment lays down or a back-off. */
    record Again(Failure failure, Treatment treatment) implements Next {}

    /** Kept until a client registers. */
    record Waits(Failure failure) implements Next {}

    /**
     * Not delivered.
     *
     * @param selection the selection that left nothing, in the compact form; empty when none was
     *     made
     */
    record Ends(Failure failure, String selection) implements Next {}

    /**
     * Leaves CPM.
     *
     * @param recipient who is to be reached
     */
    record Leaves(Failure failure, Selected.Service service, Address recipient) implements Next {}
  }

  /** A failure inside CPM, and the decision that is made when the policy table says nothing. */
  private record Failed(
      Delivery delivery,
      CpmDelivery.Result result,
      Address user,
      Failure failure,
      Treatment treatment) {
    /** The plan that was laid down is over: what would be tried again is decided now. */
    boolean exhausted() {
      return treatment.retry().isPresent()
          && treatment.pauseAfter(delivery.attempt() + 1).isEmpty();
    }

    /** What came from outside stays inside, and so does a notification. */
    boolean staysInside() {
      return delivery.report().isPresent()
          || switch (delivery.message().origin()) {
            case Origin.FromService _ -> true;
            case Origin.FromCpm _ -> false;
          };
    }

    Failed because(String by) {
      return by.isEmpty()
          ? this
          : new Failed(
              delivery,
              result,
              user,
              new Failure(failure.code(), failure.peerText(), failure.detail() + "; " + by),
              treatment);
    }

    Failed planned(Optional<List<Duration>> retry) {
      return retry.isEmpty() || retry.equals(treatment.retry())
          ? this
          : new Failed(
              delivery, result, user, failure, treatment.withRetry(retry, delivery.attempt()));
    }

    Next again() {
      return new Next.Again(failure, treatment);
    }

    Next ends(Failure told) {
      return new Next.Ends(told, "");
    }

    /** As the status says: a passing trouble is tried again. */
    Next retryOrEnd() {
      return SipFailure.isPassing(result.status()) ? again() : ends(failure);
    }
  }

  private static Failed failed(
      Delivery delivery, CpmDelivery.Result result, Address user, String who) {
    Failure failure = result.nobody() ? SipFailure.nobody() : SipFailure.of(result, who);
    return new Failed(delivery, result, user, failure, delivery.treatment());
  }

  /** No client of a user took it, or there was none. */
  Next clients(Delivery delivery, DeliveryTarget.ToClients target, CpmDelivery.Result result) {
    Failed failed = failed(delivery, result, target.user(), "a client");
    boolean refused = InterworkingDecision.isRefusalByClient(result.status());
    return next(failed, refused, this::clientsDecide);
  }

  private Next clientsDecide(Failed failed) {
    CpmDelivery.Result result = failed.result();
    if (result.nobody()) {
      return failed.staysInside()
          ? new Next.Waits(failed.failure())
          : follow(failed, decision.nobodyRegistered(recipients.of(failed.user())));
    }
    // A notification is never interworked again, and a message from outside not back outside.
    return failed.staysInside() || isFirstSilence(failed)
        ? failed.retryOrEnd()
        : follow(
            failed, decision.afterClientsFailed(recipients.of(failed.user()), result.status()));
  }

  /** A connection that just broke, or a stop of ours, says nothing yet about the recipient. */
  private static boolean isFirstSilence(Failed failed) {
    return !failed.result().answered() && failed.delivery().attempt() == 0 && !failed.exhausted();
  }

  /** The core did not take it. */
  Next core(Delivery delivery, DeliveryTarget.ToCore target, CpmDelivery.Result result) {
    Failed failed = failed(delivery, result, target.user(), "the core");
    boolean refused = InterworkingDecision.isRefusalByUser(result.status());
    return next(failed, refused, this::coreDecides);
  }

  private Next coreDecides(Failed failed) {
    // Silence is that of our own next hop; only an answer tells of the target network (CPM SD
    // §5.3.1.1.4 to §5.3.1.1.6).
    return failed.staysInside() || !failed.result().answered()
        ? failed.retryOrEnd()
        : follow(failed, decision.afterCoreRefused(failed.user(), failed.result().status()));
  }

  /** The decision that would be made without a word of the policy table. */
  private interface Usual {
    Next of(Failed failed);
  }

  private Next next(Failed failed, boolean refusedByUser, Usual usual) {
    if (failed.delivery().report().isPresent()) {
      return usual.of(failed);
    }
    return switch (selector.advice(failed.delivery(), failed.failure(), Circumstances.CPM)) {
      case Outcomes.Advice.Refuse(Failure refusal) -> failed.ends(refusal);
      case Outcomes.Advice.Go(String by, boolean elsewhere, Optional<List<Duration>> retry) -> {
        Optional<Next> gone =
            elsewhere && !failed.staysInside() && !refusedByUser
                ? leave(failed, by)
                : Optional.<Next>empty();
        yield gone.orElseGet(
            () -> {
              Failed planned = failed.because(by).planned(retry);
              return planned.treatment().retry().isPresent()
                      && !planned.exhausted()
                      && !refusedByUser
                  ? planned.again()
                  : usual.of(planned);
            });
      }
    };
  }

  /** Out of CPM as a row wants it; empty when no service can take it. */
  private Optional<Next> leave(Failed failed, String by) {
    Selected selected = selector.afterCpm(failed.delivery(), failed.user(), failed.failure());
    return switch (selected) {
      case Selected.Service service ->
          Optional.of(leaves(failed.because(by), service, by, failed.user()));
      case Selected.None none ->
          none.status().isPresent()
              ? Optional.of(new Next.Ends(none.failure(), none.why()))
              : Optional.empty();
    };
  }

  private static Next leaves(
      Failed failed, Selected.Service service, String because, Address recipient) {
    return new Next.Leaves(failed.failure(), service.because(because), recipient);
  }

  private Next follow(Failed failed, Decision next) {
    return switch (next) {
      case Decision.Interwork interwork -> interwork(failed, interwork);
      case Decision.Defer _ -> new Next.Waits(failed.failure());
      case Decision.Reject reject -> failed.ends(reject.failure());
      case Decision.DeliverInCpm _ -> failed.again();
    };
  }

  private Next interwork(Failed failed, Decision.Interwork interwork) {
    return switch (selector.afterCpm(failed.delivery(), interwork.recipient(), failed.failure())) {
      case Selected.Service service ->
          leaves(failed, service, interwork.because(), interwork.recipient());
      case Selected.None none -> {
        // No way outside does not make a passing trouble inside CPM a lasting one (CPM SD
        // §5.3.1.1.1: the message may be deferred when interworking fails).
        if (none.status().isPresent()) {
          yield new Next.Ends(none.failure(), none.why());
        } else if (failed.result().nobody()) {
          yield new Next.Waits(failed.failure());
        } else if (SipFailure.isPassing(failed.result().status())) {
          yield failed.again();
        } else {
          yield new Next.Ends(withoutAWayOut(failed.failure(), none.failure()), none.why());
        }
      }
    };
  }

  /** What the originator is told is what CPM answered; the operator reads both. */
  private static Failure withoutAWayOut(Failure inside, Failure outside) {
    return new Failure(
        inside.code(),
        inside.peerText(),
        "%s; outside: %s".formatted(inside.detail(), outside.detail()));
  }
}
