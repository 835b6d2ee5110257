package isthmus.gateway.access;

import isthmus.gateway.config.AccessConfiguration;
import isthmus.gateway.config.OidcConfiguration;
import isthmus.gateway.config.value.Cidr;
import isthmus.gateway.console.http.HttpAnswer;
import isthmus.gateway.console.http.HttpListener;
import isthmus.gateway.console.http.Role;
import isthmus.gateway.console.http.Route;
import isthmus.gateway.console.http.Router;
import isthmus.gateway.store.Database;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** One node: access and a few routes of each role, at a real socket. */
final class Site implements AutoCloseable {
  /** Cheap, so that a test computes many. */
  static final PasswordHashing.Cost CHEAP = new PasswordHashing.Cost(64, 1);

  static final String PASSWORD = "correct horse battery";

  final HttpListener listener;
  private final Access access;

  /** What a stream sends next; the stream goes on until the site ends. */
  final LinkedBlockingQueue<String> news = new LinkedBlockingQueue<>();

  /** A long question waits for this. */
  final CountDownLatch answered = new CountDownLatch(1);

  private volatile boolean ended;

  private Site(Access access, int port) throws IOException {
    this.access = access;
    List<Route> routes = new ArrayList<>(access.extension().routes());
    routes.add(Route.get("/api/look", request -> HttpAnswer.text(request.caller().name())));
    routes.add(Route.get("/api/peer", request -> HttpAnswer.text(request.peer())));
    routes.add(
        Route.post("/api/edit", request -> HttpAnswer.text(request.caller().name()))
            .allowing(Role.EDITOR));
    routes.add(Route.get("/api/stream", _ -> new HttpAnswer.Stream("text/plain", this::stream)));
    routes.add(Route.get("/api/wait", _ -> waited()));
    routes.add(Route.get("/free", _ -> HttpAnswer.text("for everybody")).forEverybody());
    this.listener =
        HttpListener.open(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
            65_536,
            new Router(routes),
            access.gatekeeper());
  }

  static Site open(Database database) {
    return open(database, settings(Optional.empty()), true, InstantSource.system());
  }

  static Site open(
      Database database, AccessConfiguration settings, boolean loopback, InstantSource clock) {
    try {
      return new Site(Access.to(database, settings, loopback, clock, CHEAP), 0);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static AccessConfiguration settings(Optional<OidcConfiguration> oidc) {
    return new AccessConfiguration(
        Duration.ofHours(1), Duration.ofHours(12), List.<Cidr>of(), oidc);
  }

  private void stream(java.io.OutputStream out) throws IOException, InterruptedException {
    while (!ended) {
      String next = news.poll(50, TimeUnit.MILLISECONDS);
      if (next != null) {
        out.write((next + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8));
        out.flush();
      }
    }
  }

  private HttpAnswer waited() {
    try {
      answered.await();
      return HttpAnswer.text("the answer");
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  Access access() {
    return access;
  }

  int port() {
    return listener.address().getPort();
  }

  @Override
  public void close() {
    ended = true;
    answered.countDown();
    listener.close();
    access.close();
  }
}
