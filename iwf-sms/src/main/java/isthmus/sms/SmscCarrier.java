package isthmus.sms;

import isthmus.sms.smpp.RequestResult;
import isthmus.sms.smpp.SmscLink;
import isthmus.sms.smpp.SubmitPdu;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/** An SMSC link with its place in the order, and its rest after failures in a row. */
final class SmscCarrier implements Carrier {
  private final SmscSettings settings;
  private final Peer peer;
  private final SmscLink link;
  private final SmsSettings.Failover failover;
  private final InstantSource clock;
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicInteger failuresInRow = new AtomicInteger();
  private volatile Instant restsUntil = Instant.MIN;

  SmscCarrier(
      SmscSettings settings,
      Peer peer,
      SmscLink link,
      SmsSettings.Failover failover,
      InstantSource clock) {
    this.settings = settings;
    this.peer = peer;
    this.link = link;
    this.failover = failover;
    this.clock = clock;
  }

  @Override
  public Peer peer() {
    return peer;
  }

  SmscLink link() {
    return link;
  }

  int priority() {
    return settings.priority();
  }

  int weight() {
    return settings.weight();
  }

  @Override
  public boolean isUp() {
    return link.isUp();
  }

  @Override
  public boolean isSaturated() {
    return underWay.get() >= settings.link().pace().window() * settings.link().binds();
  }

  /** Until when it gets nothing while another is up. */
  Optional<Instant> restsUntil() {
    Instant until = restsUntil;
    return clock.instant().isBefore(until) ? Optional.of(until) : Optional.empty();
  }

  boolean isResting() {
    // The clock is read only after a failure; a healthy link never gets there.
    return failuresInRow.get() >= failover.afterFailures() && restsUntil().isPresent();
  }

  @Override
  public CompletionStage<RequestResult> send(SubmitPdu message) {
    underWay.incrementAndGet();
    return link.submit(message)
        .whenComplete(
            (_, _) -> {
              underWay.decrementAndGet();
            });
  }

  @Override
  public void succeeded() {
    if (failuresInRow.get() != 0) {
      failuresInRow.set(0);
    }
  }

  @Override
  public void failed() {
    if (failuresInRow.incrementAndGet() >= failover.afterFailures()) {
      restsUntil = clock.instant().plus(failover.rest());
      peer.counters().count(PeerCounters.Event.RESTED);
    }
  }
}
