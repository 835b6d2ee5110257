package isthmus.gateway.console;

import isthmus.gateway.console.http.Caller;
import isthmus.gateway.console.http.Gatekeeper;
import isthmus.gateway.console.http.HttpAnswer;
import isthmus.gateway.console.http.HttpHandler;
import isthmus.gateway.console.http.HttpListenException;
import isthmus.gateway.console.http.HttpListener;
import isthmus.gateway.console.http.HttpRequest;
import isthmus.gateway.console.http.Role;
import isthmus.gateway.console.http.Route;
import isthmus.gateway.console.http.Router;
import isthmus.gateway.console.http.StaticFiles;
import isthmus.gateway.observe.GatewayMetrics;
import isthmus.gateway.observe.ObservedGateway;
import isthmus.gateway.observe.Sampler;
import isthmus.gateway.observe.story.Explanations;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The HTTP side of a gateway: console, REST, health and metrics at one address. */
public final class Console implements AutoCloseable {
  private static final String FOLDER = "isthmus/gateway/console/";

  private final Sampler sampler;
  private final GatewayMetrics metrics;
  private final HttpListener listener;
  private final List<Route> routes;

  private Console(
      Sampler sampler, GatewayMetrics metrics, HttpListener listener, List<Route> routes) {
    this.sampler = sampler;
    this.metrics = metrics;
    this.listener = listener;
    this.routes = List.copyOf(routes);
  }

  /**
   * Opens the console.
   *
   * @param listen where; port 0 lets the system choose
   * @param maxBodyBytes the largest request body
   * @param gateway what is shown
   * @param explanations expands the reasons of selections
   * @param extensions further pages and REST handlers
   * @param gatekeeper says who makes a request
   * @throws HttpListenException in one clear line, when the address cannot be listened at
   */
  public static Console open(
      InetSocketAddress listen,
      int maxBodyBytes,
      ObservedGateway gateway,
      Explanations explanations,
      List<ConsoleExtension> extensions,
      Gatekeeper gatekeeper)
      throws HttpListenException {
    Sampler sampler = Sampler.start(gateway);
    GatewayMetrics metrics = new GatewayMetrics(sampler);
    try {
      List<Route> routes = routes(gateway, explanations, extensions, sampler, metrics);
      HttpListener listener =
          HttpListener.open(listen, maxBodyBytes, new Router(routes), gatekeeper);
      return new Console(sampler, metrics, listener, routes);
    } catch (HttpListenException e) {
      sampler.close();
      metrics.close();
      throw e;
    }
  }

  /** Where it listens, with the port that was chosen. */
  public InetSocketAddress address() {
    return listener.address();
  }

  /** Every route that is served, in the order in which they are tried. */
  public List<Route> routes() {
    return routes;
  }

  /** The metrics, for parts that register meters of their own. */
  public GatewayMetrics metrics() {
    return metrics;
  }

  /** Ends the event streams, then the listener. */
  @Override
  public void close() {
    sampler.close();
    listener.close();
    metrics.close();
  }

  private static List<Route> routes(
      ObservedGateway gateway,
      Explanations explanations,
      List<ConsoleExtension> extensions,
      Sampler sampler,
      GatewayMetrics metrics) {
    List<ConsolePage> pages = new ArrayList<>();
    pages.add(
        new ConsolePage("/", "Overview", FOLDER + "overview")
            .tellingWithoutScript(
                "The console needs JavaScript. /observe/health and /api/status do without."));
    List<Route> routes = new ArrayList<>();
    for (ConsoleExtension extension : extensions) {
      pages.addAll(extension.pages());
      routes.addAll(extension.routes());
    }
    routes.addAll(new ObserveRoutes(sampler, metrics).routes());
    routes.addAll(new StatusRoutes(sampler, gateway.remarks(), metrics.registry()).routes());
    routes.addAll(new StoryRoutes(gateway.stories(), gateway.clock(), explanations).routes());
    routes.add(Route.get("/api/pages", request -> HttpAnswer.json(pages(pages, request.caller()))));
    routes.add(ApiDocument.route());
    if (routes.stream().noneMatch(route -> route.pattern().equals("/api/session"))) {
      routes.add(Route.get("/api/session", Console::openSession));
    }
    routes.add(Route.get("/assets/{file*}", assets()).forEverybody());
    // The overview's files come last, since its path is that of everything.
    pages.reversed().forEach(page -> routes.addAll(page.routes()));
    return routes;
  }

  private static HttpHandler assets() {
    return new StaticFiles(Console.class.getClassLoader(), FOLDER + "assets", Map.of());
  }

  private record PageEntry(String path, String title) {}

  private record Pages(List<PageEntry> pages) {}

  /** Pages ask who is logged in; without accounts that is whoever the gatekeeper lets in. */
  private static HttpAnswer openSession(HttpRequest request) {
    List<Role> roles = request.caller().roles().stream().sorted().toList();
    return HttpAnswer.json(Map.of("open", true, "oidc", false, "local", false, "roles", roles));
  }

  private static Pages pages(List<ConsolePage> pages, Caller caller) {
    return new Pages(
        pages.stream()
            .filter(page -> caller.may(page.role()))
            .map(page -> new PageEntry(page.path(), page.title()))
            .toList());
  }
}
