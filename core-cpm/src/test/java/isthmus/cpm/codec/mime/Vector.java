package isthmus.cpm.codec.mime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A test case in a file: a description, then sections that begin with a line {@code === name}. Line
 * feeds stand for CRLF unless the description has a line {@code lines: lf}.
 */
public record Vector(String name, String description, Map<String, String> sections) {

  /** All cases of a resource directory whose file names begin with {@code prefix}, by name. */
  public static List<Vector> all(String directory, String prefix) {
    try (Stream<Path> files =
        Files.list(Path.of(Objects.requireNonNull(Vector.class.getResource(directory)).toURI()))) {
      List<Vector> found =
          files
              .filter(file -> file.getFileName().toString().startsWith(prefix))
              .sorted()
              .map(Vector::read)
              .toList();
      if (found.isEmpty()) {
        throw new IllegalStateException("no cases in " + directory);
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Vector read(Path file) {
    try {
      String[] parts = Files.readString(file).split("\n=== ", -1);
      Map<String, String> sections = new LinkedHashMap<>();
      for (String part : Arrays.asList(parts).subList(1, parts.length)) {
        int end = part.indexOf('\n');
        String body = part.substring(end + 1);
        boolean last = part.equals(parts[parts.length - 1]);
        sections.put(
            part.substring(0, end),
            last && body.endsWith("\n") ? body.substring(0, body.length() - 1) : body);
      }
      return new Vector(file.getFileName().toString(), parts[0], sections);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text of a section as it stands in the file. */
  public String text(String section) {
    return Objects.requireNonNull(sections.get(section), name + " has no section " + section);
  }

  /** A section as it goes over the wire. */
  public Octets wire(String section) {
    String text = text(section);
    return Octets.utf8(description.contains("lines: lf") ? text : text.replace("\n", "\r\n"));
  }

  @Override
  public String toString() {
    return name;
  }
}
