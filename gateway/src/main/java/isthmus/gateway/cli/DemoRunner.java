package isthmus.gateway.cli;

import isthmus.gateway.config.value.HostPort;
import java.nio.file.Path;
import java.util.Optional;

/** Starts the demo: a gateway with a simulated network around it. */
public interface DemoRunner {

  /**
   * Starts it and waits until it is ready.
   *
   * @throws CommandFailure if it cannot start for a reason that a user can mend
   */
  RunningGateway start(DemoOptions options) throws CommandFailure;

  /**
   * What a user can choose.
   *
   * @param http where the console and the playground listen
   * @param data where the database is kept; without it, in a place of the demo's own choice
   */
  record DemoOptions(HostPort http, Optional<Path> data) {}
}
