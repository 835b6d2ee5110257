package isthmus.gateway.store;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Optional;

/** Where the database is: what the setting {@code database} says. */
public sealed interface DatabaseSource {
  /**
   * A server that somebody else runs.
   *
   * @param url {@code jdbc:postgresql://…}
   * @param user who connects, unless the URL says it
   * @param password its password, unless the URL says it; never printed
   */
  record Server(String url, Optional<String> user, Optional<String> password)
      implements DatabaseSource {
    /** Checks the URL. */
    public Server {
      requireNonNull(user);
      requireNonNull(password);
      if (!url.startsWith("jdbc:postgresql:")) {
        throw new IllegalArgumentException("database.url must begin with jdbc:postgresql:");
      }
    }

    @Override
    public String toString() {
      int query = url.indexOf('?');
      return query < 0 ? url : url.substring(0, query);
    }
  }

  /**
   * A server of our own, in our own directory.
   *
   * @param directory where data, binaries, port and password are kept
   */
  record Embedded(Path directory) implements DatabaseSource {
    /** Checks the component. */
    public Embedded {
      requireNonNull(directory);
    }
  }
}
