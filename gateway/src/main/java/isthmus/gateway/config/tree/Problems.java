package isthmus.gateway.config.tree;

import isthmus.gateway.config.tree.Problem.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects the problems of one file; not for use by several threads. */
public final class Problems {
  private final String file;
  private final List<Problem> found = new ArrayList<>();

  /** Paths of keys that stand in the file under a wrong name. */
  private final Set<String> misspelt = new HashSet<>();

  /** Starts with none. */
  public Problems(String file) {
    this.file = file;
  }

  void error(int line, String path, String text) {
    found.add(new Problem(Severity.ERROR, file, line, path, text));
  }

  /** A key that is not known but close to one: that one is not missed as well. */
  void misspelt(int line, String path, String meant, String text) {
    misspelt.add(meant);
    error(line, path, text);
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
        .filter(problem -> !(misspelt.contains(problem.path()) && isMissing(problem)))
        .sorted(Comparator.comparingInt(Problem::line))
        .toList();
  }

  private static boolean isMissing(Problem problem) {
    return problem.text().startsWith("is missing");
  }
}
