package isthmus.sms.smpp;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;

/** The sessions of one account, the way out to it, and its rate. */
final class BoundAccount {
  private final EsmeAccount account;
  private final SmppRuntime runtime;
  private final Outbox outbox;
  private final RequestSender sender;
  private final RequestCounters requestCounters = new RequestCounters();
  private final ChannelCounters channelCounters = new ChannelCounters();
  private final LongAdder overRate = new LongAdder();
  private final ReentrantLock lock = new ReentrantLock();
  private final List<EsmeSession> sessions = new ArrayList<>();
  private final TokenBucket rate;
  private final RateMeter meter = new RateMeter();

  BoundAccount(EsmeAccount account, SmppRuntime runtime) {
    this.account = account;
    this.runtime = runtime;
    EsmeAccount.Limits limits = account.limits();
    this.rate = new TokenBucket(limits.ratePerSecond(), Duration.ofSeconds(1));
    this.outbox =
        new Outbox(
            new Outbox.Limits(
                limits.deliverWindow(),
                limits.deliverRatePerSecond(),
                limits.maxQueue(),
                new Throttle.Settings(limits.throttleMin(), limits.throttleMax())),
            runtime,
            RequestSender::congestion);
    this.sender = new RequestSender(outbox, runtime, requestCounters);
  }

  EsmeAccount account() {
    return account;
  }

  ChannelCounters counters() {
    return channelCounters;
  }

  /** Counts the session in; false if the account has as many as it may. */
  boolean admit(EsmeSession session) {
    lock.lock();
    try {
      if (sessions.size() >= account.maxBinds()) {
        return false;
      }
      sessions.add(session);
      channelCounters.binds.increment();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Answers the bind of a session, which from then on carries requests to the account. */
  void open(EsmeSession session, byte[] bindResponse) {
    lock.lock();
    try {
      if (sessions.contains(session)) {
        outbox.addLane(session.channel(), bindResponse);
      }
    } finally {
      lock.unlock();
    }
  }

  void remove(EsmeSession session) {
    lock.lock();
    try {
      sessions.remove(session);
    } finally {
      lock.unlock();
    }
    outbox.removeLane(session.channel());
  }

  /** Takes one request out of the account's rate; false if it is used up. */
  boolean withinRate() {
    long now = System.nanoTime();
    lock.lock();
    try {
      if (rate.waitNanos(now) > 0) {
        overRate.increment();
        return false;
      }
      rate.take(now);
      meter.mark(now);
      return true;
    } finally {
      lock.unlock();
    }
  }

  CompletionStage<RequestResult> send(MessagePdu message) {
    return sender.send(message);
  }

  void stop() {
    outbox.stop();
  }

  boolean awaitQuiet(Duration patience) throws InterruptedException {
    return outbox.awaitQuiet(patience);
  }

  List<EsmeSession> sessions() {
    lock.lock();
    try {
      return List.copyOf(sessions);
    } finally {
      lock.unlock();
    }
  }

  ServerStatus.AccountStatus status() {
    Outbox.Usage usage = outbox.usage();
    EsmeAccount.Limits limits = account.limits();
    Instant now = runtime.clock().instant();
    return new ServerStatus.AccountStatus(
        account.id(),
        account.kind(),
        sessions().stream().map(s -> s.status(outbox.inFlight(s.channel()))).toList(),
        account.maxBinds(),
        limits.window(),
        limits.ratePerSecond(),
        receivedLastSecond(),
        overRate.sum(),
        usage.queued(),
        limits.maxQueue(),
        usage.inFlight(),
        limits.deliverWindow(),
        usage.sentLastSecond(),
        limits.deliverRatePerSecond(),
        usage.throttled(),
        usage.resumeInNanos() > 0
            ? Optional.of(now.plusNanos(usage.resumeInNanos()))
            : Optional.empty(),
        requestCounters.with(channelCounters));
  }

  private int receivedLastSecond() {
    lock.lock();
    try {
      return meter.lastSecond(System.nanoTime());
    } finally {
      lock.unlock();
    }
  }
}
