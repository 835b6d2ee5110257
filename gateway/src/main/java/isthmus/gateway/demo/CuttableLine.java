package isthmus.gateway.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A TCP relay whose connections can be cut at any moment, as a broken line does it: with a reset
 * and without the protocol's farewell. Each direction of a connection is one virtual thread.
 */
final class CuttableLine implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CuttableLine.class);
  private static final int CHUNK_OCTETS = 16_384;

  /** How long closing waits for the accepting thread. */
  private static final Duration LEAVING = Duration.ofSeconds(5);

  private final ServerSocket listener;
  private final InetSocketAddress target;
  private final Thread acceptor;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /**
   * Opens the listening socket and begins to relay.
   *
   * @param port 0 takes any free port
   * @param target where connections lead
   */
  CuttableLine(String host, int port, InetSocketAddress target) throws IOException {
    this.target = target;
    this.listener = new ServerSocket();
    listener.setReuseAddress(true);
    listener.bind(new InetSocketAddress(InetAddress.getByName(host), port), 64);
    this.acceptor = Thread.ofVirtual().name("line-accept-" + port()).unstarted(this::accept);
    acceptor.start();
  }

  int port() {
    return listener.getLocalPort();
  }

  /** Cuts every connection; new ones may be made at once. */
  void cut() {
    for (Socket socket : sockets) {
      reset(socket);
    }
  }

  /** Closes everything; the port is free when it returns. */
  @Override
  public void close() {
    closed = true;
    quietly(listener);
    cut();
    awaitAcceptor();
  }

  /** A socket closed while a thread accepts from it holds its port until that thread is out. */
  private void awaitAcceptor() {
    try {
      if (!acceptor.join(LEAVING)) {
        LOG.warn("{} has not ended", acceptor.getName());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void accept() {
    while (!closed) {
      try {
        Socket outer = listener.accept();
        sockets.add(outer);
        Thread.ofVirtual().name("line-connect").start(() -> connect(outer));
      } catch (IOException e) {
        if (!closed) {
          LOG.warn("accepting a connection failed: {}", e.getMessage());
        }
      }
    }
  }

  private void connect(Socket outer) {
    try {
      Socket inner = new Socket(target.getAddress(), target.getPort());
      sockets.add(inner);
      outer.setTcpNoDelay(true);
      inner.setTcpNoDelay(true);
      Thread.ofVirtual().name("line-in").start(() -> copy(outer, inner));
      Thread.ofVirtual().name("line-out").start(() -> copy(inner, outer));
      if (closed) {
        cut();
      }
    } catch (IOException e) {
      LOG.debug("the line leads nowhere: {}", e.getMessage());
      reset(outer);
    }
  }

  private void copy(Socket from, Socket to) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] chunk = new byte[CHUNK_OCTETS];
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        out.write(chunk, 0, read);
      }
    } catch (IOException e) {
      LOG.debug("a connection ended: {}", e.getMessage());
    }
    sockets.remove(from);
    sockets.remove(to);
    quietly(from);
    quietly(to);
  }

  private void reset(Socket socket) {
    sockets.remove(socket);
    try {
      socket.setSoLinger(true, 0);
    } catch (IOException e) {
      LOG.debug("a connection is gone already: {}", e.getMessage());
    }
    quietly(socket);
  }

  private static void quietly(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      LOG.debug("closing failed: {}", e.getMessage());
    }
  }
}
