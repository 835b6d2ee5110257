package isthmus.gateway.config.tree;

/**
 * Where a {@link Checked} section says what is wrong with it; places are relative to the section.
 */
public final class Complaints {
  private final Problems problems;
  private final String path;
  private final Node node;

  Complaints(Problems problems, String path, Node node) {
    this.problems = problems;
    this.path = path;
    this.node = node;
  }

  /**
   * Stops the start.
   *
   * @param key a key path in this section, such as {@code listen[1]}; empty for the section
   * @param text what is wrong and what is allowed
   */
  public void error(String key, String text) {
    problems.error(line(key), absolute(key), text);
  }

  /** Warns; the parameters are those of {@link #error}. */
  public void warning(String key, String text) {
    problems.warning(line(key), absolute(key), text);
  }

  private int line(String key) {
    return node.at(key).line();
  }

  private String absolute(String key) {
    if (key.isEmpty() || path.isEmpty()) {
      return path + key;
    }
    return path + "." + key;
  }
}
