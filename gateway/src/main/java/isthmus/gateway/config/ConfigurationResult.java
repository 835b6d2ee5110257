package isthmus.gateway.config;

import isthmus.gateway.config.tree.Problem;
import java.util.List;

/** What came of reading a configuration. */
public sealed interface ConfigurationResult {

  /**
   * A configuration that a gateway can start with.
   *
   * @param configuration the settings
   * @param warnings what is dubious about it, in the order of the file
   */
  record Loaded(Configuration configuration, List<Problem> warnings)
      implements ConfigurationResult {

    /** Keeps the warnings as they are now. */
    public Loaded {
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * A configuration that is wrong.
   *
   * @param problems all that is wrong with it, in the order of the file; at least one
   */
  record Wrong(List<Problem> problems) implements ConfigurationResult {

    /** Refuses an empty list. */
    public Wrong {
      problems = List.copyOf(problems);
      if (problems.isEmpty()) {
        throw new IllegalArgumentException("nothing is wrong");
      }
    }
  }
}
