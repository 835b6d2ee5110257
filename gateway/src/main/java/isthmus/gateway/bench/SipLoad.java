package isthmus.gateway.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends MESSAGE requests over UDP at a rate or as fast as answers come, and reads the answers. No
 * SIP stack: requests are prepared octets, and of an answer only its status and our branch are
 * read. Requests without an answer are sent again by RFC 3261's timers.
 */
final class SipLoad implements AutoCloseable {
  private static final int BUFFER_BYTES = 4 << 20;
  private static final long PAUSE_NANOS = 1_000_000;

  /** Most requests sent in one go when the sender has fallen behind. */
  private static final int BURST = 64;

  /**
   * How much is offered.
   *
   * @param ratePerSecond requests a second; infinite for as fast as answers come
   * @param window most unanswered requests
   */
  record Pace(double ratePerSecond, int window) {
    static Pace rate(double perSecond) {
      return new Pace(perSecond, Integer.MAX_VALUE);
    }

    static Pace asFastAsAnswered(int window) {
      return new Pace(Double.POSITIVE_INFINITY, window);
    }
  }

  private final Ledger ledger;
  private final DatagramChannel channel;
  private final MessageTemplate template;
  private final Retransmissions retransmissions = new Retransmissions();
  private final LongAdder answers = new LongAdder();
  private final LongAdder retransmitted = new LongAdder();
  private final byte[] mark;
  private final Thread reader;
  private volatile boolean stopped;
  private volatile int next;

  SipLoad(Ledger ledger, String run, InetSocketAddress gateway, String domain, int peers)
      throws IOException {
    this.ledger = ledger;
    this.mark = (MessageTemplate.BRANCH + run + "-").getBytes(StandardCharsets.US_ASCII);
    this.channel = DatagramChannel.open();
    channel.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER_BYTES);
    channel.setOption(StandardSocketOptions.SO_SNDBUF, BUFFER_BYTES);
    channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    channel.connect(gateway);
    InetSocketAddress own = (InetSocketAddress) channel.getLocalAddress();
    this.template =
        new MessageTemplate(
            run, own.getAddress().getHostAddress() + ":" + own.getPort(), domain, peers);
    this.reader = Thread.ofPlatform().name("bench-answers").daemon().start(this::read);
  }

  /** The number of the next message: that many have been sent. */
  int next() {
    return next;
  }

  /** Requests sent again. */
  long retransmitted() {
    return retransmitted.sum();
  }

  /** Requests without any answer so far, those given up included. */
  long unanswered() {
    return next - answers.sum();
  }

  /** Whether every request is answered or given up. */
  boolean isSettled() {
    return unanswered() == 0 || retransmissions.waiting() == 0;
  }

  /** Sends at a pace until {@link #stopOffering}. For the thread that sends. */
  void offerUntilStopped(Pace pace) {
    offer(pace, Long.MAX_VALUE);
  }

  /** Ends {@link #offerUntilStopped}; from any thread. */
  void stopOffering() {
    stopped = true;
  }

  /** Sends until a moment, at a pace that counts from now. For the thread that sends. */
  void offer(Pace pace, long untilNanos) {
    long start = System.nanoTime();
    int first = next;
    long givenUp = unanswered();
    for (long now = start;
        now < untilNanos && !stopped && next < ledger.capacity();
        now = System.nanoTime()) {
      double due = (now - start) / 1e9 * pace.ratePerSecond();
      int sent = 0;
      while (sent < BURST
          && next - first < due
          && unanswered() - givenUp < pace.window()
          && next < ledger.capacity()) {
        int message = next;
        long at = System.nanoTime();
        ledger.sent(message, at);
        write(message);
        retransmissions.sent(message, at);
        next = message + 1;
        sent++;
      }
      retransmit(now);
      if (sent < BURST) {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  /** Only sends again, until everything is answered or given up, or the moment has come. */
  void settle(long untilNanos) {
    for (long now = System.nanoTime(); now < untilNanos && !isSettled(); now = System.nanoTime()) {
      retransmit(now);
      LockSupport.parkNanos(PAUSE_NANOS * 5);
    }
  }

  private void retransmit(long now) {
    retransmissions.fire(
        now,
        message -> ledger.answeredAt(message) != 0,
        message -> {
          write(message);
          retransmitted.increment();
        });
  }

  private void write(int message) {
    try {
      channel.write(template.request(message));
    } catch (IOException e) {
      // Nobody listens (ICMP), as between a crash and a restart: timer E sends it again.
      LockSupport.parkNanos(1_000);
    }
  }

  private void read() {
    byte[] octets = new byte[8_192];
    ByteBuffer buffer = ByteBuffer.wrap(octets);
    while (channel.isOpen()) {
      try {
        buffer.clear();
        int length = channel.read(buffer);
        answered(octets, length, System.nanoTime());
      } catch (AsynchronousCloseException e) {
        return;
      } catch (ClosedChannelException e) {
        return;
      } catch (IOException e) {
        // Port unreachable; the answers come once somebody listens again.
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  private void answered(byte[] octets, int length, long now) {
    int status = Scan.number(octets, "SIP/2.0 ".length(), 3, length);
    int message = Scan.numberBehind(octets, mark, MessageTemplate.DIGITS, length);
    if (status >= 200 && message >= 0 && ledger.answered(message, status, now)) {
      answers.increment();
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
    reader.interrupt();
  }
}
