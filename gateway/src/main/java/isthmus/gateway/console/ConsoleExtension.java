package isthmus.gateway.console;

import isthmus.gateway.console.http.Route;
import java.util.List;

/**
 * Pages and REST handlers that another part of the gateway brings along.
 *
 * @param pages in the order of the navigation, after the overview
 * @param routes tried before the console's own
 */
public record ConsoleExtension(List<ConsolePage> pages, List<Route> routes) {
  /** Copies the lists. */
  public ConsoleExtension {
    pages = List.copyOf(pages);
    routes = List.copyOf(routes);
  }
}
