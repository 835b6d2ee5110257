package isthmus.sms.smpp;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A link to one SMSC: its sessions, kept bound, and one bounded way out over all of them.
 *
 * <p>All methods but {@link #close} return at once and may be called from any thread, also from
 * within {@link InboundPdus}. Choosing another link when this one is down is the caller's: {@link
 * RequestResult.NotSent} says that nothing was sent, {@link LinkListener} when to look elsewhere.
 */
public final class SmscLink implements AutoCloseable {
  private final SmscLinkConfig config;
  private final SmppRuntime runtime;
  private final LinkListener listener;
  private final Outbox outbox;
  private final RequestCounters requestCounters = new RequestCounters();
  private final ChannelCounters channelCounters = new ChannelCounters();
  private final RequestSender sender;
  private final List<SmscBind> binds;
  private final ReentrantLock lock = new ReentrantLock();
  private boolean up;

  /** Prepares the link; nothing is connected before {@link #start}. */
  public SmscLink(
      SmscLinkConfig config, SmppRuntime runtime, InboundPdus inbound, LinkListener listener) {
    this.config = config;
    this.runtime = runtime;
    this.listener = listener;
    SmscLinkConfig.Pace pace = config.pace();
    this.outbox =
        new Outbox(
            new Outbox.Limits(
                pace.window(),
                pace.ratePerSecond(),
                pace.maxQueue(),
                new Throttle.Settings(pace.throttleMin(), pace.throttleMax())),
            runtime,
            RequestSender::congestion);
    this.sender = new RequestSender(outbox, runtime, requestCounters);
    this.binds = binds(inbound);
  }

  /** Starts binding. Returns at once; {@link LinkListener} or {@link #status} tell the rest. */
  public void start() {
    binds.forEach(SmscBind::start);
  }

  public String id() {
    return config.id();
  }

  /** At least one session is bound that submits. */
  public boolean isUp() {
    return binds.stream().anyMatch(SmscBind::submits);
  }

  /** Sends submit_sm. The stage never fails; it completes on the runtime's completions. */
  public CompletionStage<RequestResult> submit(SubmitPdu submit) {
    return sender.send(submit);
  }

  /** Sends data_sm. */
  public CompletionStage<RequestResult> data(DataPdu data) {
    return sender.send(data);
  }

  /** Sends cancel_sm. RINVCMDID or generic_nack says that the peer does not know it. */
  public CompletionStage<RequestResult> cancel(CancelPdu cancel) {
    return sender.send(cancel);
  }

  /** Sends replace_sm. */
  public CompletionStage<RequestResult> replace(ReplacePdu replace) {
    return sender.send(replace);
  }

  /** Sends query_sm. */
  public CompletionStage<QueryResult> query(QueryPdu query) {
    return sender.query(query);
  }

  public SmscLinkStatus status() {
    Outbox.Usage usage = outbox.usage();
    Instant now = runtime.clock().instant();
    return new SmscLinkStatus(
        config.id(),
        isUp(),
        binds.stream().map(SmscBind::status).toList(),
        usage.queued(),
        config.pace().maxQueue(),
        usage.inFlight(),
        usage.allowed(),
        config.pace().window() * Math.max(1, usage.lanes()),
        usage.sentLastSecond(),
        config.pace().ratePerSecond(),
        usage.throttled(),
        usage.resumeInNanos() > 0
            ? Optional.of(now.plusNanos(usage.resumeInNanos()))
            : Optional.empty(),
        config.bounds().maxUnanswered(),
        config.bounds().maxPduOctets(),
        config.timers().response(),
        config.timers().enquireLink(),
        requestCounters.with(channelCounters));
  }

  /**
   * Takes no more, hands the queue back as NotSent, waits for what is unanswered (at most the drain
   * time), unbinds and waits for the response (at most five seconds), and disconnects.
   */
  @Override
  public void close() {
    try {
      outbox.stop();
      Duration drain = config.timers().drain();
      var _ = outbox.awaitQuiet(drain);
      for (SmscBind bind : binds) {
        bind.stop();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<SmscBind> binds(InboundPdus inbound) {
    List<SmscBind> all = new ArrayList<>();
    for (int set = 1; set <= config.binds(); set++) {
      for (BindMode mode : config.bindModes()) {
        String suffix = mode.name().toLowerCase(Locale.ROOT) + "-" + set;
        all.add(
            new SmscBind(
                config.id() + "/" + suffix,
                mode,
                config,
                runtime,
                channelCounters,
                inbound,
                outbox,
                this::bindChanged));
      }
    }
    return List.copyOf(all);
  }

  private void bindChanged() {
    lock.lock();
    try {
      boolean upNow = isUp();
      if (upNow != up) {
        up = upNow;
        listener.onLink(config.id(), up, up ? "" : lastError());
      }
    } finally {
      lock.unlock();
    }
  }

  private String lastError() {
    return binds.stream()
        .map(SmscBind::lastError)
        .filter(error -> !error.isEmpty())
        .findFirst()
        .orElse("stopped");
  }
}
