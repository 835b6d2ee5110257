package isthmus.gateway.demo;

import isthmus.sms.smpp.MessagePdu;
import isthmus.sms.smpp.RequestResult;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an SMSC has to deliver to its ESMEs: at its time, in order, and again and again until it is
 * acknowledged, as a real one does. One virtual thread sends.
 */
final class DeliverQueue implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DeliverQueue.class);

  /** With pauses of five seconds this is an hour. */
  private static final int MAX_ATTEMPTS = 720;

  private static final long FIRST_PAUSE_MILLIS = 250;
  private static final long LONGEST_PAUSE_MILLIS = 5_000;

  private final BiFunction<String, MessagePdu, CompletionStage<RequestResult>> sender;
  private final DelayQueue<Item> queue = new DelayQueue<>();
  private final AtomicLong order = new AtomicLong();
  private final Thread thread;

  /**
   * A queue.
   *
   * @param sender sends to an account
   */
  DeliverQueue(BiFunction<String, MessagePdu, CompletionStage<RequestResult>> sender) {
    this.sender = sender;
    this.thread = Thread.ofVirtual().name("smsc-deliver").start(this::run);
  }

  /**
   * Queues a PDU.
   *
   * @param results hears of every attempt, on any thread
   */
  void add(String account, MessagePdu pdu, Duration delay, Consumer<RequestResult> results) {
    queue.add(
        new Item(
            account,
            pdu,
            System.nanoTime() + delay.toNanos(),
            order.incrementAndGet(),
            0,
            results));
  }

  /** PDUs that wait for their time. */
  int waiting() {
    return queue.size();
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void run() {
    try {
      while (!Thread.interrupted()) {
        send(queue.take());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void send(Item item) {
    var _ =
        sender
            .apply(item.account(), item.pdu())
            .whenComplete(
                (result, error) -> {
                  if (error == null) {
                    ended(item, result);
                  } else {
                    LOG.warn("delivering failed", error);
                  }
                });
  }

  private void ended(Item item, RequestResult result) {
    boolean again =
        switch (result) {
          case RequestResult.Accepted _ -> false;
          case RequestResult.Refused _, RequestResult.NoAnswer _ -> true;
          case RequestResult.NotSent notSent ->
              switch (notSent.reason()) {
                case LINK_DOWN, QUEUE_FULL -> true;
                case CLOSED, INVALID -> false;
              };
        };
    if (again && item.attempt() < MAX_ATTEMPTS) {
      queue.add(item.again(order.incrementAndGet()));
    }
    item.results().accept(result);
  }

  private record Item(
      String account,
      MessagePdu pdu,
      long dueNanos,
      long order,
      int attempt,
      Consumer<RequestResult> results)
      implements Delayed {

    Item again(long newOrder) {
      long pause = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(attempt, 10));
      return new Item(
          account,
          pdu,
          System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(pause),
          newOrder,
          attempt + 1,
          results);
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(dueNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      if (!(other instanceof Item that)) {
        throw new IllegalArgumentException("not of this queue");
      }
      long difference = dueNanos - that.dueNanos;
      return difference == 0 ? Long.compare(order, that.order) : Long.signum(difference);
    }
  }
}
