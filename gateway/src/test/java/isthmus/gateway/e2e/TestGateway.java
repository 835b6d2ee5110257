package isthmus.gateway.e2e;

import static isthmus.testkit.Eventually.eventually;

import isthmus.cpm.address.AddressParser;
import isthmus.cpm.address.NumberingPlan;
import isthmus.cpm.delivery.DeliveryState;
import isthmus.cpm.port.FreePorts;
import isthmus.cpm.store.StoryStore;
import isthmus.gateway.assembly.Gateway;
import isthmus.gateway.cli.CommandFailure;
import isthmus.gateway.config.ConfigurationLoader;
import isthmus.gateway.config.ConfigurationResult;
import isthmus.gateway.console.http.Route;
import isthmus.gateway.store.Database;
import isthmus.gateway.store.DatabaseSource;
import isthmus.gateway.store.PostgresStoryStore;
import isthmus.gateway.store.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A gateway with a configuration of its own, which can be stopped, started and asked. */
final class TestGateway implements AutoCloseable {
  static final String DOMAIN = "ims.example.org";

  /** Retries in fractions of a second, so that no test waits. */
  static final String QUICK =
      """
      delivery:
        retry: {first: 200ms, factor: 1.5, max: 1s}
        lease: 5s
      """;

  private static final FreePorts PORTS = new FreePorts();

  private final DatabaseSource.Server server;
  private final Path data;
  private final String yaml;
  private final int sipPort;
  private Optional<Gateway> running = Optional.empty();
  private Optional<Database> reading = Optional.empty();

  private TestGateway(DatabaseSource.Server server, Path data, String yaml, int sipPort) {
    this.server = server;
    this.data = data;
    this.yaml = yaml;
    this.sipPort = sipPort;
  }

  /**
   * A gateway that is not started yet.
   *
   * @param node its name
   * @param sip lines of the section {@code sip}, after those that every gateway has
   * @param rest further sections
   */
  static TestGateway of(DatabaseSource.Server server, String node, String sip, String rest) {
    return of(server, Duration.ofSeconds(30), node, sip, rest);
  }

  /** The same, with a limit to the wait for a connection to the database. */
  static TestGateway of(
      DatabaseSource.Server server, Duration connect, String node, String sip, String rest) {
    int port = freePort();
    Path data = Path.of("target", "e2e", node + "-" + Pager.fresh("data")).toAbsolutePath();
    String yaml =
        """
        data: %s
        node: %s
        database: {url: "%s", user: "%s", password: "%s", pool-size: 6, connect-timeout: %ds}
        http: {listen: "127.0.0.1:%d"}
        sip:
          listen: ["udp://127.0.0.1:%d", "tcp://127.0.0.1:%d"]
          domain: %s
        %s
        %s
        """
            .formatted(
                data,
                node,
                server.url(),
                server.user().orElse(""),
                server.password().orElse("none"),
                connect.toSeconds(),
                freePort(),
                port,
                port,
                DOMAIN,
                sip.stripTrailing().indent(2).stripTrailing(),
                rest);
    return new TestGateway(server, data, yaml, port);
  }

  /** Every route of the running gateway. */
  List<Route> routes() {
    return running.orElseThrow().routes();
  }

  /** The section {@code sip} of a gateway behind a core. */
  static String behindCore(int core) {
    return """
    mode: isc
    trusted: ["127.0.0.1/32"]
    next-hop: "sip:127.0.0.1:%d;transport=udp"
    t1: 100ms
    """
        .formatted(core);
  }

  /** One entry of {@code sms.smsc}. */
  static String smsc(String id, int port, String more) {
    return """
    - id: %s
      host: 127.0.0.1
      port: %d
      system-id: esme
      password: pw
      reconnect: {min: 50ms, max: 300ms, after-refusal: 300ms}
      throttle-pause: 50ms
      longest-throttle-pause: 200ms
      drain: 1s
    %s\
    """
        .formatted(id, port, more.isEmpty() ? "" : more.stripTrailing().indent(2));
  }

