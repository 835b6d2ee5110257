package isthmus.gateway.console;

import static java.util.Objects.requireNonNull;

import isthmus.gateway.console.http.Role;

/**
 * A page of the console.
 *
 * @param path {@code /} or {@code /word}; its files are served below it
 * @param title its entry in the navigation
 * @param folder its files on the class path, with an {@code index.html}, such as {@code
 *     isthmus/gateway/demo/playground}
 * @param role who needs it in the navigation; its data is guarded by its routes
 */
public record ConsolePage(String path, String title, String folder, Role role) {
  /** Checks the components. */
  public ConsolePage {
    if (!path.matches("/[a-z0-9-]*") || path.equals("/api") || path.equals("/observe")) {
      throw new IllegalArgumentException("not the path of a page: " + path);
    }
    requireNonNull(title);
    requireNonNull(role);
    if (folder.startsWith("/") || folder.endsWith("/")) {
      throw new IllegalArgumentException("a folder without / at its ends: " + folder);
    }
  }

  /** A page for everybody who may look. */
  public ConsolePage(String path, String title, String folder) {
    this(path, title, folder, Role.VIEWER);
  }

  /** The same for those who may do what a role may. */
  public ConsolePage needing(Role needed) {
    return new ConsolePage(path, title, folder, needed);
  }
}
