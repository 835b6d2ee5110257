package isthmus.gateway.config.tree;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces {@code ${env:NAME}} and {@code ${file:/path}} in a scalar by the environment variable,
 * or the file's content without its last line end. A doubled dollar keeps a reference from being
 * one.
 */
final class References {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\$\\{|\\$\\{([^}]*)}?");
  private static final int MAX_FILE_BYTES = 64 * 1024;

  private final Map<String, String> environment;
  private final Path directory;

  References(Map<String, String> environment, Path directory) {
    this.environment = Map.copyOf(environment);
    this.directory = directory;
  }

  /** A reference that leads nowhere; the message says which and why. */
  static final class Unresolved extends Exception {
    private static final long serialVersionUID = 1;
    private final String reason;

    Unresolved(String reason) {
      super(reason);
      this.reason = reason;
    }

    String reason() {
      return reason;
    }
  }

  static boolean isIn(String written) {
    return written.contains("${");
  }

  String resolve(String written) throws Unresolved {
    if (!isIn(written)) {
      return written;
    }
    StringBuilder result = new StringBuilder();
    Matcher matcher = REFERENCE.matcher(written);
    while (matcher.find()) {
      String found = matcher.group().startsWith("$$") ? "${" : target(matcher.group());
      matcher.appendReplacement(result, Matcher.quoteReplacement(found));
    }
    return matcher.appendTail(result).toString();
  }

  private String target(String reference) throws Unresolved {
    if (reference.startsWith("${env:") && reference.endsWith("}")) {
      return variable(reference.substring(6, reference.length() - 1));
    }
    if (reference.startsWith("${file:") && reference.endsWith("}")) {
      return content(reference.substring(7, reference.length() - 1));
    }
    throw new Unresolved(
        "unknown reference; allowed: ${env:NAME} or ${file:/path} ($${ for a plain ${)");
  }

  private String variable(String name) throws Unresolved {
    String value = environment.get(name);
    if (value == null) {
      throw new Unresolved("environment variable " + name + " is not set");
    }
    return value;
  }

  private String content(String name) throws Unresolved {
    try (InputStream in = Files.newInputStream(directory.resolve(name))) {
      byte[] bytes = in.readNBytes(MAX_FILE_BYTES + 1);
      if (bytes.length > MAX_FILE_BYTES) {
        throw new Unresolved("file " + name + " is larger than 64 KiB");
      }
      return new String(bytes, StandardCharsets.UTF_8).replaceFirst("\\r?\\n\\z", "");
    } catch (IOException | InvalidPathException e) {
      throw new Unresolved("file " + name + " cannot be read");
    }
  }
}
