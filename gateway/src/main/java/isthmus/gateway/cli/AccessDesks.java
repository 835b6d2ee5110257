package isthmus.gateway.cli;

import isthmus.gateway.config.Configuration;

/** Finds accounts, tokens and audit without a running gateway. */
@FunctionalInterface
public interface AccessDesks {
  /**
   * Those in the database of a configuration, whether its gateway runs or not.
   *
   * @throws CommandFailure when the database cannot be reached
   */
  AccessDesk inDatabaseOf(Configuration configuration) throws CommandFailure;
}
