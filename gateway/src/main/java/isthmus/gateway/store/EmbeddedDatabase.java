package isthmus.gateway.store;

import isthmus.cpm.port.FreePorts;
import isthmus.cpm.store.StoreUnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL server of our own: data, port and password in one directory, reached on the loopback
 * interface only. A server that outlived a gateway killed with SIGKILL is found by its {@code
 * postmaster.pid} and used on.
 */
public final class EmbeddedDatabase implements DatabaseHost, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);
  private static final String USER = "isthmus";
  private static final String NAME = "isthmus";
  private static final Duration ANSWER = Duration.ofSeconds(30);

  private final Path directory;
  private final ServerControl control;
  private final FileChannel lock;
  private final DatabaseSource.Server server;
  private final boolean adopted;
  private final Duration patience;
  private boolean closed;

  private EmbeddedDatabase(
      Path directory,
      ServerControl control,
      FileChannel lock,
      DatabaseSource.Server server,
      boolean adopted,
      Duration patience) {
    this.patience = patience;
    this.directory = directory;
    this.control = control;
    this.lock = lock;
    this.server = server;
    this.adopted = adopted;
  }

  /** Starts, or finds, the server of a directory; binaries are unpacked there as well. */
  public static EmbeddedDatabase start(DatabaseSource.Embedded source) {
    return start(source, source.directory());
  }

  /**
   * Starts, or finds, the server of a directory.
   *
   * @param binaries where the server's programs are unpacked
   * @throws StoreUnavailableException with a line that says what to do when it cannot
   */
  public static EmbeddedDatabase start(DatabaseSource.Embedded source, Path binaries) {
    try {
      Path own = Files.createDirectories(source.directory()).toAbsolutePath().normalize();
      FileChannel lock = lock(own);
      try {
        return started(own, source, binaries.toAbsolutePath().normalize(), lock);
      } catch (IOException | SQLException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException | UncheckedIOException | SQLException e) {
      throw new StoreUnavailableException(
          "database: embedded cannot be used in "
              + source.directory()
              + ": "
              + e.getMessage()
              + "; set `database: {url: jdbc:postgresql://…, user: …, password: …}` to use another"
              + " PostgreSQL",
          e);
    }
  }

  /**
   * The server of a directory, when one runs: that of a gateway which is running, for somebody who
   * can read its data.
   */
  public static Optional<DatabaseSource.Server> running(Path directory) {
    try {
      Path own = directory.toAbsolutePath().normalize();
      if (!Files.isRegularFile(own.resolve("data").resolve("postmaster.pid"))
          || !Files.isReadable(own.resolve("port"))) {
        return Optional.empty();
      }
      int port = Integer.parseInt(Files.readString(own.resolve("port")).strip());
      DatabaseSource.Server server = server(port, NAME, password(own));
      try (Connection connection = server.connect(ANSWER)) {
        return connection.isValid(5) ? Optional.of(server) : Optional.empty();
      }
    } catch (IOException | SQLException | NumberFormatException notRunning) {
      LOG.debug("no server runs in {}: {}", directory, notRunning.toString());
      return Optional.empty();
    }
  }

  private static FileChannel lock(Path directory) throws IOException {
    FileChannel channel =
        FileChannel.open(
            directory.resolve("gateway.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      LOG.debug("locked by this process", e);
    }
    channel.close();
    throw new IOException("another gateway uses this directory");
  }

  private static EmbeddedDatabase started(
      Path directory, DatabaseSource.Embedded source, Path binaries, FileChannel lock)
      throws IOException, SQLException {
    Path home = ServerBinaries.unpackedIn(binaries);
    Path data = directory.resolve("data");
    ServerControl control = new ServerControl(home, data, directory.resolve("postgres.log"));
    String password = password(directory);
    if (!Files.exists(data.resolve("PG_VERSION"))) {
      control.initialise(USER, directory.resolve("password"));
    }
    Optional<Integer> running = control.runningPort();
    int port = running.isPresent() ? running.get() : port(directory, source.port());
    if (running.isEmpty()) {
      control.configure(
          ServerSettings.forServer(port, Files.getFileStore(directory).getTotalSpace()));
      control.start(source.patience());
    } else {
      LOG.info("the database server of {} is still running on port {}", directory, port);
    }
    DatabaseSource.Server server = server(port, NAME, password);
    await(server(port, "postgres", password), source.patience());
    return new EmbeddedDatabase(
        directory, control, lock, server, running.isPresent(), source.patience());
  }

  private static DatabaseSource.Server server(int port, String name, String password) {
    return new DatabaseSource.Server(
        "jdbc:postgresql://127.0.0.1:" + port + "/" + name,
        Optional.of(USER),
        Optional.of(password));
  }

  /** Waits until it answers (it may be recovering), and makes our database if it is not there. */
  private static void await(DatabaseSource.Server server, Duration patience) throws SQLException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      try (Connection connection = server.connect(patience);
          Statement statement = connection.createStatement()) {
        ResultSet found =
            statement.executeQuery("select 1 from pg_database where datname = '" + NAME + "'");
        if (!found.next()) {
          statement.execute("create database " + NAME);
        }
        return;
      } catch (SQLException e) {
        if (System.nanoTime() > deadline || SqlTrouble.of(e) == SqlTrouble.WRONG) {
          throw e;
        }
        LockSupport.parkNanos(20_000_000);
      }
    }
  }

  private static String password(Path directory) throws IOException {
    Path file = directory.resolve("password");
    if (Files.exists(file)) {
      return Files.readString(file).strip();
    }
    byte[] random = new byte[24];
    new SecureRandom().nextBytes(random);
    String password = HexFormat.of().formatHex(random);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, password + "\n");
    return password;
  }

  /** The port asked for, or the one that the directory remembers unless somebody else has it. */
  private static int port(Path directory, int wanted) throws IOException {
    if (wanted != 0) {
      if (!isFree(wanted)) {
        throw new IOException("port " + wanted + " is taken");
      }
      return wanted;
    }
    Path file = directory.resolve("port");
    if (Files.exists(file)) {
      int port = Integer.parseInt(Files.readString(file).strip());
      if (isFree(port)) {
        return port;
      }
      LOG.warn("port {} of the embedded database is taken; taking another one", port);
    }
    // Kept across restarts, so one that no outgoing connection is given while the server is down.
    int port = new FreePorts().next();
    Files.writeString(file, port + "\n");
    return port;
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      LOG.debug("port {} is taken", port, e);
      return false;
    }
  }

  /** Where to connect to. */
  public DatabaseSource.Server server() {
    return server;
  }

  /** True when the server was found running. */
  public boolean adopted() {
    return adopted;
  }

  /** The process of the server. */
  public Optional<Long> pid() {
    return control.pid();
  }

  /** Other databases on the same server, for tests; made when not there. */
  public DatabaseSource.Server database(String name) {
    if (!name.matches("[a-z][a-z0-9_]{0,40}")) {
      throw new IllegalArgumentException("not a simple name: " + name);
    }
    try (Connection connection = server.connect(ANSWER);
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + name);
    } catch (SQLException e) {
      throw SqlTrouble.asException(e);
    }
    String url = server.url();
    return new DatabaseSource.Server(
        url.substring(0, url.lastIndexOf('/') + 1) + name, server.user(), server.password());
  }

  @Override
  public OptionalLong usableBytes() {
    try {
      return OptionalLong.of(Files.getFileStore(directory).getUsableSpace());
    } catch (IOException e) {
      LOG.debug("room at {} not known", directory, e);
      return OptionalLong.empty();
    }
  }

  @Override
  public synchronized Optional<String> revive() {
    if (closed || control.pid().isPresent()) {
      return Optional.empty();
    }
    LOG.warn("the database server of {} has ended; starting it again", directory);
    try {
      control.start(patience);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of("the embedded server does not start: " + e.getMessage());
    }
  }

  /** Stops the server, leaving its data; connections are ended. */
  @Override
  public synchronized void close() {
    closed = true;
    try {
      control.stop();
    } catch (IOException e) {
      LOG.warn("the embedded database of {} did not stop: {}", directory, e.getMessage());
    }
    releaseLock();
  }

  /** Leaves the server running and lets go of the directory, as a gateway that is killed does. */
  synchronized void abandon() {
    closed = true;
    releaseLock();
  }

  private void releaseLock() {
    try {
      lock.close();
    } catch (IOException e) {
      LOG.warn("lock of {} not released: {}", directory, e.getMessage());
    }
  }

  /** One line about where it is. */
  @Override
  public String toString() {
    return "embedded PostgreSQL in " + List.of(directory) + " at " + server;
  }
}
