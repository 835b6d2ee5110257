package isthmus.sms.smpp;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The way out for requests of one link or account: a bounded queue, then a rate, a throttle and the
 * window of each bound session. It has no thread of its own: whoever queues a request or brings a
 * response sends what may go next, and the shared timer does so when a pause ends.
 */
final class Outbox {
  /** What became of a queued request. */
  sealed interface Outcome {
    record Answered(Frame response, String bindId) implements Outcome {}

    record Unanswered(RequestResult.Cause cause, String bindId) implements Outcome {}

    record Unsent(RequestResult.Reason reason, String detail) implements Outcome {}
  }

  /** Hears once of an outcome, on any thread; must not block. */
  interface Sink {
    void accept(Outcome outcome);

    /** The response came after {@link Outcome.Unanswered} had been told. */
    void late(Outcome.Answered outcome);
  }

  /** Finds congestion_state in a response; absent if it has none. */
  interface CongestionReader {
    OptionalInt level(Frame response);
  }

  /**
   * Bounds of an outbox.
   *
   * @param window unanswered requests for each session
   */
  record Limits(int window, double ratePerSecond, int maxQueue, Throttle.Settings throttle) {}

  /** Use of the bounds at one moment. */
  record Usage(
      int lanes,
      int queued,
      int inFlight,
      int allowed,
      int sentLastSecond,
      boolean throttled,
      long resumeInNanos) {}

  private static final class Item {
    final byte[] pdu;
    final Sink sink;

    Item(byte[] pdu, Sink sink) {
      this.pdu = pdu;
      this.sink = sink;
    }
  }

  private static final class Lane {
    final SmppChannel channel;
    int inFlight;

    Lane(SmppChannel channel) {
      this.channel = channel;
    }
  }

  private final Limits limits;
  private final SmppRuntime runtime;
  private final CongestionReader congestion;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition quiet = lock.newCondition();
  private final ArrayDeque<Item> queue = new ArrayDeque<>();
  private final List<Lane> lanes = new ArrayList<>();
  private final TokenBucket rate;
  private final RateMeter meter = new RateMeter();
  private Throttle throttle;
  private int inFlight;
  private boolean stopped;
  private boolean wakeScheduled;

  Outbox(Limits limits, SmppRuntime runtime, CongestionReader congestion) {
    this.limits = limits;
    this.runtime = runtime;
    this.congestion = congestion;
    this.rate = new TokenBucket(limits.ratePerSecond(), Duration.ofMillis(20));
    this.throttle = Throttle.open(limits.throttle(), limits.window());
  }

  /** Queues a request. {@code sink} may be called before this returns. */
  void offer(byte[] pdu, Sink sink) {
    Outcome.Unsent refusal;
    lock.lock();
    try {
      if (stopped) {
        refusal = new Outcome.Unsent(RequestResult.Reason.CLOSED, "closing");
      } else if (lanes.isEmpty()) {
        refusal = new Outcome.Unsent(RequestResult.Reason.LINK_DOWN, "no session is bound");
      } else if (queue.size() >= limits.maxQueue()) {
        refusal =
            new Outcome.Unsent(
                RequestResult.Reason.QUEUE_FULL, "queue of " + limits.maxQueue() + " is full");
      } else {
        queue.add(new Item(pdu, sink));
        sendAllowed();
        return;
      }
    } finally {
      lock.unlock();
    }
    sink.accept(refusal);
  }

  /** A session is bound and may carry requests. */
  void addLane(SmppChannel channel) {
    addLane(channel, () -> {});
  }

  /**
   * The same for a peer that bound to us. It hears of its bind before any request, and who acts on
   * its hearing so finds the lane.
   */
  void addLane(SmppChannel channel, byte[] bindResponse) {
    addLane(channel, () -> channel.respond(bindResponse));
  }

  private void addLane(SmppChannel channel, Runnable before) {
    lock.lock();
    try {
      before.run();
      lanes.add(new Lane(channel));
      throttle = throttle.withMaxWindow(limits.window() * lanes.size());
      sendAllowed();
    } finally {
      lock.unlock();
    }
  }

  /** A session is gone. With the last one, everything queued is handed back. */
  void removeLane(SmppChannel channel) {
    List<Item> handedBack;
    lock.lock();
    try {
      lanes.removeIf(lane -> lane.channel == channel);
      throttle = throttle.withMaxWindow(limits.window() * Math.max(1, lanes.size()));
      handedBack = lanes.isEmpty() ? drainQueue() : List.of();
    } finally {
      lock.unlock();
    }
    handBack(handedBack, RequestResult.Reason.LINK_DOWN, "the last session was lost");
  }

