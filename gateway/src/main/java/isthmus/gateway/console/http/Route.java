package isthmus.gateway.console.http;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A method, a path and who serves it.
 *
 * @param method such as {@code GET}, which serves HEAD as well
 * @param pattern segments after {@code /}: words, {@code {name}} for one segment, and as the last
 *     {@code {name*}} for all that follow
 * @param role what a caller must be allowed; empty when everybody may, also without a log-in
 * @param handler who serves it
 * @param weight how many may be served at once
 */
public record Route(
    String method, String pattern, Optional<Role> role, HttpHandler handler, Weight weight) {
  /** What a route takes of the memory. */
  public enum Weight {
    LIGHT,
    /** So much, for a whole workbook, that few at a time are served and the others wait. */
    HEAVY
  }

  /** Checks the components. */
  public Route {
    requireNonNull(method);
    requireNonNull(role);
    requireNonNull(handler);
    requireNonNull(weight);
    if (!pattern.startsWith("/")) {
      throw new IllegalArgumentException("a path begins with /: " + pattern);
    }
  }

  /** A route for GET, which viewers may use. */
  public static Route get(String pattern, HttpHandler handler) {
    return new Route("GET", pattern, Optional.of(Role.VIEWER), handler, Weight.LIGHT);
  }

  /** A route for POST, which administrators may use unless another role is named. */
  public static Route post(String pattern, HttpHandler handler) {
    return new Route("POST", pattern, Optional.of(Role.ADMIN), handler, Weight.LIGHT);
  }

  /** A route for PUT, which administrators may use unless another role is named. */
  public static Route put(String pattern, HttpHandler handler) {
    return new Route("PUT", pattern, Optional.of(Role.ADMIN), handler, Weight.LIGHT);
  }

  /** A route for DELETE, which administrators may use unless another role is named. */
  public static Route delete(String pattern, HttpHandler handler) {
    return new Route("DELETE", pattern, Optional.of(Role.ADMIN), handler, Weight.LIGHT);
  }

  /** The same for those who may do what a role may. */
  public Route allowing(Role needed) {
    return new Route(method, pattern, Optional.of(needed), handler, weight);
  }

  /** The same, served few at a time. */
  public Route heavy() {
    return new Route(method, pattern, role, handler, Weight.HEAVY);
  }

  /** The same for everybody. */
  public Route forEverybody() {
    return new Route(method, pattern, Optional.empty(), handler, weight);
  }

  /**
   * The values of the variables when a path fits.
   *
   * @param segments the path, split at {@code /} and then decoded
   */
  Optional<Map<String, String>> match(List<String> segments) {
    List<String> words = List.of(pattern.substring(1).split("/", -1));
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      boolean variable = word.startsWith("{") && word.endsWith("}");
      if (variable && word.endsWith("*}")) {
        List<String> rest = segments.subList(Math.min(i, segments.size()), segments.size());
        values.put(word.substring(1, word.length() - 2), String.join("/", rest));
        return Optional.of(values);
      }
      if (i >= segments.size()) {
        return Optional.empty();
      }
      String segment = segments.get(i);
      if (variable && !segment.isEmpty()) {
        values.put(word.substring(1, word.length() - 1), segment);
      } else if (!word.equals(segment)) {
        return Optional.empty();
      }
    }
    return words.size() == segments.size() ? Optional.of(values) : Optional.empty();
  }
}
