package isthmus.gateway.cli;

import isthmus.gateway.config.Configuration;
import java.util.List;

/** Validates the routing tables that a configuration names; changes nothing. */
public interface TableChecker {

  /**
   * Everything that is wrong, one line each with file, row and column; empty if the tables are
   * good.
   */
  List<String> problems(Configuration configuration);
}
