package isthmus.gateway.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The CPM core behind a gateway: answers each request over UDP with 200 and enters the
 * notifications into the ledger, retransmissions once. One platform thread.
 */
final class NotificationSink implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NotificationSink.class);
  private static final int BUFFER_BYTES = 4 << 20;

  /** Branches remembered against retransmissions, twice: half a minute at thousands a second. */
  private static final int REMEMBERED_BRANCHES = 200_000;

  private static final byte[] FAILED = "<failed".getBytes(StandardCharsets.US_ASCII);

  private final Ledger ledger;
  private final byte[] mark;
  private final DatagramChannel channel;
  private final LongAdder notifications = new LongAdder();
  private final Thread reader;
  private Set<String> branches = new HashSet<>();
  private Set<String> olderBranches = new HashSet<>();

  NotificationSink(Ledger ledger, String run, InetSocketAddress listen) throws IOException {
    this.ledger = ledger;
    this.mark =
        ("message-id>" + MessageTemplate.MESSAGE_ID + run + "-")
            .getBytes(StandardCharsets.US_ASCII);
    this.channel = DatagramChannel.open();
    channel.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER_BYTES);
    channel.setOption(StandardSocketOptions.SO_SNDBUF, BUFFER_BYTES);
    channel.bind(listen);
    this.reader = Thread.ofPlatform().name("bench-sink").daemon().start(this::read);
  }

  /** Where it listens. */
  InetSocketAddress address() throws IOException {
    return (InetSocketAddress) channel.getLocalAddress();
  }

  /** Notifications so far. */
  long notifications() {
    return notifications.sum();
  }

  private void read() {
    byte[] octets = new byte[65_536];
    ByteBuffer buffer = ByteBuffer.wrap(octets);
    while (channel.isOpen()) {
      try {
        buffer.clear();
        SocketAddress from = channel.receive(buffer);
        if (from != null) {
          received(octets, buffer.position(), from);
        }
      } catch (ClosedChannelException e) {
        return;
      } catch (IOException e) {
        LOG.debug("reading a notification failed: {}", e.getMessage());
      }
    }
  }

  private void received(byte[] octets, int length, SocketAddress from) throws IOException {
    Answer answer = Answer.to(octets, length);
    if (answer.branch().isEmpty()) {
      return;
    }
    int message = Scan.numberBehind(octets, mark, MessageTemplate.DIGITS, length);
    if (message >= 0 && isNew(answer.branch())) {
      notifications.increment();
      boolean delivered = Scan.find(octets, FAILED, 0, length) < 0;
      ledger.notified(message, delivered, System.nanoTime());
    }
    channel.send(answer.octets(), from);
  }

  private boolean isNew(String branch) {
    if (olderBranches.contains(branch) || !branches.add(branch)) {
      return false;
    }
    if (branches.size() >= REMEMBERED_BRANCHES) {
      olderBranches = branches;
      branches = new HashSet<>();
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    channel.close();
    reader.interrupt();
  }

  /**
   * The 200 for a request (RFC 3261 §8.2.6): Via, From, To with a tag, Call-ID and CSeq.
   *
   * @param branch of the topmost Via; empty if the octets are no request
   */
  record Answer(String branch, ByteBuffer octets) {

    static Answer to(byte[] request, int length) {
      ByteArrayOutputStream out = new ByteArrayOutputStream(512);
      out.writeBytes("SIP/2.0 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
      String branch = "";
      int start = 0;
      for (int i = 0; i + 1 < length; i++) {
        if (request[i] != '\r' || request[i + 1] != '\n') {
          continue;
        }
        if (i == start) {
          break;
        }
        String name = name(request, start, i);
        if (isCopied(name)) {
          out.write(request, start, i - start);
          out.writeBytes(
              (isTo(name) ? ";tag=bench\r\n" : "\r\n").getBytes(StandardCharsets.US_ASCII));
        }
        if (branch.isEmpty() && isVia(name)) {
          branch = branchOf(request, start, i);
        }
        start = i + 2;
      }
      out.writeBytes("Content-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      return new Answer(branch, ByteBuffer.wrap(out.toByteArray()));
    }

    private static String name(byte[] octets, int from, int to) {
      int colon = from;
      while (colon < to && octets[colon] != ':') {
        colon++;
      }
      return new String(octets, from, colon - from, StandardCharsets.US_ASCII)
          .strip()
          .toLowerCase(Locale.ROOT);
    }

    private static boolean isVia(String name) {
      return name.equals("via") || name.equals("v");
    }

    private static boolean isTo(String name) {
      return name.equals("to") || name.equals("t");
    }

    private static boolean isCopied(String name) {
      return switch (name) {
        case "via", "v", "from", "f", "to", "t", "call-id", "i", "cseq" -> true;
        default -> false;
      };
    }

    private static String branchOf(byte[] octets, int from, int to) {
      String line = new String(Arrays.copyOfRange(octets, from, to), StandardCharsets.US_ASCII);
      int at = line.indexOf("branch=");
      if (at < 0) {
        return "";
      }
      int end = line.indexOf(';', at);
      return line.substring(at + "branch=".length(), end < 0 ? line.length() : end).strip();
    }
  }
}
