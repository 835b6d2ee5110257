package isthmus.gateway.bench;

import isthmus.gateway.cli.CommandFailure;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A gateway in a process of its own, with this JVM's settings and class path. */
final class GatewayProcess implements AutoCloseable {
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(30);
  private static final int PROBE_MILLIS = 300;
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final int LOG_LINES = 12;

  private final Process process;
  private final Path log;

  private GatewayProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts {@code run -c configuration}; output goes to the end of a log file.
   *
   * @param mainClass the command line's main class
   */
  static GatewayProcess start(String mainClass, Path configuration, Path log)
      throws CommandFailure {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      if (!argument.startsWith("-agentlib") && !argument.startsWith("-javaagent")) {
        command.add(argument);
      }
    }
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            mainClass,
            "run",
            "-c",
            configuration.toString()));
    try {
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.redirectErrorStream(true);
      builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
      builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
      return new GatewayProcess(builder.start(), log);
    } catch (IOException e) {
      throw CommandFailure.failed("the gateway cannot be started: " + e.getMessage());
    }
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  /**
   * Waits until it is ready.
   *
   * @param ready tells so; asked again and again
   * @throws CommandFailure with the end of its log if it ended or was not ready in time
   */
  void awaitReady(BooleanSupplier ready, Duration patience) throws CommandFailure {
    long deadline = System.nanoTime() + patience.toNanos();
    while (System.nanoTime() < deadline && process.isAlive()) {
      if (ready.getAsBoolean()) {
        return;
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
    String why =
        process.isAlive()
            ? "the gateway was not ready within " + patience.toSeconds() + " s"
            : "the gateway ended with code " + process.exitValue();
    throw CommandFailure.failed(why + "; " + log + " ends with:\n" + endOfLog());
  }

  private String endOfLog() {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
    } catch (IOException e) {
      return "(unreadable)";
    }
  }

  /** Whether somebody answers SIP over UDP; any answer to OPTIONS will do (RFC 3261 §11). */
  static boolean answers(InetSocketAddress sip) {
    try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(sip.getAddress(), 0))) {
      socket.setSoTimeout(PROBE_MILLIS);
      socket.connect(sip);
      String own = sip.getAddress().getHostAddress() + ":" + socket.getLocalPort();
      String probe = Long.toHexString(System.nanoTime());
      byte[] request =
          """
          OPTIONS sip:%1$s:%2$d SIP/2.0
          Via: SIP/2.0/UDP %3$s;branch=z9hG4bK%4$s;rport
          Max-Forwards: 70
          From: <sip:probe@%3$s>;tag=%4$s
          To: <sip:%1$s:%2$d>
          Call-ID: %4$s
          CSeq: 1 OPTIONS
          Content-Length: 0

          """
              .formatted(sip.getAddress().getHostAddress(), sip.getPort(), own, probe)
              .replace("\n", "\r\n")
              .getBytes(StandardCharsets.US_ASCII);
      socket.send(new DatagramPacket(request, request.length));
      DatagramPacket answer = new DatagramPacket(new byte[4_096], 4_096);
      socket.receive(answer);
      return answer.getLength() > 0;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return false;
    }
  }

  /** {@code kill -9}: it gets no chance to end well. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /** Asks it to end and waits; forces it in the end. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        kill();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
