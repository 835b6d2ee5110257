package isthmus.gateway.e2e;

import static isthmus.testkit.Eventually.eventually;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Sends one message after the other to a node, each when the one before was accepted. */
final class Traffic implements AutoCloseable {
  private static final long RESEND_NANOS = 2_000_000_000;
  private static final long PAUSE_NANOS = 2_000_000;

  private final RawSip peer;
  private final List<Pager> accepted = Collections.synchronizedList(new ArrayList<>());
  private final List<Pager> refused = Collections.synchronizedList(new ArrayList<>());
  private volatile boolean going;
  private Thread thread = Thread.ofVirtual().unstarted(() -> {});

  Traffic(RawSip peer) {
    this.peer = peer;
  }

  void start() {
    going = true;
    thread = Thread.ofPlatform().daemon().name("traffic").start(this::run);
  }

  private void run() {
    while (going) {
      Pager pager = Pager.to(Pager.phone(), "hello");
      if (answered(pager)) {
        (peer.response(pager.callId()).status() == 202 ? accepted : refused).add(pager);
      }
    }
  }

  /** False when the traffic ended before an answer came. */
  private boolean answered(Pager pager) {
    String text = pager.by(peer);
    BooleanSupplier arrived = () -> !peer.responses(pager.callId()).isEmpty();
    long sent = System.nanoTime() - RESEND_NANOS;
    while (going && !arrived.getAsBoolean()) {
      if (System.nanoTime() - sent >= RESEND_NANOS) {
        sent = System.nanoTime();
        peer.send(text);
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    return arrived.getAsBoolean();
  }

  /** Those accepted so far, in their order. */
  List<Pager> accepted() {
    synchronized (accepted) {
      return List.copyOf(accepted);
    }
  }

  /** Those that were answered, but not with 202. */
  List<Pager> refused() {
    synchronized (refused) {
      return List.copyOf(refused);
    }
  }

  Pager last() {
    return accepted().getLast();
  }

  /** One that was sent after this was called, once it is accepted. */
  Pager next() {
    // The first that is accepted from now on may have been sent before.
    int after = accepted().size() + 1;
    eventually("accepted after " + after, RawSip.PATIENCE, () -> accepted().size() > after);
    return accepted().get(after);
  }

  /** Waits until a message is decided by a version. */
  void untilDecidedBy(long version, Supplier<Map<String, Long>> versions) {
    eventually(
        "a message is decided by " + version,
        RawSip.PATIENCE,
        () -> versions.get().getOrDefault(next().imdnId(), 0L) == version);
  }

  /** Ends without waiting for an answer, for none will come. */
  void end() {
    going = false;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    end();
    peer.close();
  }
}
