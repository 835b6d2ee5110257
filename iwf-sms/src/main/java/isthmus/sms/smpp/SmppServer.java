package isthmus.sms.smpp;

import isthmus.sms.smpp.TlsSettings.ClientCertificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Our SMSC side: a listener to which the sessions of known accounts bind, in clear or over TLS.
 *
 * <p>{@link #deliver} returns at once and may be called from any thread, also from within {@link
 * EsmeRequests}.
 */
public final class SmppServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SmppServer.class);
  private static final Duration DRAIN = Duration.ofSeconds(5);
  private static final Duration UNBIND_PATIENCE = Duration.ofSeconds(5);

  private final SmppServerConfig config;
  private final SmppRuntime runtime;
  private final EsmeRequests requests;
  private final Map<String, BoundAccount> byId = new HashMap<>();
  private final Map<String, BoundAccount> bySystemId = new HashMap<>();
  private final Set<EsmeSession> sessions = ConcurrentHashMap.newKeySet();
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger sessionNumber = new AtomicInteger();
  private final LongAdder refusedConnections = new LongAdder();
  private final LongAdder refusedBinds = new LongAdder();
  private final ChannelCounters channelCounters = new ChannelCounters();
  private final Optional<SSLContext> tls;
  private final ServerSocket listener;
  private final Thread acceptor;
  private volatile boolean closing;

  /**
   * Opens the listening socket; {@link #start} accepts from it.
   *
   * @throws IOException if the address is taken or the TLS settings cannot be used
   * @throws IllegalArgumentException if two accounts share an id or a system_id
   */
  public SmppServer(
      SmppServerConfig config,
      List<EsmeAccount> accounts,
      SmppRuntime runtime,
      EsmeRequests requests)
      throws IOException {
    this.config = config;
    this.runtime = runtime;
    this.requests = requests;
    for (EsmeAccount account : accounts) {
      BoundAccount bound = new BoundAccount(account, runtime);
      if (byId.put(account.id(), bound) != null
          || bySystemId.put(account.systemId(), bound) != null) {
        throw new IllegalArgumentException(
            "two accounts share the id or system-id of " + account.id());
      }
    }
    this.tls =
        config.tls().isPresent()
            ? Optional.of(TlsContext.of(config.tls().get()))
            : Optional.empty();
    this.listener = new ServerSocket();
    listener.setReuseAddress(true);
    listener.bind(new InetSocketAddress(InetAddress.getByName(config.host()), config.port()), 128);
    this.acceptor =
        Thread.ofVirtual().name("smpp-accept-" + listener.getLocalPort()).unstarted(this::accept);
  }

  /** Starts accepting. */
  public void start() {
    acceptor.start();
  }

  /** The port listened on. */
  public int port() {
    return listener.getLocalPort();
  }

  /** The account that serves an address, if one does; with several, the longest prefix. */
  public Optional<EsmeAccount> serving(SmppAddress destination) {
    EsmeAccount best = null;
    int length = -1;
    for (BoundAccount bound : byId.values()) {
      for (String prefix : bound.account().serves()) {
        if (prefix.length() > length && destination.address().startsWith(prefix)) {
          best = bound.account();
          length = prefix.length();
        }
      }
    }
    return Optional.ofNullable(best);
  }

  /**
   * Sends deliver_sm or data_sm to any session of the account that receives, or submit_sm to an
   * account that is an SMSC. The stage never fails; it completes on the runtime's completions.
   */
  public CompletionStage<RequestResult> deliver(String accountId, MessagePdu message) {
    BoundAccount bound = byId.get(accountId);
    if (bound == null) {
      return invalid("no account " + accountId);
    }
    if (message instanceof SubmitPdu && bound.account().kind() == EsmeAccount.Kind.ESME) {
      return invalid("submit_sm cannot go to an ESME");
    }
    return bound.send(message);
  }

  public ServerStatus status() {
    return new ServerStatus(
        config.host(),
        port(),
        connections.get(),
        config.maxConnections(),
        refusedConnections.sum(),
        refusedBinds.sum(),
        new ServerStatus.ConnectionCounts(
            channelCounters.malformed.sum(),
            channelCounters.strayResponses.sum(),
            channelCounters.enquireLinkSent.sum(),
            channelCounters.enquireLinkReceived.sum()),
        byId.values().stream().map(BoundAccount::status).toList());
  }

  /**
   * Accepts no more and frees the port, waits for unanswered deliveries, unbinds every session and
   * disconnects.
   */
  @Override
  public void close() {
    closing = true;
    try {
      listener.close();
    } catch (IOException e) {
      LOG.debug("closing the listener: {}", e.getMessage());
    }
    byId.values().forEach(BoundAccount::stop);
    try {
      awaitAcceptor();
      long deadline = System.nanoTime() + DRAIN.toNanos();
      for (BoundAccount account : byId.values()) {
        long left = Math.max(0, deadline - System.nanoTime());
        var _ = account.awaitQuiet(Duration.ofNanos(left));
      }
      unbindAll();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    sessions.forEach(session -> session.channel().close("the server stopped"));
  }

  /** A socket closed while a thread accepts from it holds its port until that thread is out. */
  private void awaitAcceptor() throws InterruptedException {
    if (acceptor.isAlive() && !acceptor.join(DRAIN)) {
      LOG.warn("{} has not ended", acceptor.getName());
    }
  }

  private void unbindAll() throws InterruptedException {
    CompletableFuture<?>[] unbinds =
        byId.values().stream()
            .flatMap(account -> account.sessions().stream())
            .map(session -> session.channel().unbind())
            .toArray(CompletableFuture[]::new);
    try {
      CompletableFuture.allOf(unbinds).get(UNBIND_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.info("not every session answered unbind");
    }
  }

  private void accept() {
    while (!closing) {
      try {
        Socket socket = listener.accept();
        if (connections.incrementAndGet() > config.maxConnections()) {
          refusedConnections.increment();
          connections.decrementAndGet();
          socket.close();
        } else {
          Thread.ofVirtual().name("smpp-open").start(() -> open(socket));
        }
      } catch (IOException e) {
        if (!closing) {
          LOG.warn("accepting a connection failed: {}", e.getMessage());
        }
      }
    }
  }

  private void open(Socket socket) {
    try {
      socket.setTcpNoDelay(true);
      socket.setKeepAlive(true);
      Future<?> guard =
          runtime
              .timer()
              .schedule(
                  () -> abandon(socket), config.bindTimeout().toMillis(), TimeUnit.MILLISECONDS);
      Transport ready =
          tls.isPresent()
              ? new Transport(handshake(tls.get(), socket), socket)
              : Transport.clear(socket);
      guard.cancel(false);
      String id = "esme-" + sessionNumber.incrementAndGet();
      EsmeSession session =
          new EsmeSession(id, ready, config, runtime, channelCounters, new Directory(), requests);
      sessions.add(session);
      session.start();
      if (closing) {
        session.channel().close("the server stopped");
      }
    } catch (IOException | RuntimeException e) {
      LOG.info("a connection could not be opened: {}", e.getMessage());
      connections.decrementAndGet();
      abandon(socket);
    }
  }

  private static void abandon(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      LOG.debug("closing a connection: {}", e.getMessage());
    }
  }

  private Socket handshake(SSLContext context, Socket socket) throws IOException {
    SSLSocket secure =
        (SSLSocket) context.getSocketFactory().createSocket(socket, null, socket.getPort(), true);
    secure.setUseClientMode(false);
    switch (config.tls().map(TlsSettings::clients).orElse(ClientCertificates.NOT_ASKED)) {
      case NOT_ASKED -> secure.setNeedClientAuth(false);
      case WANTED -> secure.setWantClientAuth(true);
      case NEEDED -> secure.setNeedClientAuth(true);
    }
    secure.startHandshake();
    return secure;
  }

  private static CompletionStage<RequestResult> invalid(String why) {
    return CompletableFuture.completedFuture(
        new RequestResult.NotSent(RequestResult.Reason.INVALID, why));
  }

  private final class Directory implements EsmeSession.Accounts {
    @Override
    public Optional<BoundAccount> find(String systemId) {
      return Optional.ofNullable(bySystemId.get(systemId));
    }

    @Override
    public void bindRefused() {
      refusedBinds.increment();
    }

    @Override
    public void ended(EsmeSession session) {
      if (sessions.remove(session)) {
        connections.decrementAndGet();
      }
    }
  }
}
