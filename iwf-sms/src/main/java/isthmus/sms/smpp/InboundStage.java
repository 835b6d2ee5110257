package isthmus.sms.smpp;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands the requests of one session to the application, one after another in the order they came,
 * on a virtual thread of its own. The answer goes back when the stage that the application returned
 * is completed, by whichever thread; so many requests can wait for one commit, and an application
 * that blocks delays neither responses nor enquire_link.
 */
final class InboundStage {
  private static final Logger LOG = LoggerFactory.getLogger(InboundStage.class);

  /** The application's part. */
  interface Handler {
    CompletionStage<Answer> handle(Frame request) throws MalformedPduException;
  }

  /**
   * Bounds of the stage.
   *
   * @param maxUnanswered requests queued or with the application; more are declined at once
   * @param answerTimeout after which a request is declined that the application has not answered
   * @param busyStatus command_status of a request declined for either reason
   * @param failedStatus command_status of a request on which the application failed
   */
  record Limits(int maxUnanswered, Duration answerTimeout, int busyStatus, int failedStatus) {}

  private record Ticket(Frame request, long deadlineNanos, AtomicBoolean answered) {}

  private final SmppChannel channel;
  private final Limits limits;
  private final Handler handler;
  private final ChannelCounters counters;
  private final PduEncoder encoder = new PduEncoder();
  private final LinkedBlockingQueue<Ticket> queue = new LinkedBlockingQueue<>();
  private final Map<Ticket, Boolean> unanswered = new ConcurrentHashMap<>();
  private final AtomicBoolean warned = new AtomicBoolean();
  private volatile boolean stopped;

  InboundStage(SmppChannel channel, Limits limits, ChannelCounters counters, Handler handler) {
    this.channel = channel;
    this.limits = limits;
    this.counters = counters;
    this.handler = handler;
  }

  void start() {
    Thread.ofVirtual().name("smpp-in-" + channel.id()).start(this::run);
  }

  /** Takes a request from the reading thread; never blocks. */
  void accept(Frame request) {
    counters.received.increment();
    long deadline = System.nanoTime() + limits.answerTimeout().toNanos();
    Ticket ticket = new Ticket(request, deadline, new AtomicBoolean());
    if (unanswered.size() >= limits.maxUnanswered()) {
      counters.overloaded.increment();
      answer(ticket, Answer.declined(limits.busyStatus()));
      return;
    }
    unanswered.put(ticket, true);
    queue.add(ticket);
  }

  int unanswered() {
    return unanswered.size();
  }

  /** Ends the thread; requests not begun are dropped, their connection is gone. */
  void stop() {
    stopped = true;
    queue.clear();
    queue.add(new Ticket(new Frame(new byte[Frame.HEADER_OCTETS]), 0, new AtomicBoolean(true)));
  }

  private void run() {
    try {
      while (!stopped) {
        Ticket ticket = queue.take();
        if (!ticket.answered().get()) {
          handle(ticket);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void handle(Ticket ticket) {
    try {
      var _ =
          handler
              .handle(ticket.request())
              .whenComplete(
                  (answer, error) -> {
                    if (error == null) {
                      answer(ticket, answer);
                    } else {
                      failed(ticket, error);
                    }
                  });
    } catch (MalformedPduException e) {
      counters.malformed.increment();
      logMalformed(e);
      answer(ticket, Answer.declined(e.commandStatus()));
    } catch (RuntimeException e) {
      failed(ticket, e);
    }
  }

  // One line for each session: a peer must not be able to fill the log.
  private void logMalformed(MalformedPduException e) {
    if (warned.compareAndSet(false, true)) {
      LOG.warn(
          "{}: malformed PDU declined, more are only counted: {}", channel.id(), e.getMessage());
    } else {
      LOG.debug("{}: malformed PDU declined: {}", channel.id(), e.getMessage());
    }
  }

  private void failed(Ticket ticket, Throwable error) {
    LOG.error("{}: the application failed on a request", channel.id(), error);
    answer(ticket, Answer.declined(limits.failedStatus()));
  }

  private void answer(Ticket ticket, Answer answer) {
    if (!ticket.answered().compareAndSet(false, true)) {
      return;
    }
    unanswered.remove(ticket);
    if (answer.commandStatus() != CommandStatus.ROK) {
      counters.declined.increment();
    }
    channel.respond(encode(ticket.request(), answer));
  }

  private byte[] encode(Frame request, Answer answer) {
    try {
      return encoder.response(request, answer);
    } catch (MalformedPduException e) {
      LOG.error("{}: the application's answer cannot be written: {}", channel.id(), e.getMessage());
      return encoder.header(request, CommandStatus.RSYSERR);
    }
  }

  /** Declines what the application has had for too long. */
  void expire(long now) {
    for (Ticket ticket : unanswered.keySet()) {
      if (ticket.deadlineNanos() - now <= 0) {
        counters.overloaded.increment();
        answer(ticket, Answer.declined(limits.busyStatus()));
      }
    }
  }
}
