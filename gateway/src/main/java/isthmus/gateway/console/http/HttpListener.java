package isthmus.gateway.console.http;

import static java.util.Objects.requireNonNull;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import isthmus.cpm.codec.mime.Octets;
import isthmus.cpm.store.StoreUnavailableException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens for HTTP and serves the routes of a router, each exchange on a platform thread of its
 * own: reading a large workbook or hashing a password computes for a while, and on a virtual thread
 * it would keep a carrier from messages until it is done. The server's bound on connections bounds
 * the threads. What is no HTTP request, or asks for what is no URI, never gets here: the JDK's
 * server answers it 400 in its own words, before any handler or filter.
 */
public final class HttpListener implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(HttpListener.class);
  private static final int BACKLOG = 256;
  private static final int STOP_SECONDS = 2;

  /** What takes longer may outlive the session of the one who asked. */
  private static final Duration LONG = Duration.ofSeconds(1);

  /**
   * On every answer. The console has no inline script and no inline style, and loads nothing from
   * elsewhere; nobody may frame it.
   */
  private static final Map<String, String> SECURITY_HEADERS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
              + " connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none';"
              + " frame-ancestors 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "X-Frame-Options",
          "DENY",
          "Referrer-Policy",
          "no-referrer",
          "Cross-Origin-Opener-Policy",
          "same-origin",
          "Cross-Origin-Resource-Policy",
          "same-origin");

  private static final int MAX_DRAINED_BYTES = 64 << 20;

  /** How many of the heavy routes are served at once, and how long the others wait. */
  private static final int HEAVY_AT_ONCE = 3;

  private static final Duration HEAVY_PATIENCE = Duration.ofSeconds(30);

  /** Large answers on their way to readers who may be slow, together. */
  private static final int MOST_UNDER_WAY = 128 << 20;

  private static final int LARGE = 64 << 10;

  private final HttpServer server;
  private final ExecutorService threads;
  private final Router router;
  private final Gatekeeper gatekeeper;
  private final int maxBodyBytes;
  private final Semaphore heavy = new Semaphore(HEAVY_AT_ONCE, true);
  private final Semaphore underWay = new Semaphore(MOST_UNDER_WAY);

  private HttpListener(HttpServer server, Router router, Gatekeeper gatekeeper, int maxBodyBytes) {
    this.server = server;
    this.router = router;
    this.gatekeeper = gatekeeper;
    this.maxBodyBytes = maxBodyBytes;
    this.threads =
        Executors.newThreadPerTaskExecutor(Thread.ofPlatform().name("http-", 0).daemon().factory());
  }

  /**
   * Begins to listen.
   *
   * @param listen where; port 0 lets the system choose
   * @param maxBodyBytes the largest request body that a handler can read
   * @param gatekeeper says who makes a request
   * @throws HttpListenException when the address cannot be listened at
   */
  public static HttpListener open(
      InetSocketAddress listen, int maxBodyBytes, Router router, Gatekeeper gatekeeper)
      throws HttpListenException {
    requireNonNull(router);
    requireNonNull(gatekeeper);
    if (listen.isUnresolved()) {
      throw new HttpListenException(listen, "the host is unknown", Optional.empty());
    }
    limitTheServer();
    try {
      HttpListener listener =
          new HttpListener(HttpServer.create(listen, BACKLOG), router, gatekeeper, maxBodyBytes);
      listener.server.setExecutor(listener.threads);
      listener.server.createContext("/", listener::serve);
      listener.server.start();
      return listener;
    } catch (BindException e) {
      boolean foreign = String.valueOf(e.getMessage()).contains("assign");
      throw new HttpListenException(
          listen,
          foreign ? "this machine has no such address" : "the port is in use or not allowed",
          Optional.of(e));
    } catch (IOException e) {
      throw new HttpListenException(listen, String.valueOf(e.getMessage()), Optional.of(e));
    }
  }

  /**
   * Bounds that the JDK's server takes from system properties only; what an operator has set wins.
   * A request must be complete within half a minute, small answers leave at once, and of a body
   * that is refused enough is read for the client to see the answer and not a broken connection.
   */
  private static void limitTheServer() {
    Map<String, String> bounds = new LinkedHashMap<>();
    bounds.put("sun.net.httpserver.maxReqTime", "30");
    bounds.put("sun.net.httpserver.maxReqHeaders", "100");
    bounds.put("sun.net.httpserver.nodelay", "true");
    bounds.put("sun.net.httpserver.drainAmount", String.valueOf(MAX_DRAINED_BYTES));
    bounds.put("jdk.httpserver.maxConnections", "1024");
    bounds.forEach(
        (name, value) -> {
          if (System.getProperty(name) == null) {
            System.setProperty(name, value);
          }
        });
  }

  /** Where it listens, with the port that was chosen. */
  public InetSocketAddress address() {
    return server.getAddress();
  }

  /** Takes no more connections, lets exchanges end for a moment, then ends them. */
  @Override
  public void close() {
    server.stop(STOP_SECONDS);
    threads.shutdownNow();
  }

  private void serve(HttpExchange exchange) {
    try (exchange) {
      HttpAnswer answer = answer(exchange);
      switch (answer) {
        case HttpAnswer.Full full -> send(exchange, full);
        case HttpAnswer.Stream stream -> send(exchange, stream);
      }
    } catch (IOException gone) {
      log.debug("{} went away: {}", exchange.getRemoteAddress(), gone.getMessage());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpAnswer answer(HttpExchange exchange) throws IOException {
    String path = String.valueOf(exchange.getRequestURI().getRawPath());
    try {
      refuseOtherSites(exchange);
      if (!path.startsWith("/")) {
        throw HttpProblem.badRequest("path", "a path begins with /");
      }
      Router.Match match = router.find(exchange.getRequestMethod(), path);
      Route route = match.route();
      HttpRequest request = new HttpRequest(exchange, match.pathValues(), maxBodyBytes);
      request.from(gatekeeper.peerOf(request)).by(admitted(request, route));
      long asked = System.nanoTime();
      HttpAnswer answer =
          switch (route.weight()) {
            case LIGHT -> route.handler().handle(request);
            case HEAVY -> inTurn(route, request);
          };
      boolean atOnce =
          answer instanceof HttpAnswer.Full && System.nanoTime() - asked < LONG.toNanos();
      // What was changed is changed: making the first account ends the openness it was made by.
      return atOnce || !looks(request) ? answer : guarded(answer, request, route);
    } catch (HttpProblem problem) {
      return problem(exchange, problem);
    } catch (StoreUnavailableException away) {
      return problem(exchange, suspended(away));
    } catch (RuntimeException | StackOverflowError bug) {
      // The path may hold an address or an id; the operator needs it to find the cause.
      log.error("{} {} failed", exchange.getRequestMethod(), path, bug);
      return problem(exchange, new HttpProblem(500, "", "internal error; the log says more"));
    }
  }

  private static HttpProblem suspended(StoreUnavailableException away) {
    boolean full = String.valueOf(away.getMessage()).contains("disk full");
    return new HttpProblem(
        503,
        "",
        full
            ? "the disk of the database is full; try again when there is room"
            : "the database is away; try again",
        Map.of("Retry-After", "5"));
  }

  private HttpAnswer inTurn(Route route, HttpRequest request) throws HttpProblem, IOException {
    boolean turn = false;
    try {
      turn = heavy.tryAcquire(HEAVY_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      if (!turn) {
        throw busy();
      }
      return route.handler().handle(request);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new HttpProblem(503, "", "the gateway ends");
    } finally {
      if (turn) {
        heavy.release();
      }
    }
  }

  private static HttpProblem busy() {
    return new HttpProblem(
        503, "", "too many ask for much at once; try again", Map.of("Retry-After", "5"));
  }

  private static boolean looks(HttpRequest request) {
    return request.method().equals("GET") || request.method().equals("HEAD");
  }

  /** An answer that took a while, or goes on, is for those only who are still logged in. */
  private HttpAnswer guarded(HttpAnswer answer, HttpRequest request, Route route)
      throws HttpProblem {
    return switch (answer) {
      case HttpAnswer.Full full -> {
        if (!gatekeeper.stillAdmits(request, route)) {
          throw new HttpProblem(401, "", "the session has ended; log in again");
        }
        yield full;
      }
      case HttpAnswer.Stream stream ->
          new HttpAnswer.Stream(
              stream.contentType(),
              out ->
                  stream
                      .writer()
                      .writeTo(
                          new GuardedStream(out, () -> gatekeeper.stillAdmits(request, route))));
    };
  }

  private Optional<Caller> admitted(HttpRequest request, Route route) throws HttpProblem {
    Optional<Caller> caller = gatekeeper.caller(request, route);
    if (route.role().isEmpty()) {
      return caller;
    }
    Role needed = route.role().get();
    if (caller.isEmpty()) {
      throw new HttpProblem(401, "", "log in first");
    }
    if (!caller.get().may(needed)) {
      throw new HttpProblem(
          403,
          "",
          caller.get().name() + " is not " + needed.name().toLowerCase(Locale.ROOT) + " here");
    }
    return caller;
  }

  /** A page of another site must not make an operator's browser change anything here. */
  private static void refuseOtherSites(HttpExchange exchange) throws HttpProblem {
    String method = exchange.getRequestMethod();
    if (method.equals("GET") || method.equals("HEAD")) {
      return;
    }
    Headers headers = exchange.getRequestHeaders();
    String origin = headers.getFirst("Origin");
    if (origin != null && !sameHost(origin, String.valueOf(headers.getFirst("Host")))) {
      throw new HttpProblem(403, "Origin", "requests from other sites are refused");
    }
  }

  private static boolean sameHost(String origin, String host) {
    try {
      return host.equalsIgnoreCase(URI.create(origin).getRawAuthority());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private record Trouble(String error, String where) {}

  private static HttpAnswer.Full problem(HttpExchange exchange, HttpProblem problem) {
    boolean text = HttpRequest.wantsText(exchange);
    Octets body =
        Octets.utf8(
            text
                ? problem.text() + "\n"
                : Json.write(new Trouble(problem.text(), problem.where())));
    Map<String, String> headers = new HashMap<>(problem.headers());
    if (problem.status() == 401) {
      // Not Basic: a browser would ask for a password itself, and send it along from then on.
      headers.put("WWW-Authenticate", "Bearer realm=\"isthmus\"");
    }
    return new HttpAnswer.Full(
        problem.status(), text ? "text/plain; charset=utf-8" : "application/json", headers, body);
  }

  private void send(HttpExchange exchange, HttpAnswer.Full answer) throws IOException {
    int large = answer.body().size() > LARGE ? answer.body().size() : 0;
    if (!underWay.tryAcquire(Math.min(large, MOST_UNDER_WAY))) {
      write(exchange, problem(exchange, busy()));
      return;
    }
    try {
      write(exchange, answer);
    } finally {
      underWay.release(Math.min(large, MOST_UNDER_WAY));
    }
  }

  private static void write(HttpExchange exchange, HttpAnswer.Full answer) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    SECURITY_HEADERS.forEach(headers::set);
    headers.set("Cache-Control", "no-store");
    headers.set("Content-Type", answer.contentType());
    answer.headers().forEach(headers::set);
    int size = answer.body().size();
    if (size == 0 || exchange.getRequestMethod().equals("HEAD")) {
      if (size > 0) {
        headers.set("Content-Length", String.valueOf(size));
      }
      exchange.sendResponseHeaders(answer.status(), -1);
      return;
    }
    exchange.sendResponseHeaders(answer.status(), size);
    try (OutputStream out = exchange.getResponseBody()) {
      answer.body().asInputStream().transferTo(out);
    }
  }

  private static void send(HttpExchange exchange, HttpAnswer.Stream answer)
      throws IOException, InterruptedException {
    Headers headers = exchange.getResponseHeaders();
    SECURITY_HEADERS.forEach(headers::set);
    headers.set("Cache-Control", "no-store");
    headers.set("Content-Type", answer.contentType());
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(200, -1);
      return;
    }
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      answer.writer().writeTo(out);
    }
  }
}
