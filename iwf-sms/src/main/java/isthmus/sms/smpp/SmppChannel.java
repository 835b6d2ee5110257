package isthmus.sms.smpp;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jsmpp.SMPPConstant;
import org.jsmpp.extra.SessionState;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One SMPP connection, whichever side opened it: matches responses to requests, answers and sends
 * enquire_link, answers unbind, and ends the connection when the peer falls silent or out of step.
 *
 * <p>One virtual thread reads, one writes. Nothing called from the reading thread may block.
 */
final class SmppChannel {
  private static final Logger LOG = LoggerFactory.getLogger(SmppChannel.class);
  private static final Duration LINGER = Duration.ofSeconds(1);

  /** The owner of the connection; called on the reading thread and must not block. */
  interface Owner {
    /** A request other than enquire_link and unbind. */
    void request(Frame frame);

    /** The connection is gone. Called once, by any thread. */
    void lost(String reason);

    /** Called a few times a second on the timer's thread. */
    void tick(long nowNanos);
  }

  /** Hears once what became of a request. */
  interface Reply {
    void answered(Frame response);

    void unanswered(RequestResult.Cause cause);

    /** The response came after all, later than the time-out. */
    default void late(Frame response) {}
  }

  private final String id;
  private final Transport transport;
  private final Owner owner;
  private final ChannelSettings settings;
  private final SmppRuntime runtime;
  private final ChannelCounters counters;
  private final PduEncoder encoder = new PduEncoder();
  private final FrameWriter writer;
  private final FrameReader reader;
  private final PendingRequests pending = new PendingRequests();
  private final AtomicInteger sequence = new AtomicInteger();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final AtomicInteger missedEnquiries = new AtomicInteger();
  private final AtomicBoolean enquiring = new AtomicBoolean();
  private volatile SessionState state = SessionState.OPEN;
  private volatile long lastReceivedNanos = System.nanoTime();
  private volatile @Nullable Future<?> ticks;

  SmppChannel(
      String id,
      Transport transport,
      ChannelSettings settings,
      SmppRuntime runtime,
      ChannelCounters counters,
      Owner owner)
      throws IOException {
    this.id = id;
    this.transport = transport;
    this.settings = settings;
    this.runtime = runtime;
    this.counters = counters;
    this.owner = owner;
    this.writer = new FrameWriter(transport.socket().getOutputStream());
    InputStream in = transport.socket().getInputStream();
    this.reader = new FrameReader(in, settings.maxPduOctets());
  }

  void start() {
    Thread.ofVirtual().name("smpp-write-" + id).start(this::write);
    Thread.ofVirtual().name("smpp-read-" + id).start(this::read);
    long tickNanos = settings.tick().toNanos();
    ticks =
        runtime
            .timer()
            .scheduleWithFixedDelay(this::tick, tickNanos, tickNanos, TimeUnit.NANOSECONDS);
    if (closed.get()) {
      stopTicks();
    }
  }

  String id() {
    return id;
  }

  SessionState state() {
    return closed.get() ? SessionState.CLOSED : state;
  }

  boolean isClosed() {
    return closed.get();
  }

  void bound(BindMode mode) {
    if (state == SessionState.OPEN) {
      state = mode.boundState();
    }
  }

  /**
   * Sends a request. Its sequence_number is set here.
   *
   * @return false if the connection was gone or unbound before; {@code reply} then hears nothing
   */
  boolean send(byte[] pdu, Reply reply) {
    return state != SessionState.UNBOUND && sendInAnyState(pdu, reply);
  }

  private boolean sendInAnyState(byte[] pdu, Reply reply) {
    int number = sequence.updateAndGet(last -> last == Integer.MAX_VALUE ? 1 : last + 1);
    Frame.putInt32(pdu, 12, number);
    int responseId = Frame.int32(pdu, 4) | SMPPConstant.MASK_CID_RESP;
    long deadline = System.nanoTime() + settings.responseTimeout().toNanos();
    pending.add(number, responseId, deadline, reply);
    if (closed.get() && pending.withdraw(number)) {
      return false;
    }
    writer.queue(pdu);
    return true;
  }

  /** Sends a response. */
  void respond(byte[] pdu) {
    if (!closed.get()) {
      writer.queue(pdu);
    }
  }

