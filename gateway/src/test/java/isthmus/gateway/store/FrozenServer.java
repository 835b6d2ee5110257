package isthmus.gateway.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** An embedded server of a test's own, whose processes can be stopped in the middle of anything. */
public final class FrozenServer implements AutoCloseable {
  private final Path directory;
  private final EmbeddedDatabase server;

  /** Starts it. */
  public FrozenServer() throws IOException {
    directory = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "frozen-");
    server =
        EmbeddedDatabase.start(
            new DatabaseSource.Embedded(directory), Path.of("target", "postgres"));
  }

  /** Where to connect to. */
  public DatabaseSource.Server server() {
    return server.server();
  }

  /** Nothing of it runs any more, and no connection ends. */
  public void freeze() {
    signal("-STOP");
  }

  /** Everything goes on where it was. */
  public void thaw() {
    signal("-CONT");
  }

  private void signal(String signal) {
    ProcessHandle postmaster = ProcessHandle.of(server.pid().orElseThrow()).orElseThrow();
    List<String> command = new ArrayList<>(List.of("kill", signal));
    // The postmaster first: what it makes after its children were listed would go on.
    Stream.concat(Stream.of(postmaster), postmaster.descendants())
        .map(process -> Long.toString(process.pid()))
        .forEach(command::add);
    try {
      new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    thaw();
    server.close();
    TestFiles.deleteTree(directory);
  }
}
