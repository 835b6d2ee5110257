package isthmus.gateway.e2e;

import static isthmus.testkit.Eventually.eventually;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A gateway in a JVM of its own, which can be killed without warning. */
final class GatewayProcess implements AutoCloseable {
  private final Process process;
  private final Path log;

  private GatewayProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Starts {@code isthmus run -c FILE} and waits until it is ready. */
  static GatewayProcess start(TestGateway gateway) {
    try {
      Files.createDirectories(gateway.data());
      Path file = gateway.data().resolve("isthmus.yaml");
      Files.writeString(file, gateway.yaml());
      Path log = Files.createTempFile(gateway.data(), "run", ".log");
      Process process =
          new ProcessBuilder(
                  List.of(
                      Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                      "-Xmx512m",
                      "-XX:TieredStopAtLevel=1",
                      "-cp",
                      System.getProperty("java.class.path"),
                      "isthmus.gateway.Isthmus",
                      "run",
                      "-c",
                      file.toString()))
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      GatewayProcess started = new GatewayProcess(process, log);
      eventually(
          "the gateway's process is ready",
          RawSip.PATIENCE.multipliedBy(2),
          () -> {
            if (!process.isAlive()) {
              throw new AssertionError(started.output());
            }
            return started.output().contains("Isthmus is ready");
          });
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String output() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code kill -9}. */
  void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  @Override
  public void close() {
    kill();
  }
}
