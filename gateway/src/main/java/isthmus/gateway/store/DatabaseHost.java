package isthmus.gateway.store;

import java.util.Optional;
import java.util.OptionalLong;

/** What is known of, and can be done for, the machine that a database server runs on. */
public interface DatabaseHost {
  /** A server that somebody else looks after. */
  DatabaseHost UNKNOWN =
      new DatabaseHost() {
        @Override
        public OptionalLong usableBytes() {
          return OptionalLong.empty();
        }

        @Override
        public Optional<String> revive() {
          return Optional.empty();
        }
      };

  /** Octets that can still be written where the data is; empty when nobody can tell. */
  OptionalLong usableBytes();

  /**
   * Starts the server again when its process has ended; blocks until it takes connections.
   *
   * @return why it could not be started; empty when it could, or when it runs
   */
  Optional<String> revive();
}
