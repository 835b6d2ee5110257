package isthmus.gateway.config.tree;

import isthmus.gateway.config.tree.Problem.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects the problems of one file; not for use by several threads. */
public final class Problems {
  private final String file;
  private final List<Problem> found = new ArrayList<>();

  /** Starts with none. */
  public Problems(String file) {
    this.file = file;
  }

  void error(int line, String path, String text) {
    found.add(new Problem(Severity.ERROR, file, line, path, text));
  }

  void warning(int line, String path, String text) {
    found.add(new Problem(Severity.WARNING, file, line, path, text));
  }

  /** What stops the start, in the order of the file. */
  public List<Problem> errors() {
    return of(Severity.ERROR);
  }

  /** What does not stop the start, in the order of the file. */
  public List<Problem> warnings() {
    return of(Severity.WARNING);
  }

  private List<Problem> of(Severity severity) {
    return found.stream()
        .filter(problem -> problem.severity() == severity)
        .sorted(Comparator.comparingInt(Problem::line))
        .toList();
  }
}
