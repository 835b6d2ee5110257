package isthmus.isf.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.openjdk.jmh.generators.core.BenchmarkGenerator;
import org.openjdk.jmh.generators.core.FileSystemDestination;
import org.openjdk.jmh.generators.reflection.RFGeneratorSource;

/**
 * Runs the benchmarks: {@code main} takes JMH's own options, such as {@code -f 1 Selection}. The
 * sources that JMH generates are made and compiled here, for the build runs no annotation
 * processors.
 */
public final class Benchmarks {
  private Benchmarks() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path generated = Files.createTempDirectory("isthmus-jmh");
    try {
      generate(generated);
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.add("-cp");
      command.add(
          generated + System.getProperty("path.separator") + System.getProperty("java.class.path"));
      command.add("org.openjdk.jmh.Main");
      command.addAll(List.of(arguments));
      int status = new ProcessBuilder(command).inheritIO().start().waitFor();
      if (status != 0) {
        throw new IllegalStateException("JMH ended with status " + status);
      }
    } finally {
      try (Stream<Path> files = Files.walk(generated)) {
        files.sorted(Comparator.reverseOrder()).forEach(Benchmarks::delete);
      }
    }
  }

  private static void generate(Path generated) throws IOException {
    RFGeneratorSource source = new RFGeneratorSource();
    source.processClasses(SelectionBenchmark.class, ActivationBenchmark.class);
    FileSystemDestination destination =
        new FileSystemDestination(generated.toFile(), generated.toFile());
    BenchmarkGenerator generator = new BenchmarkGenerator();
    generator.generate(source, destination);
    generator.complete(source, destination);
    if (destination.hasErrors()) {
      throw new IllegalStateException("JMH: " + destination.getErrors());
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
        Stream<Path> sources = Files.walk(generated)) {
      List<Path> all = sources.filter(path -> path.toString().endsWith(".java")).toList();
      boolean compiled =
          compiler
              .getTask(
                  null,
                  files,
                  null,
                  List.of(
                      "-proc:none",
                      "-d",
                      generated.toString(),
                      "-cp",
                      System.getProperty("java.class.path")),
                  null,
                  files.getJavaFileObjectsFromPaths(all))
              .call();
      if (!compiled) {
        throw new IllegalStateException("what JMH generated does not compile");
      }
    }
  }

  private static void delete(Path path) {
    try {
      Files.delete(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
