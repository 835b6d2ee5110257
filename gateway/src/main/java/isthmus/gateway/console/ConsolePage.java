package isthmus.gateway.console;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.codec.mime.Octets;
import isthmus.gateway.console.http.HttpAnswer;
import isthmus.gateway.console.http.HttpHandler;
import isthmus.gateway.console.http.HttpRequest;
import isthmus.gateway.console.http.Role;
import isthmus.gateway.console.http.Route;
import isthmus.gateway.console.http.StaticFiles;
import java.util.List;
import java.util.Map;

/**
 * A page of the console.
 *
 * @param path {@code /} or {@code /word}; its files are served below it
 * @param title its entry in the navigation
 * @param folder its files on the class path, such as {@code isthmus/gateway/console/audit}; the
 *     module and the style sheet that the page loads have the folder's name, here {@code audit.js}
 *     and {@code audit.css}
 * @param role who needs it in the navigation; its data is guarded by its routes
 * @param layout class of the page's body, blank for a column that scrolls
 * @param withoutScript what is told to a browser that runs no scripts
 */
public record ConsolePage(
    String path, String title, String folder, Role role, String layout, String withoutScript) {
  /** Checks the components. */
  public ConsolePage {
    if (!path.matches("/[a-z0-9-]*") || path.equals("/api") || path.equals("/observe")) {
      throw new IllegalArgumentException("not the path of a page: " + path);
    }
    requireNonNull(title);
    requireNonNull(role);
    requireNonNull(layout);
    requireNonNull(withoutScript);
    if (folder.startsWith("/") || folder.endsWith("/")) {
      throw new IllegalArgumentException("a folder without / at its ends: " + folder);
    }
  }

  /** A page for everybody who may look. */
  public ConsolePage(String path, String title, String folder) {
    this(path, title, folder, Role.VIEWER, "", "The console needs JavaScript.");
  }

  /** The same for those who may do what a role may. */
  public ConsolePage needing(Role needed) {
    return new ConsolePage(path, title, folder, needed, layout, withoutScript);
  }

  /** The same laid out by the rules of a class of its body. */
  public ConsolePage laidOut(String bodyClass) {
    return new ConsolePage(path, title, folder, role, bodyClass, withoutScript);
  }

  /** The same with another word to a browser that runs no scripts. */
  public ConsolePage tellingWithoutScript(String text) {
    return new ConsolePage(path, title, folder, role, layout, text);
  }

  /** What serves the page and its files, to everybody: they hold no data. */
  public List<Route> routes() {
    HttpHandler files =
        new StaticFiles(
            ConsolePage.class.getClassLoader(), folder, Map.of("index.html", PageHtml.of(this)));
    if (path.equals("/")) {
      return List.of(Route.get("/{file*}", files).forEverybody());
    }
    // Relative links of the page need the slash at the end of its path.
    return List.of(
        Route.get(path, this::redirect).forEverybody(),
        Route.get(path + "/{file*}", files).forEverybody());
  }

  private HttpAnswer redirect(HttpRequest request) {
    return new HttpAnswer.Full(
        308,
        "text/plain; charset=utf-8",
        Map.of("Location", path + "/"),
        Octets.utf8(request.path() + " is at " + path + "/\n"));
  }
}
