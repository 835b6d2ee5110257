package isthmus.gateway.flow;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.delivery.AttemptResult;
import isthmus.cpm.delivery.Delivery;
import isthmus.cpm.delivery.DeliveryState;
import isthmus.cpm.store.MessageStore.Effect;
import isthmus.cpm.store.StoreOverloadedException;
import isthmus.cpm.store.StoreUnavailableException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Route {@code outcome}: writes what an attempt changed, lets the lane go on, hands on the
 * notifications that were written in consequence. A result is never dropped while this node runs:
 * when the database is away, attempts pause and the result is written when it is back.
 */
public final class Finisher {
  private static final Logger log = LoggerFactory.getLogger(Finisher.class);
  private static final Duration AGAIN = Duration.ofMillis(500);

  private final Committer<AttemptResult, Effect> committer;
  private final Lanes lanes;
  private final ShardWork work;
  private final Lanes.Alarm alarm;
  private final PartsUnderWay parts;
  private final Tally tally;
  private final AtomicLong unwritten = new AtomicLong();

  /** A finisher. */
  public Finisher(
      Committer<AttemptResult, Effect> committer,
      Lanes lanes,
      ShardWork work,
      Lanes.Alarm alarm,
      PartsUnderWay parts,
      Tally tally) {
    this.committer = requireNonNull(committer);
    this.lanes = requireNonNull(lanes);
    this.work = requireNonNull(work);
    this.alarm = requireNonNull(alarm);
    this.parts = requireNonNull(parts);
    this.tally = requireNonNull(tally);
  }

  /** Ends an attempt. */
  public void end(Execution.Ended ended) {
    Delivery delivery = ended.delivery();
    if (ended.result().isEmpty()) {
      lanes.finished(delivery);
      lanes.settled(delivery.key());
      return;
    }
    AttemptResult result = ended.result().get();
    boolean again = result.state() == DeliveryState.QUEUED;
    if (!again) {
      // The next one of the conversation need not wait for the commit, only for the outcome.
      lanes.finished(delivery);
    }
    write(result, again, false);
  }

  /** Results that wait for the database. */
  public long unwritten() {
    return unwritten.get();
  }

  private void write(AttemptResult result, boolean again, boolean late) {
    PartsUnderWay.Write write = parts.begin(result.parts());
    committer
        .submit(result)
        .whenComplete(
            (effect, error) -> {
              write.ended();
              if (error == null) {
                caughtUp(late);
                written(result, again, effect);
              } else {
                notWritten(result, again, late, error);
              }
            });
  }

  /** Attempts begin again when the last result that had to wait is written, not before. */
  private void caughtUp(boolean late) {
    if (late && unwritten.decrementAndGet() == 0) {
      lanes.resume();
    }
  }

  private void written(AttemptResult result, boolean again, Effect effect) {
    Delivery delivery = result.delivery();
    boolean ours = work.fence(delivery.shard()).isPresent();
    if (again && effect.applied() && ours) {
      lanes.again(delivery, Outcomes.after(result));
    } else {
      if (again) {
        lanes.finished(delivery);
      }
      lanes.settled(delivery.key());
    }
    if (effect.applied()) {
      count(result);
    } else {
      log.info(
          "delivery {}: result {} not applied, it had moved on", delivery.key(), result.state());
    }
    effect.notifications().forEach(work::offer);
  }

  private void count(AttemptResult result) {
    switch (result.state()) {
      case SUBMITTED, DELIVERED, NO_MORE_NEWS -> {
        if (result.delivery().report().isPresent()) {
          tally.oneNotification();
        } else {
          tally.oneSubmitted();
        }
      }
      case QUEUED, DEFERRED, FAILED, EXPIRED, CANCELLED -> {
        // Told by the gauges of open deliveries and by the stories.
      }
    }
  }

  private void notWritten(AttemptResult result, boolean again, boolean late, Throwable error) {
    Throwable cause =
        error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
    if (cause instanceof StoreUnavailableException || cause instanceof StoreOverloadedException) {
      if (!late) {
        unwritten.incrementAndGet();
      }
      lanes.pause();
      alarm.in(AGAIN, () -> write(result, again, true));
      return;
    }
    caughtUp(late);
    // A bug or a broken row: the delivery stays as it is in the database and is found after the
    // next change of its shard's owner; holding its lane up would hold up the conversation.
    log.error("delivery {}: result not written", result.delivery().key(), cause);
    if (again) {
      lanes.finished(result.delivery());
    }
    lanes.settled(result.delivery().key());
  }
}
