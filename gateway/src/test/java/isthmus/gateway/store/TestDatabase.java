package isthmus.gateway.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerFetchException;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * The one seam by which tests get a database: the server at the system property {@code
 * isthmus.test.database.url} (with {@code .user} and {@code .password}), else a container where
 * Docker runs, else the embedded server. One server for the JVM, a fresh database for each caller.
 */
public final class TestDatabase {
  /** A slow machine is no database that is away. */
  public static final Database.Settings PATIENT = new Database.Settings(10, Duration.ofSeconds(30));

  private static final AtomicInteger NUMBER = new AtomicInteger();

  private TestDatabase() {}

  /** A pool on a fresh database with the schema in it. */
  public static Database open() {
    return Database.open(fresh(), PATIENT);
  }

  /** An empty database. */
  public static DatabaseSource.Server fresh() {
    DatabaseSource.Server server = Holder.SERVER;
    String name = "t" + ProcessHandle.current().pid() + "_" + NUMBER.incrementAndGet();
    try (Connection connection =
            DriverManager.getConnection(
                server.url(), server.user().orElse(null), server.password().orElse(null));
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + name);
    } catch (SQLException e) {
      throw new IllegalStateException("no test database: " + e.getMessage(), e);
    }
    String url = server.url();
    int query = url.indexOf('?');
    String base = query < 0 ? url : url.substring(0, query);
    return new DatabaseSource.Server(
        base.substring(0, base.lastIndexOf('/') + 1)
            + name
            + (query < 0 ? "" : url.substring(query)),
        server.user(),
        server.password());
  }

  private static final class Holder {
    static final DatabaseSource.Server SERVER = server();

    private static DatabaseSource.Server server() {
      String url = System.getProperty("isthmus.test.database.url", "");
      if (!url.isEmpty()) {
        return new DatabaseSource.Server(
            url,
            Optional.ofNullable(System.getProperty("isthmus.test.database.user")),
            Optional.ofNullable(System.getProperty("isthmus.test.database.password")));
      }
      return DockerClientFactory.instance().isDockerAvailable()
          ? container().orElseGet(Holder::embedded)
          : embedded();
    }

    /** Empty where Docker runs but has no such image and gets none. */
    @SuppressWarnings("resource") // Testcontainers removes it when the JVM ends.
    private static Optional<DatabaseSource.Server> container() {
      PostgreSQLContainer container = new PostgreSQLContainer("postgres:18");
      try {
        container.start();
      } catch (ContainerLaunchException | ContainerFetchException e) {
        return Optional.empty();
      }
      return Optional.of(
          new DatabaseSource.Server(
              container.getJdbcUrl(),
              Optional.of(container.getUsername()),
              Optional.of(container.getPassword())));
    }

    private static DatabaseSource.Server embedded() {
      Path target = Path.of("target");
      Path own = target.resolve("test-database-" + ProcessHandle.current().pid());
      EmbeddedDatabase database =
          EmbeddedDatabase.start(new DatabaseSource.Embedded(own), target.resolve("postgres"));
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    database.close();
                    TestFiles.deleteTree(own);
                  }));
      return database.server();
    }
  }
}
