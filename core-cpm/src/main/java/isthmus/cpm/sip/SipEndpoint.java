package isthmus.cpm.sip;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A SIP endpoint: listens on its listen points, hands requests to a handler and sends requests. All
 * methods may be called from any thread.
 */
public final class SipEndpoint implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SipEndpoint.class);
  private static final Duration TICK = Duration.ofMillis(20);
  private static final int WHEEL_SLOTS = 2048;

  private final SipConfig config;
  private final Tally tally = new Tally();
  private final List<ListenPoint> bound = new ArrayList<>();
  private final List<Datagrams> datagrams = new ArrayList<>();
  private final AnswerCache answers;
  private final Gate gate;
  private final TimerWheel wheel;
  private final ClientTransactions transactions;
  private final Intake intake;
  private final Streams streams;
  private final Thread ticker;
  private volatile boolean stopped;

  private SipEndpoint(SipConfig config, SipRequestHandler handler, Admission admission)
      throws IOException {
    this.config = config;
    InstantSource clock = InstantSource.system();
    SipLimits limits = config.limits();
    this.answers =
        new AnswerCache(
            limits.maxAnswersKept(),
            limits.maxAnswerBytesKept(),
            config.timers().transactionTimeout());
    this.gate = new Gate(limits, admission, System.nanoTime());
    this.wheel = new TimerWheel(TICK, WHEEL_SLOTS, clock);
    this.transactions = new ClientTransactions(config, new OwnWires(), wheel, clock, tally);
    RequestIntake requests = new RequestIntake(config, handler, gate, answers, tally);
    this.intake = new Intake(limits.maxMessageBytes(), requests, transactions, tally);
    Optional<Streams.TlsContext> tls =
        config.tls().isPresent()
            ? Optional.of(TlsContexts.of(config.tls().get()))
            : Optional.empty();
    this.streams = new Streams(limits, intake, tls);
    this.ticker = Thread.ofPlatform().name("sip-timer").daemon(true).unstarted(this::tick);
  }

  /**
   * Binds all listen points and starts.
   *
   * @throws IOException naming the listen point or TLS file that failed; nothing is left open then
   */
  public static SipEndpoint start(SipConfig config, SipRequestHandler handler) throws IOException {
    return start(config, handler, Admission.always());
  }

  /** The same, with an admission hook. */
  public static SipEndpoint start(SipConfig config, SipRequestHandler handler, Admission admission)
      throws IOException {
    SipEndpoint endpoint = new SipEndpoint(config, handler, admission);
    try {
      endpoint.listen();
    } catch (IOException | RuntimeException e) {
      endpoint.close();
      throw e;
    }
    endpoint.ticker.start();
    return endpoint;
  }

  /**
   * Sends a request in a transaction of its own. May look up a host name and so block for that; the
   * stage completes on a thread of the endpoint, on which nothing may block.
   */
  public CompletionStage<SipResult> send(OutboundSipRequest request) {
    return transactions.send(request);
  }

  /** The listen points with the ports that were really bound, in the order of the configuration. */
  public List<ListenPoint> listenPoints() {
    return List.copyOf(bound);
  }

  public SipCounters counters() {
    return tally.snapshot(
        gate.inProgress(), transactions.inFlight(), answers.answersKept(), streams.count());
  }

  /** Closes everything; requests in flight end as {@link SipResult.TransportFailed}. */
  public void stop() {
    stopped = true;
    transactions.stop();
    streams.close();
    datagrams.forEach(Datagrams::close);
    ticker.interrupt();
  }

  @Override
  public void close() {
    stop();
  }

  private void listen() throws IOException {
    for (ListenPoint point : config.listen()) {
      try {
        bound.add(new ListenPoint(point.transport(), point.host(), open(point)));
      } catch (IOException e) {
        throw new IOException(
            "SIP cannot listen on "
                + point.transport().parameter()
                + "://"
                + point.host()
                + ":"
                + point.port()
                + ": "
                + e.getMessage(),
            e);
      }
    }
    LOG.info("SIP listens on {}", bound);
  }

  private int open(ListenPoint point) throws IOException {
    return switch (point.transport()) {
      case UDP -> {
        Datagrams opened = Datagrams.open(point, config.limits(), intake);
        datagrams.add(opened);
        yield opened.port();
      }
      case TCP, TLS -> streams.listen(point);
    };
  }

  private void tick() {
    long lastSweep = System.nanoTime();
    while (!stopped) {
      try {
        Thread.sleep(TICK);
        wheel.advance();
        long now = System.nanoTime();
        if (now - lastSweep > 500_000_000L) {
          lastSweep = now;
          for (int abandoned = answers.sweep(now); abandoned > 0; abandoned--) {
            tally.abandoned.increment();
            gate.leave();
          }
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        LOG.error("a SIP timer failed", e);
      }
    }
  }

  private final class OwnWires implements Wires {
    @Override
    public boolean reaches(Transport transport) {
      return switch (transport) {
        case UDP -> !datagrams.isEmpty();
        case TCP -> true;
        case TLS -> config.tls().isPresent();
      };
    }

    @Override
    public String sentBy(Transport transport) {
      ListenPoint point =
          bound.stream()
              .filter(candidate -> candidate.transport() == transport)
              .findFirst()
              .orElse(bound.getFirst());
      String host = point.isWildcard() ? ownHost() : point.host();
      return new Hop(transport, host, point.port()).hostPort();
    }

    @Override
    public void send(Hop hop, byte[] octets, Consumer<String> onFailure) {
      InetSocketAddress to;
      try {
        to = new InetSocketAddress(InetAddress.getByName(hop.host()), hop.port());
      } catch (UnknownHostException e) {
        onFailure.accept("unknown host " + hop.host());
        return;
      }
      if (hop.transport() != Transport.UDP) {
        streams.send(hop.transport(), to, octets, onFailure);
        return;
      }
      try {
        socketFor(to.getAddress()).send(octets, to);
      } catch (IOException e) {
        onFailure.accept("sending to " + hop + " failed: " + e.getMessage());
      }
    }

    private Datagrams socketFor(InetAddress to) {
      for (Datagrams candidate : datagrams) {
        InetAddress own = candidate.address();
        if (own.getClass() == to.getClass() || own.isAnyLocalAddress()) {
          return candidate;
        }
      }
      return datagrams.getFirst();
    }

    private String ownHost() {
      return config
          .advertisedHost()
          .orElseGet(
              () -> {
                try {
                  return InetAddress.getLocalHost().getHostAddress();
                } catch (UnknownHostException e) {
                  return InetAddress.getLoopbackAddress().getHostAddress();
                }
              });
    }
  }
}