  /** Sends unbind; the future ends with the response, its time-out or the loss of the link. */
  CompletableFuture<Void> unbind() {
    CompletableFuture<Void> done = new CompletableFuture<>();
    state = SessionState.UNBOUND;
    boolean sent =
        sendInAnyState(
            encoder.unbind(),
            new Reply() {
              @Override
              public void answered(Frame response) {
                done.complete(null);
              }

              @Override
              public void unanswered(RequestResult.Cause cause) {
                done.complete(null);
              }
            });
    if (!sent) {
      done.complete(null);
    }
    return done;
  }

  /** Ends the connection at once; what is not answered will not be. */
  void close(String reason) {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    state = SessionState.CLOSED;
    stopTicks();
    writer.abandon();
    disconnect();
    pending.abandon();
    owner.lost(reason);
  }

  private void disconnect() {
    if (transport.isSecure()) {
      // close_notify may wait for a peer that does not read; the TCP socket goes in any case.
      Thread.ofVirtual().name("smpp-close-" + id).start(() -> close(transport.socket()));
      later(() -> close(transport.raw()));
    } else {
      close(transport.raw());
    }
  }

  private void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      LOG.debug("{}: closing the socket: {}", id, e.getMessage());
    }
  }

  private void later(Runnable task) {
    try {
      var _ = runtime.timer().schedule(task, LINGER.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException _) {
      // The runtime is closed: nobody is left to wait for.
      task.run();
    }
  }

  /** Writes what is queued, then ends the connection; at the latest after one second. */
  void closeAfterFlush(String reason) {
    state = SessionState.UNBOUND;
    writer.finish();
    later(() -> close(reason));
  }

  private void write() {
    try {
      writer.run();
      if (!closed.get()) {
        // TLS of some providers cannot end one direction alone; then both are ended below.
        transport.socket().shutdownOutput();
      }
    } catch (IOException | UnsupportedOperationException e) {
      close("writing failed: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      close("interrupted");
    }
  }

  private void read() {
    try {
      while (!closed.get()) {
        Frame frame = reader.next();
        lastReceivedNanos = System.nanoTime();
        missedEnquiries.set(0);
        dispatch(frame);
        writer.awaitRoom();
      }
    } catch (MalformedPduException e) {
      counters.malformed.increment();
      LOG.warn("{}: out of step, closing: {}", id, e.getMessage());
      respond(encoder.genericNack(e.commandStatus(), 0));
      closeAfterFlush(String.valueOf(e.getMessage()));
      discardRest();
    } catch (IOException e) {
      close(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      close("interrupted");
    } catch (RuntimeException e) {
      LOG.error("{}: closing after an internal error", id, e);
      close("internal error");
    }
  }

  private void discardRest() {
    try {
      reader.discard();
      close("the peer closed the connection");
    } catch (IOException e) {
      close(String.valueOf(e.getMessage()));
    }
  }

  private void dispatch(Frame frame) {
    if (frame.isResponse()) {
      if (!pending.answer(frame)) {
        counters.strayResponses.increment();
      }
    } else if (frame.commandId() == SMPPConstant.CID_ENQUIRE_LINK) {
      counters.enquireLinkReceived.increment();
      respond(encoder.header(frame, CommandStatus.ROK));
    } else if (frame.commandId() == SMPPConstant.CID_UNBIND) {
      respond(encoder.header(frame, CommandStatus.ROK));
      closeAfterFlush("the peer unbound");
    } else if (state == SessionState.UNBOUND) {
      respond(encoder.header(frame, CommandStatus.RINVBNDSTS));
    } else {
      owner.request(frame);
    }
  }

  private void tick() {
    try {
      long now = System.nanoTime();
      pending.expire(now);
      owner.tick(now);
      boolean idle = now - lastReceivedNanos >= settings.enquireLink().toNanos();
      if (state.isBound() && idle && enquiring.compareAndSet(false, true)) {
        enquire();
      }
    } catch (RuntimeException e) {
      LOG.error("{}: internal error in a time-out", id, e);
    }
  }

  private void enquire() {
    counters.enquireLinkSent.increment();
    var _ =
        send(
            encoder.enquireLink(),
            new Reply() {
              @Override
              public void answered(Frame response) {
                enquiring.set(false);
              }

              @Override
              public void unanswered(RequestResult.Cause cause) {
                enquiring.set(false);
                int missed = missedEnquiries.incrementAndGet();
                if (missed >= settings.maxMissedEnquiries()) {
                  close(missed + " enquire_link unanswered");
                }
              }
            });
  }

  private void stopTicks() {
    Future<?> running = ticks;
    if (running != null) {
      running.cancel(false);
    }
  }
}
