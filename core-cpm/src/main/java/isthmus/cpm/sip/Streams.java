package isthmus.cpm.sip;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All TCP and TLS connections of an endpoint, found by transport and remote address. A client that
 * connected from behind a NAT is reached over its own connection, because its source address and
 * port find it (RFC 5626 §5.3, RFC 5923).
 */
final class Streams implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Streams.class);

  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

  private record Key(Transport transport, InetSocketAddress remote) {}

  private record Listener(ServerSocket server, Thread acceptor) {}

  private final SipLimits limits;
  private final Intake intake;
  private final Optional<TlsContext> tls;
  private final ConcurrentHashMap<Key, StreamConnection> connections = new ConcurrentHashMap<>();
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private volatile boolean closed;

  Streams(SipLimits limits, Intake intake, Optional<TlsContext> tls) {
    this.limits = limits;
    this.intake = intake;
    this.tls = tls;
  }

  /** Opens a listen point and returns its port. */
  int listen(ListenPoint point) throws IOException {
    InetAddress address = InetAddress.getByName(point.host());
    ServerSocket server =
        point.transport() == Transport.TLS
            ? tls.orElseThrow(() -> new IOException("a tls listen point needs a certificate"))
                .serverSocket()
            : new ServerSocket();
    server.setReuseAddress(true);
    server.bind(new InetSocketAddress(address, point.port()), 512);
    listeners.add(
        new Listener(
            server,
            Thread.ofVirtual()
                .name("sip-accept-" + point)
                .start(() -> accept(server, point.transport()))));
    return server.getLocalPort();
  }

  /** Sends over the connection with the hop, or over a new one. */
  void send(Transport transport, InetSocketAddress to, byte[] octets, Consumer<String> onFailure) {
    Key key = new Key(transport, to);
    StreamConnection existing = connections.get(key);
    if (existing != null) {
      existing.offer(octets, onFailure);
      return;
    }
    if (closed || connections.size() >= limits.maxConnections()) {
      onFailure.accept(closed ? "the SIP endpoint was stopped" : "too many connections");
      return;
    }
    StreamConnection fresh = connection(transport, to);
    StreamConnection other = connections.putIfAbsent(key, fresh);
    if (other != null) {
      other.offer(octets, onFailure);
      return;
    }
    fresh.offer(octets, onFailure);
    fresh.start(() -> connect(transport, to));
  }

  int count() {
    return connections.size();
  }

  private StreamConnection connection(Transport transport, InetSocketAddress remote) {
    return new StreamConnection(
        transport,
        remote,
        limits,
        intake,
        gone -> connections.remove(new Key(gone.transport(), gone.remote()), gone),
        unsent -> intake.answerLost());
  }

  private Socket connect(Transport transport, InetSocketAddress to) throws IOException {
    int timeout = Math.toIntExact(limits.connectTimeout().toMillis());
    Socket socket = new Socket();
    try {
      socket.connect(to, timeout);
      if (transport == Transport.TLS) {
        SSLSocket secured =
            tls.orElseThrow(() -> new IOException("TLS is not configured"))
                .clientSocket(socket, to);
        return secured;
      }
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private void accept(ServerSocket server, Transport transport) {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        if (connections.size() >= limits.maxConnections()) {
          intake.connectionRefused();
          socket.close();
          continue;
        }
        InetSocketAddress remote = (InetSocketAddress) socket.getRemoteSocketAddress();
        StreamConnection accepted = connection(transport, remote);
        StreamConnection stale = connections.put(new Key(transport, remote), accepted);
        if (stale != null) {
          stale.close("the peer connected anew from the same port");
        }
        accepted.start(() -> socket);
      } catch (IOException e) {
        if (!server.isClosed()) {
          LOG.warn(
              "accepting on {} port {} failed: {}", transport, server.getLocalPort(), e.toString());
        }
      }
    }
  }

  /** Closes everything; the listen points are free when it returns. */
  @Override
  public void close() {
    closed = true;
    for (Listener listener : listeners) {
      try {
        listener.server().close();
      } catch (IOException e) {
        LOG.debug("closing a listen point failed: {}", e.toString());
      }
    }
    for (StreamConnection connection : List.copyOf(connections.values())) {
      connection.close("the SIP endpoint was stopped");
    }
    awaitAcceptors();
  }

  /** A socket closed while a thread accepts from it holds its port until that thread is out. */
  private void awaitAcceptors() {
    try {
      for (Listener listener : listeners) {
        if (!listener.acceptor().join(CLOSE_PATIENCE)) {
          LOG.warn("{} has not ended", listener.acceptor().getName());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** An SSL context with the choices that go with it. */
  record TlsContext(SSLContext context, TlsSettings settings) {
    ServerSocket serverSocket() throws IOException {
      SSLServerSocket server =
          (SSLServerSocket) context.getServerSocketFactory().createServerSocket();
      switch (settings.clientCertificates()) {
        case NOT_ASKED -> server.setNeedClientAuth(false);
        case WANTED -> server.setWantClientAuth(true);
        case NEEDED -> server.setNeedClientAuth(true);
      }
      return server;
    }

    SSLSocket clientSocket(Socket connected, InetSocketAddress to) throws IOException {
      SSLSocket socket =
          (SSLSocket)
              context
                  .getSocketFactory()
                  .createSocket(connected, to.getHostString(), to.getPort(), true);
      if (settings.peerNames() == TlsSettings.PeerNames.CHECKED) {
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
      }
      return socket;
    }
  }
}
