package isthmus.gateway.config.tree;

/**
 * One thing that is wrong with a configuration, or dubious.
 *
 * @param severity whether it stops the start
 * @param file the configuration file as the operator named it
 * @param line counted from 1; 0 for the file as a whole
 * @param path the key path, such as {@code sms.smsc[0].port}; empty for the file as a whole
 * @param text what is wrong and what is allowed; never the value of a secret
 */
public record Problem(Severity severity, String file, int line, String path, String text) {

  /** Whether a problem stops the start. */
  public enum Severity {
    /** The gateway does not start. */
    ERROR,
    /** It starts, and says so. */
    WARNING
  }

  /** The problem as one line: {@code file:line: path: text}. */
  @Override
  public String toString() {
    StringBuilder result = new StringBuilder(file);
    if (line > 0) {
      result.append(':').append(line);
    }
    result.append(": ");
    if (severity == Severity.WARNING) {
      result.append("warning: ");
    }
    if (!path.isEmpty()) {
      result.append(path).append(": ");
    }
    return result.append(text).toString();
  }
}
