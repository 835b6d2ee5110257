package isthmus.gateway.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Runs {@code initdb} and {@code pg_ctl} for one data directory. */
final class ServerControl {
  private static final Duration STOP = Duration.ofMinutes(1);

  private final Path home;
  private final Path data;
  private final Path log;

  ServerControl(Path home, Path data, Path log) {
    this.home = home;
    this.data = data;
    this.log = log;
  }

  /** Makes the data directory; the password is the first line of a file. */
  void initialise(String user, Path passwordFile) throws IOException {
    run(
        Duration.ofMinutes(2),
        "initdb",
        "--pgdata=" + data,
        "--username=" + user,
        "--pwfile=" + passwordFile,
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C");
    Files.writeString(
        data.resolve("postgresql.conf"), "\ninclude = 'isthmus.conf'\n", StandardOpenOption.APPEND);
  }

  void configure(String settings) throws IOException {
    Files.writeString(data.resolve("isthmus.conf"), settings);
  }

  void start(Duration patience) throws IOException {
    removeStalePid();
    run(
        patience.plusSeconds(5),
        "pg_ctl",
        "start",
        "--pgdata=" + data,
        "--log=" + log,
        "--wait",
        "--timeout=" + patience.toSeconds(),
        "--silent");
  }

  void stop() throws IOException {
    if (pid().isEmpty()) {
      return;
    }
    run(
        STOP.plusSeconds(5),
        "pg_ctl",
        "stop",
        "--pgdata=" + data,
        "--mode=fast",
        "--wait",
        "--timeout=" + STOP.toSeconds(),
        "--silent");
  }

  /** The port of the server that runs on this data directory. */
  Optional<Integer> runningPort() throws IOException {
    List<String> lines = pidFile();
    return pid().isPresent() && lines.size() > 3
        ? Optional.of(Integer.parseInt(lines.get(3).strip()))
        : Optional.empty();
  }

  /** The server's process, when it is alive and really a server. */
  Optional<Long> pid() {
    try {
      List<String> lines = pidFile();
      if (lines.isEmpty()) {
        return Optional.empty();
      }
      long pid = Long.parseLong(lines.getFirst().strip());
      boolean alive = ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
      return alive && isServer(pid) ? Optional.of(pid) : Optional.empty();
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  private List<String> pidFile() throws IOException {
    Path file = data.resolve("postmaster.pid");
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  /** The number of a dead server's process may have been given to another program. */
  private boolean isServer(long pid) throws IOException {
    Path command = Path.of("/proc", Long.toString(pid), "cmdline");
    if (!Files.exists(command)) {
      return true;
    }
    String words = Files.readString(command, StandardCharsets.ISO_8859_1);
    return words.contains("postgres") && words.contains(data.toString());
  }

  /** Left behind by a crash of the machine; the server itself would refuse to start over it. */
  private void removeStalePid() throws IOException {
    if (pid().isEmpty()) {
      Files.deleteIfExists(data.resolve("postmaster.pid"));
    }
  }

  private void run(Duration patience, String program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    if (isRoot()) {
      // The server refuses to run as root; in a user namespace of its own it is somebody else.
      command.addAll(List.of("unshare", "-U"));
    }
    command.add(home.resolve("bin").resolve(program).toString());
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile("isthmus-", ".out");
    try {
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().put("LC_ALL", "C");
      builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
      Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
      if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException(program + " did not end within " + patience.toSeconds() + " s");
      }
      if (process.exitValue() != 0) {
        throw new IOException(program + " failed: " + lastLine(output) + lastLineOfLog(program));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while " + program + " was running", e);
    } finally {
      Files.deleteIfExists(output);
    }
  }

  private String lastLineOfLog(String program) throws IOException {
    return program.equals("pg_ctl") && Files.exists(log) ? " (" + lastLine(log) + ")" : "";
  }

  private static String lastLine(Path file) throws IOException {
    List<String> lines =
        Files.readAllLines(file, StandardCharsets.ISO_8859_1).stream()
            .filter(line -> !line.isBlank())
            .toList();
    return lines.isEmpty() ? "no reason given" : lines.getLast().strip();
  }

  private static boolean isRoot() throws IOException {
    return Files.exists(Path.of("/proc/self"))
        && Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
  }
}
