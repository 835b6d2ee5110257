package isthmus.gateway.console;

import static java.util.Objects.requireNonNull;

/**
 * A page of the console.
 *
 * @param path {@code /} or {@code /word}; its files are served below it
 * @param title its entry in the navigation
 * @param folder its files on the class path, with an {@code index.html}, such as {@code
 *     isthmus/gateway/demo/playground}
 */
public record ConsolePage(String path, String title, String folder) {
  /** Checks the components. */
  public ConsolePage {
    if (!path.matches("/[a-z0-9-]*") || path.equals("/api") || path.equals("/observe")) {
      throw new IllegalArgumentException("not the path of a page: " + path);
    }
    requireNonNull(title);
    if (folder.startsWith("/") || folder.endsWith("/")) {
      throw new IllegalArgumentException("a folder without / at its ends: " + folder);
    }
  }
}
