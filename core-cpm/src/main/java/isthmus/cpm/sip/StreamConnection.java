package isthmus.cpm.sip;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javax.net.ssl.SSLSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One TCP or TLS connection, accepted or made by us: a virtual thread reads and one writes, so that
 * a slow peer blocks nobody. Its queue is bounded. Safe for any thread.
 */
final class StreamConnection {
  private static final Logger LOG = LoggerFactory.getLogger(StreamConnection.class);
  private static final byte[] PONG = {'\r', '\n'};

  /** Gives the connected socket; may block. */
  @FunctionalInterface
  interface Connector {
    Socket connect() throws IOException;
  }

  private static final class Outgoing {
    private final byte[] octets;
    private final Consumer<String> onFailure;

    Outgoing(byte[] octets, Consumer<String> onFailure) {
      this.octets = octets;
      this.onFailure = onFailure;
    }
  }

  private final Transport transport;
  private final InetSocketAddress remote;
  private final SipLimits limits;
  private final Intake intake;
  private final Consumer<StreamConnection> onClose;
  private final Arrival arrival;
  private final BlockingQueue<Outgoing> queue;
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile Optional<Socket> socket = Optional.empty();
  private volatile Optional<Thread> writer = Optional.empty();
  private volatile String closeReason = "the connection was closed";

  StreamConnection(
      Transport transport,
      InetSocketAddress remote,
      SipLimits limits,
      Intake intake,
      Consumer<StreamConnection> onClose,
      Consumer<byte[]> whenGone) {
    this.transport = transport;
    this.remote = remote;
    this.limits = limits;
    this.intake = intake;
    this.onClose = onClose;
    this.queue = new LinkedBlockingQueue<>(limits.maxQueuedPerConnection());
    this.arrival =
        new Arrival(
            transport, remote, (octets, port) -> offer(octets, reason -> whenGone.accept(octets)));
  }

  InetSocketAddress remote() {
    return remote;
  }

  Transport transport() {
    return transport;
  }

  void start(Connector connector) {
    Thread.ofVirtual()
        .name("sip-" + transport.parameter() + "-" + remote)
        .start(() -> run(connector));
  }

  /** Queues bytes to be written; the failure is told when they could not be. */
  void offer(byte[] octets, Consumer<String> onFailure) {
    Outgoing outgoing = new Outgoing(octets, onFailure);
    if (closed.get() || !queue.offer(outgoing)) {
      onFailure.accept(closed.get() ? closeReason : "too many messages wait for the connection");
    } else if (closed.get()) {
      failQueued();
    }
  }

  private void run(Connector connector) {
    try {
      Socket connected = connector.connect();
      socket = Optional.of(connected);
      if (closed.get()) {
        closeQuietly(connected);
        return;
      }
      connected.setTcpNoDelay(true);
      connected.setSoTimeout(Math.toIntExact(limits.connectTimeout().toMillis()));
      if (connected instanceof SSLSocket tls) {
        tls.startHandshake();
      }
      writer =
          Optional.of(Thread.ofVirtual().name("sip-write-" + remote).start(() -> write(connected)));
      if (closed.get()) {
        writer.ifPresent(Thread::interrupt);
      }
      read(connected);
    } catch (IOException e) {
      close(
          e instanceof SocketTimeoutException ? "the peer was silent for too long" : e.toString());
    } catch (RuntimeException | StackOverflowError e) {
      LOG.error("the connection with {} failed", remote, e);
      close(e.toString());
    }
  }

  private void read(Socket connected) throws IOException {
    InputStream in = connected.getInputStream();
    StreamFramer framer = new StreamFramer(limits.maxMessageBytes());
    byte[] chunk = new byte[8192];
    while (!closed.get()) {
      // A message must come to its end soon; between messages a peer may be idle for long.
      long patience =
          (framer.isInMessage() ? limits.connectTimeout().multipliedBy(6) : limits.idleConnection())
              .toMillis();
      connected.setSoTimeout((int) Math.min(patience, Integer.MAX_VALUE));
      int length = in.read(chunk);
      if (length < 0) {
        close("the peer closed the connection");
        return;
      }
      framer.feed(chunk, length);
      if (!takeFrames(framer)) {
        return;
      }
    }
  }

  private boolean takeFrames(StreamFramer framer) {
    try {
      for (Optional<StreamFramer.Frame> frame = framer.next();
          frame.isPresent();
          frame = framer.next()) {
        switch (frame.get()) {
          case StreamFramer.Frame.Message message -> intake.message(message.wire(), arrival);
          case StreamFramer.Frame.KeepAlive ping -> offer(PONG, _ -> {});
          case StreamFramer.Frame.TooLarge large -> {
            intake.tooLarge(large.head(), arrival);
            closeAfterWriting("a message was too large");
            return false;
          }
        }
      }
      return true;
    } catch (SipSyntaxException e) {
      intake.junk();
      close("the stream is no SIP: " + e.getMessage());
      return false;
    }
  }

  private void write(Socket connected) {
    try {
      OutputStream out = new BufferedOutputStream(connected.getOutputStream(), 16_384);
      while (!closed.get()) {
        Outgoing next = queue.take();
        if (next.octets.length == 0) {
          out.flush();
          close(closeReason);
          return;
        }
        try {
          out.write(next.octets);
          if (queue.isEmpty()) {
            out.flush();
          }
        } catch (IOException e) {
          close(e.toString());
          next.onFailure.accept(closeReason);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      close(e.toString());
    }
  }

  private void closeAfterWriting(String reason) {
    closeReason = reason;
    if (!queue.offer(new Outgoing(new byte[0], _ -> {}))) {
      close(reason);
    }
  }

  void close(String reason) {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    closeReason = reason;
    onClose.accept(this);
    socket.ifPresent(StreamConnection::closeQuietly);
    writer.ifPresent(Thread::interrupt);
    failQueued();
  }

  private void failQueued() {
    for (Outgoing next = queue.poll(); next != null; next = queue.poll()) {
      next.onFailure.accept(closeReason);
    }
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      LOG.debug("closing a connection failed: {}", e.toString());
    }
  }
}