  /** Takes no more and hands the queue back; what is in flight may still be answered. */
  void stop() {
    List<Item> handedBack;
    lock.lock();
    try {
      stopped = true;
      handedBack = drainQueue();
    } finally {
      lock.unlock();
    }
    handBack(handedBack, RequestResult.Reason.CLOSED, "closing");
  }

  /** Blocks until nothing is in flight, at most for {@code patience}. */
  boolean awaitQuiet(Duration patience) throws InterruptedException {
    long left = patience.toNanos();
    lock.lock();
    try {
      while (inFlight > 0 && left > 0) {
        left = quiet.awaitNanos(left);
      }
      return inFlight == 0;
    } finally {
      lock.unlock();
    }
  }

  Usage usage() {
    long now = System.nanoTime();
    lock.lock();
    try {
      return new Usage(
          lanes.size(),
          queue.size(),
          inFlight,
          throttle.allowed(),
          meter.lastSecond(now),
          throttle.isHoldingBack(),
          throttle.waitNanos(now));
    } finally {
      lock.unlock();
    }
  }

  /** Unanswered requests on one session. */
  int inFlight(SmppChannel channel) {
    lock.lock();
    try {
      return lanes.stream()
          .filter(lane -> lane.channel == channel)
          .mapToInt(lane -> lane.inFlight)
          .sum();
    } finally {
      lock.unlock();
    }
  }

  /** Sends as long as queue, rate, throttle and windows allow. Call with the lock held. */
  private void sendAllowed() {
    while (!queue.isEmpty() && inFlight < throttle.allowed()) {
      long now = System.nanoTime();
      long wait = Math.max(throttle.waitNanos(now), rate.waitNanos(now));
      if (wait > 0) {
        wakeIn(wait);
        return;
      }
      Lane lane = emptiestLane();
      if (lane.inFlight >= limits.window()) {
        return;
      }
      Item item = queue.poll();
      if (lane.channel.send(item.pdu, new LaneReply(lane, item.sink))) {
        rate.take(now);
        meter.mark(now);
        lane.inFlight++;
        inFlight++;
      } else {
        // Its loss is about to be reported; until then it takes nothing.
        queue.addFirst(item);
        lanes.remove(lane);
        if (lanes.isEmpty()) {
          return;
        }
      }
    }
  }

  private Lane emptiestLane() {
    Lane best = lanes.getFirst();
    for (Lane lane : lanes) {
      if (lane.inFlight < best.inFlight) {
        best = lane;
      }
    }
    return best;
  }

  private void wakeIn(long nanos) {
    if (!wakeScheduled) {
      wakeScheduled = true;
      var _ = runtime.timer().schedule(this::wake, nanos, TimeUnit.NANOSECONDS);
    }
  }

  private void wake() {
    lock.lock();
    try {
      wakeScheduled = false;
      sendAllowed();
    } finally {
      lock.unlock();
    }
  }

  private void ended(Lane lane, Throttle.Change change) {
    lock.lock();
    try {
      lane.inFlight--;
      inFlight--;
      throttle = change.apply(throttle);
      if (inFlight == 0) {
        quiet.signalAll();
      }
      if (!lanes.isEmpty()) {
        sendAllowed();
      }
    } finally {
      lock.unlock();
    }
  }

  private List<Item> drainQueue() {
    List<Item> items = List.copyOf(queue);
    queue.clear();
    return items;
  }

  private static void handBack(List<Item> items, RequestResult.Reason reason, String detail) {
    for (Item item : items) {
      item.sink.accept(new Outcome.Unsent(reason, detail));
    }
  }

  private final class LaneReply implements SmppChannel.Reply {
    private final Lane lane;
    private final Sink sink;

    LaneReply(Lane lane, Sink sink) {
      this.lane = lane;
      this.sink = sink;
    }

    @Override
    public void answered(Frame response) {
      long now = System.nanoTime();
      int status = response.commandStatus();
      OptionalInt level = congestion.level(response);
      ended(
          lane,
          before -> {
            Throttle after = before.congestion(level.orElse(0));
            if (CommandStatus.isThrottle(status)) {
              return after.refused(now);
            }
            return status == CommandStatus.ROK ? after.accepted(now) : after;
          });
      sink.accept(new Outcome.Answered(response, lane.channel.id()));
    }

    @Override
    public void unanswered(RequestResult.Cause cause) {
      ended(lane, before -> before);
      sink.accept(new Outcome.Unanswered(cause, lane.channel.id()));
    }

    @Override
    public void late(Frame response) {
      sink.late(new Outcome.Answered(response, lane.channel.id()));
    }
  }
}
