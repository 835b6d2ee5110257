import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;

/**
 * Checks that every Java source is as google-java-format writes it, or rewrites those that are not.
 *
 * <p>{@code Format check CACHE} ends with 1 and names the files that differ; {@code Format apply
 * CACHE} rewrites them. CACHE keeps the digests of contents known to be right, so that a check
 * reads much and formats little.
 */
final class Format {

  private static final Set<String> NOT_SOURCE = Set.of("target", ".git", ".idea", "data", "dist");

  private final Formatter formatter = new Formatter();
  private final Set<String> right = new ConcurrentSkipListSet<>();
  private final Set<String> wrong = new ConcurrentSkipListSet<>();
  private final boolean apply;

  private Format(boolean apply) {
    this.apply = apply;
  }

  public static void main(String[] args) throws IOException {
    if (args.length != 2 || !List.of("check", "apply").contains(args[0])) {
      System.err.println("usage: Format check|apply CACHE");
      System.exit(2);
    }
    System.exit(new Format(args[0].equals("apply")).run(Path.of(""), Path.of(args[1])));
  }

  private int run(Path root, Path cache) throws IOException {
    Set<String> known =
        Files.exists(cache) ? new TreeSet<>(Files.readAllLines(cache)) : new TreeSet<>();
    List<Path> sources = sources(root.toAbsolutePath());
    sources.parallelStream().forEach(source -> visit(source, root.toAbsolutePath(), known));
    Files.createDirectories(cache.toAbsolutePath().getParent());
    Files.write(cache, right);
    wrong.forEach(System.err::println);
    if (wrong.isEmpty()) {
      return 0;
    }
    System.err.println(
        apply
            ? wrong.size() + " files could not be read as Java"
            : "Not in google-java-format, see above. To rewrite: mvn -q -N verify -Dformat=apply");
    return 1;
  }

  private static List<Path> sources(Path root) throws IOException {
    try (Stream<Path> top = Files.list(root)) {
      return top.filter(path -> !NOT_SOURCE.contains(path.getFileName().toString()))
          .flatMap(Format::javaFiles)
          .toList();
    }
  }

  private static Stream<Path> javaFiles(Path top) {
    if (!Files.isDirectory(top)) {
      return top.toString().endsWith(".java") ? Stream.of(top) : Stream.empty();
    }
    Path sources = Files.isDirectory(top.resolve("src")) ? top.resolve("src") : top;
    try (Stream<Path> files = Files.walk(sources)) {
      return files.filter(path -> path.toString().endsWith(".java")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void visit(Path source, Path root, Set<String> known) {
    try {
      String before = Files.readString(source);
      String digest = digest(before);
      if (known.contains(digest)) {
        right.add(digest);
        return;
      }
      String after = formatter.formatSourceAndFixImports(before);
      if (after.equals(before)) {
        right.add(digest);
      } else if (apply) {
        Files.writeString(source, after);
        right.add(digest(after));
      } else {
        wrong.add(root.relativize(source).toString());
      }
    } catch (FormatterException e) {
      wrong.add(root.relativize(source) + ": " + e.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(source.toString(), e);
    }
  }

  private static String digest(String text) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes("UTF-8"));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException | IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
