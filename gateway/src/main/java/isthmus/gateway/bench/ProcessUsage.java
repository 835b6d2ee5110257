package isthmus.gateway.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What processes used so far.
 *
 * @param cpu time on all cores, user and system
 * @param residentBytes memory held; empty where the system does not tell (it does on Linux)
 */
record ProcessUsage(Duration cpu, OptionalLong residentBytes) {

  /** Of one process and those it started. */
  static ProcessUsage of(ProcessHandle process) {
    Duration cpu = Duration.ZERO;
    List<ProcessHandle> all = Stream.concat(Stream.of(process), process.descendants()).toList();
    for (ProcessHandle one : all) {
      cpu = cpu.plus(one.info().totalCpuDuration().orElse(Duration.ZERO));
    }
    return new ProcessUsage(cpu, resident(process));
  }

  /** Of one process alone. */
  static ProcessUsage ofAlone(ProcessHandle process) {
    return new ProcessUsage(
        process.info().totalCpuDuration().orElse(Duration.ZERO), resident(process));
  }

  /** The embedded database's first process, found by its pid file below a directory. */
  static Optional<ProcessHandle> postgres(Path data) {
    try (Stream<Path> files = Files.find(data, 4, (path, _) -> path.endsWith("postmaster.pid"))) {
      Optional<Path> file = files.findFirst();
      if (file.isEmpty()) {
        return Optional.empty();
      }
      try (Stream<String> lines = Files.lines(file.get())) {
        return lines
            .findFirst()
            .filter(line -> line.strip().matches("\\d{1,10}"))
            .flatMap(line -> ProcessHandle.of(Long.parseLong(line.strip())));
      }
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static OptionalLong resident(ProcessHandle process) {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .findFirst();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }
}
