package isthmus.sms.smpp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** Listens, and plays one script to each connection. */
final class RawSmsc implements AutoCloseable {
  /** What the SMSC does with one connection; the connection is closed when it returns. */
  interface Script {
    void play(RawPeer peer, int connection) throws IOException;
  }

  /** What the SMSC does with the first connection once it is bound. */
  interface FirstScript {
    void play(RawPeer peer) throws IOException;
  }

  private final ServerSocket listener;
  private final AtomicInteger connections = new AtomicInteger();

  RawSmsc(Script script) throws IOException {
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(() -> accept(script));
  }

  /** Plays a script to the first one that binds, and is a good SMSC to whoever comes later. */
  static RawSmsc goodAfter(FirstScript first) throws IOException {
    return new RawSmsc(
        (peer, connection) -> {
          if (connection > 1) {
            peer.serveAsSmsc();
          } else {
            peer.acceptBind();
            first.play(peer);
          }
        });
  }

  int port() {
    return listener.getLocalPort();
  }

  int connections() {
    return connections.get();
  }

  private void accept(Script script) {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        int number = connections.incrementAndGet();
        Thread.ofVirtual()
            .start(
                () -> {
                  try (RawPeer peer = new RawPeer(socket)) {
                    script.play(peer, number);
                  } catch (IOException _) {
                    // The other side went away, which is what many of the tests are about.
                  }
                });
      } catch (IOException _) {
        return;
      }
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
