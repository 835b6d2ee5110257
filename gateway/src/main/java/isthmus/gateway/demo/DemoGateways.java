package isthmus.gateway.demo;

import isthmus.gateway.cli.CommandFailure;
import isthmus.gateway.cli.RunningGateway;
import isthmus.gateway.config.Configuration;
import isthmus.gateway.console.ConsoleExtension;
import java.util.List;

/** Starts gateways with further pages in their console. */
@FunctionalInterface
public interface DemoGateways {
  /**
   * Starts one in this process and waits until it is ready. On failure nothing keeps running.
   *
   * @throws CommandFailure if it cannot start for a reason that a user can mend
   */
  RunningGateway start(Configuration configuration, List<ConsoleExtension> extensions)
      throws CommandFailure;
}
