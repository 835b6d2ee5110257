package isthmus.gateway.console.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Finds the route of a request. Routes are tried in their order. Immutable. */
public final class Router {
  private final List<Route> routes;

  /** A router over these routes; the first that fits serves. */
  public Router(List<Route> routes) {
    this.routes = List.copyOf(routes);
  }

  /**
   * A route that fits.
   *
   * @param route who serves it, and for whom
   * @param pathValues what stands at the variables
   */
  record Match(Route route, Map<String, String> pathValues) {}

  /**
   * The route for a method and a path.
   *
   * @throws HttpProblem 400, 404 or 405
   */
  Match find(String method, String rawPath) throws HttpProblem {
    List<String> segments = segments(rawPath);
    String wanted = method.equals("HEAD") ? "GET" : method;
    TreeSet<String> others = new TreeSet<>();
    for (Route route : routes) {
      Optional<Map<String, String>> values = route.match(segments);
      if (values.isPresent()) {
        if (route.method().equals(wanted)) {
          return new Match(route, values.get());
        }
        others.add(route.method());
      }
    }
    if (others.isEmpty()) {
      throw HttpProblem.notFound(rawPath, "nothing is here");
    }
    throw new HttpProblem(
        405, "method", method + " is not possible here, only " + String.join(", ", others));
  }

  private static List<String> segments(String rawPath) throws HttpProblem {
    List<String> segments = new ArrayList<>();
    for (String segment : rawPath.substring(1).split("/", -1)) {
      try {
        // In a path, unlike in a form, + stands for itself.
        segments.add(URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8));
      } catch (IllegalArgumentException e) {
        throw HttpProblem.badRequest("path", "the path has a broken % sequence");
      }
    }
    return segments;
  }
}
