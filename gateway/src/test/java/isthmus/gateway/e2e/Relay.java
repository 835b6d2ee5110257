package isthmus.gateway.e2e;

import isthmus.gateway.store.DatabaseSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The line to a database, which can be cut and mended. */
final class Relay implements AutoCloseable {
  private final ServerSocket listener;
  private final URI target;
  private final DatabaseSource.Server through;
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private volatile boolean cut;

  Relay(DatabaseSource.Server server) {
    try {
      target = URI.create(server.url().substring("jdbc:".length()));
      listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
      through =
          new DatabaseSource.Server(
              server.url().replace(target.getAuthority(), "127.0.0.1:" + listener.getLocalPort()),
              server.user(),
              server.password());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofPlatform().daemon().name("relay").start(this::accept);
  }

  /** The database at this end of the line. */
  DatabaseSource.Server server() {
    return through;
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket here = listener.accept();
        connect(here);
      } catch (IOException _) {
        // The next connection tells.
      }
    }
  }

  private void connect(Socket here) throws IOException {
    open.add(here);
    Socket there = new Socket(target.getHost(), target.getPort());
    open.add(there);
    if (cut) {
      // Also when it was cut just now, and did not see these two.
      here.close();
      there.close();
    }
    pump(here, there);
    pump(there, here);
  }

  private static void pump(Socket from, Socket to) {
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              try (from;
                  to) {
                from.getInputStream().transferTo(to.getOutputStream());
              } catch (IOException _) {
                // Cut, or closed by either side.
              }
            });
  }

  /** Breaks every connection and lets no new one through. */
  void cut() {
    cut = true;
    for (Socket socket : open) {
      try {
        socket.close();
      } catch (IOException _) {
        // Closed.
      }
    }
    open.clear();
  }

  void mend() {
    cut = false;
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException _) {
      // Closed.
    }
    cut();
  }
}
