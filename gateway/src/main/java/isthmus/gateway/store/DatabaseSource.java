package isthmus.gateway.store;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;

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

    /**
     * A connection beside the pool.
     *
     * @param patience how long to wait for it, and for each answer on it
     */
    Connection connect(Duration patience) throws SQLException {
      String seconds = String.valueOf(Math.max(1, patience.toSeconds()));
      Properties properties = new Properties();
      user.ifPresent(name -> properties.setProperty("user", name));
      password.ifPresent(secret -> properties.setProperty("password", secret));
      properties.setProperty("ApplicationName", "isthmus");
      properties.setProperty("connectTimeout", seconds);
      properties.setProperty("loginTimeout", seconds);
      properties.setProperty("socketTimeout", seconds);
      properties.setProperty("tcpKeepAlive", "true");
      return DriverManager.getConnection(url, properties);
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
   * @param port on the loopback interface; 0 draws a free one at the first start and keeps it
   * @param patience how long it may take to start or to recover
   */
  record Embedded(Path directory, int port, Duration patience) implements DatabaseSource {
    /** Checks the components. */
    public Embedded {
      requireNonNull(directory);
      if (port < 0 || port > 65_535) {
        throw new IllegalArgumentException("database port must be 0 to 65535, is " + port);
      }
      if (patience.toMillis() < 1_000) {
        throw new IllegalArgumentException("the database needs a second to start at least");
      }
    }

    /** In a directory, on any port, with a minute to start. */
    public Embedded(Path directory) {
      this(directory, 0, Duration.ofMinutes(1));
    }
  }
}