  static String sms(String... smscs) {
    return "sms:\n  smsc:\n" + String.join("\n", smscs).indent(4);
  }

  /** A port for something that must be told its own; nothing else in this JVM gets it. */
  static int freePort() {
    try {
      return PORTS.next();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String yaml() {
    return yaml;
  }

  Path data() {
    return data;
  }

  int sipPort() {
    return sipPort;
  }

  TestGateway start() {
    ConfigurationResult result =
        new ConfigurationLoader(Map.of()).read(yaml, "e2e.yaml", Path.of("target"));
    switch (result) {
      case ConfigurationResult.Wrong wrong ->
          throw new AssertionError(wrong.problems() + "\n" + yaml);
      case ConfigurationResult.Loaded loaded -> {
        try {
          Files.createDirectories(data);
          running = Optional.of(Gateway.start(loaded.configuration(), "e2e", List.of()));
        } catch (CommandFailure failure) {
          throw new AssertionError(failure.getMessage(), failure);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    return this;
  }

  Gateway gateway() {
    return running.orElseThrow();
  }

  DatabaseSource.Server server() {
    return server;
  }

  void stop() {
    running.ifPresent(Gateway::close);
    running = Optional.empty();
  }

  /** The stories that an identity leads to. */
  List<StoryStore.Story> stories(String id) {
    if (reading.isEmpty()) {
      reading = Optional.of(Database.open(server, TestDatabase.PATIENT));
    }
    AddressParser addresses = new AddressParser(NumberingPlan.NORTH_AMERICA, Set.of(DOMAIN));
    return new PostgresStoryStore(reading.get(), addresses).find(id, 10);
  }

  /** The story of one message, once something holds for it. */
  StoryStore.Story story(String id, String what, Predicate<StoryStore.Story> condition) {
    List<StoryStore.Story> found = new ArrayList<>();
    eventually(
        id + ": " + what,
        RawSip.PATIENCE,
        () -> {
          found.clear();
          found.addAll(stories(id));
          return found.size() == 1 && condition.test(found.getFirst());
        });
    return found.getFirst();
  }

  /** The story of one message once its own delivery is in a state. */
  StoryStore.Story story(String id, DeliveryState state) {
    return story(id, "is " + state, story -> state(story) == state);
  }

  /** The state of a message's own delivery, not of the notifications about it. */
  static DeliveryState state(StoryStore.Story story) {
    return story.deliveries().stream()
        .map(StoryStore.DeliveryStory::delivery)
        .filter(delivery -> delivery.report().isEmpty())
        .findFirst()
        .orElseThrow()
        .state();
  }

  int sql(String statement) {
    try (Connection connection = connection();
        Statement sql = connection.createStatement()) {
      return sql.executeUpdate(statement);
    } catch (SQLException e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }

  long count(String query) {
    return query(server, query);
  }

  /** The number that a query gives. */
  static long query(DatabaseSource.Server server, String query) {
    try (Connection connection = connection(server);
        Statement sql = connection.createStatement();
        ResultSet result = sql.executeQuery(query)) {
      result.next();
      return result.getLong(1);
    } catch (SQLException e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }

  /** The first column of every row. */
  Stream<String> texts(String query) {
    List<String> texts = new ArrayList<>();
    try (Connection connection = connection();
        Statement sql = connection.createStatement();
        ResultSet result = sql.executeQuery(query)) {
      while (result.next()) {
        texts.add(result.getString(1));
      }
    } catch (SQLException e) {
      throw new AssertionError(e.getMessage(), e);
    }
    return texts.stream();
  }

  Connection connection() throws SQLException {
    return connection(server);
  }

  private static Connection connection(DatabaseSource.Server server) throws SQLException {
    return DriverManager.getConnection(
        server.url(), server.user().orElse(null), server.password().orElse(null));
  }

  static DatabaseSource.Server freshDatabase() {
    return TestDatabase.fresh();
  }

  @Override
  public void close() {
    stop();
    reading.ifPresent(Database::close);
  }
}
