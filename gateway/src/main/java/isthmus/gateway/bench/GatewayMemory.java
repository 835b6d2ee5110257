package isthmus.gateway.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * What a gateway holds after a full collection.
 *
 * @param heap bytes in use
 * @param metaspace bytes of classes in use
 * @param loadedClasses how many
 * @param resident memory of the process in bytes
 */
record GatewayMemory(
    OptionalLong heap, OptionalLong metaspace, OptionalLong loadedClasses, OptionalLong resident) {
  private static final int PATIENCE_SECONDS = 20;

  /** Asks for a collection, where the JDK has the tool for it, and reads the meters. */
  static GatewayMemory of(URI http, ProcessHandle process) throws InterruptedException {
    collect(process);
    Optional<String> metrics = Reading.metrics(http);
    return new GatewayMemory(
        metrics.map(Reading::heapBytes).orElseGet(OptionalLong::empty),
        sum(metrics, "jvm_memory_used_bytes{", "Metaspace"),
        sum(metrics, "jvm_classes_loaded_classes", ""),
        ProcessUsage.ofAlone(process).residentBytes());
  }

  private static void collect(ProcessHandle process) throws InterruptedException {
    Path tool = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    if (!Files.isExecutable(tool)) {
      return;
    }
    try {
      Process collecting =
          new ProcessBuilder(tool.toString(), Long.toString(process.pid()), "GC.run")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!collecting.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        collecting.destroyForcibly();
      }
    } catch (IOException e) {
      // The figures then hold garbage, which a reader sees by their jumping.
    }
  }

  private static OptionalLong sum(Optional<String> metrics, String name, String with) {
    return metrics.stream()
        .flatMap(String::lines)
        .filter(line -> line.startsWith(name) && line.contains(with))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .reduce(Long::sum);
  }

  String heapMebibytes() {
    return mebibytes(heap);
  }

  String metaspaceMebibytes() {
    return mebibytes(metaspace);
  }

  String residentMebibytes() {
    return mebibytes(resident);
  }

  String classes() {
    return loadedClasses.isPresent()
        ? String.format(Locale.ROOT, "%,d", loadedClasses.getAsLong())
        : "-";
  }

  private static String mebibytes(OptionalLong bytes) {
    return bytes.isPresent()
        ? String.format(Locale.ROOT, "%.1f", bytes.getAsLong() / 1_048_576.0)
        : "-";
  }
}
