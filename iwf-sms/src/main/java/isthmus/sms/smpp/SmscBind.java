package isthmus.sms.smpp;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one session of a link bound. A supervising virtual thread connects, waits for the loss of
 * the session and connects again after a back-off; events from the session's threads only move the
 * state and wake it.
 */
final class SmscBind implements SmscSession.Events {
  private static final Logger LOG = LoggerFactory.getLogger(SmscBind.class);
  private static final Duration UNBIND_PATIENCE = Duration.ofSeconds(5);

  private final String id;
  private final BindMode mode;
  private final SmscLinkConfig config;
  private final SmppRuntime runtime;
  private final ChannelCounters counters;
  private final InboundPdus inbound;
  private final Outbox outbox;
  private final Runnable changed;
  private final BackOff backOff;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();
  private BindProgress progress;
  private @Nullable SmscSession session;
  private int peerInterfaceVersion;

  SmscBind(
      String id,
      BindMode mode,
      SmscLinkConfig config,
      SmppRuntime runtime,
      ChannelCounters counters,
      InboundPdus inbound,
      Outbox outbox,
      Runnable changed) {
    this.id = id;
    this.mode = mode;
    this.config = config;
    this.runtime = runtime;
    this.counters = counters;
    this.inbound = inbound;
    this.outbox = outbox;
    this.changed = changed;
    SmscLinkConfig.Timers timers = config.timers();
    this.backOff =
        new BackOff(
            timers.reconnectMin(),
            timers.reconnectMax(),
            timers.reconnectRefused(),
            timers.reconnectJitter());
    this.progress = BindProgress.initial(runtime.clock().instant());
  }

  void start() {
    Thread.ofVirtual().name("smpp-bind-" + id).start(this::supervise);
  }

  /** Bound, and able to submit. */
  boolean submits() {
    lock.lock();
    try {
      return mode.submits() && progress.state() == BindState.BOUND;
    } finally {
      lock.unlock();
    }
  }

  /** Why the session last failed, empty if it never did. */
  String lastError() {
    lock.lock();
    try {
      return progress.lastError().orElse("");
    } finally {
      lock.unlock();
    }
  }

  SmscLinkStatus.BindStatus status() {
    lock.lock();
    try {
      SmscSession current = session;
      boolean bound = progress.state() == BindState.BOUND && current != null;
      return new SmscLinkStatus.BindStatus(
          id,
          mode,
          progress.state(),
          progress.since(),
          progress.state() == BindState.WAITING
              ? Optional.of(progress.retryAt())
              : Optional.empty(),
          progress.failures(),
          bound && current != null ? outbox.inFlight(current.channel()) : 0,
          config.pace().window(),
          bound && current != null ? current.unanswered() : 0,
          peerInterfaceVersion,
          progress.lastError());
    } finally {
      lock.unlock();
    }
  }

  /** Unbinds where bound and ends; blocks for at most five seconds. */
  void stop() throws InterruptedException {
    SmscSession current;
    boolean wasBound;
    lock.lock();
    try {
      current = session;
      step(new BindProgress.Event.Stop());
      wasBound = progress.state() == BindState.UNBINDING;
    } finally {
      lock.unlock();
    }
    changed.run();
    if (current == null) {
      return;
    }
    if (wasBound) {
      unbind(current.channel());
    }
    current.channel().close("stopped");
  }

  private void unbind(SmppChannel channel) throws InterruptedException {
    try {
      channel.unbind().get(UNBIND_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.info("{}: no response to unbind", id);
    }
  }

  @Override
  public void accepted(SmscSession by, int interfaceVersion) {
    lock.lock();
    try {
      step(new BindProgress.Event.Accepted());
      if (progress.state() == BindState.BOUND && session == by) {
        peerInterfaceVersion = interfaceVersion;
        if (mode.submits()) {
          outbox.addLane(by.channel());
        }
      }
    } finally {
      lock.unlock();
    }
    LOG.info("{}: bound as {}", id, mode);
    changed.run();
  }

  @Override
  public void refused(int commandStatus) {
    LOG.warn("{}: bind refused with {}", id, CommandStatus.describe(commandStatus));
    lock.lock();
    try {
      step(new BindProgress.Event.Refused(commandStatus));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void lost(SmscSession by, String reason) {
    lock.lock();
    try {
      if (session == by) {
        session = null;
      }
      step(new BindProgress.Event.Lost(reason));
    } finally {
      lock.unlock();
    }
    LOG.info("{}: connection ended: {}", id, reason);
    outbox.removeLane(by.channel());
    changed.run();
  }

  private void supervise() {
    try {
      while (true) {
        switch (awaitWork()) {
          case CONNECTING -> connect();
          case CLOSED -> {
            return;
          }
          case WAITING, BINDING, BOUND, UNBINDING -> {}
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Blocks until there is a connection to open or the end is reached. */
  private BindState awaitWork() throws InterruptedException {
    lock.lock();
    try {
      while (true) {
        step(new BindProgress.Event.Due());
        switch (progress.state()) {
          case CONNECTING, CLOSED -> {
            return progress.state();
          }
          case WAITING -> {
            long wait = Duration.between(now(), progress.retryAt()).toMillis() + 1;
            var _ = moved.await(Math.max(1, wait), TimeUnit.MILLISECONDS);
          }
          case BINDING, BOUND, UNBINDING -> moved.await();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private void connect() {
    try {
      Transport transport = new SocketOpener(config).open();
      SmscSession opened =
          new SmscSession(id, mode, transport, config, runtime, counters, inbound, this);
      if (connected(opened)) {
        start(opened);
      } else {
        opened.channel().close("stopped");
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn("{}: cannot connect: {}", id, String.valueOf(e.getMessage()));
      lock.lock();
      try {
        step(new BindProgress.Event.Lost("cannot connect: " + e.getMessage()));
      } finally {
        lock.unlock();
      }
      changed.run();
    }
  }

  private static void start(SmscSession opened) {
    try {
      opened.start();
    } catch (MalformedPduException e) {
      opened.channel().close("the bind cannot be written: " + e.getMessage());
    }
  }

  private boolean connected(SmscSession opened) {
    lock.lock();
    try {
      step(new BindProgress.Event.Connected());
      if (progress.state() != BindState.BINDING) {
        return false;
      }
      session = opened;
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void step(BindProgress.Event event) {
    BindProgress next =
        progress.next(event, now(), backOff, ThreadLocalRandom.current().nextDouble());
    if (!next.equals(progress)) {
      progress = next;
      moved.signalAll();
    }
  }

  private Instant now() {
    return runtime.clock().instant();
  }
}
