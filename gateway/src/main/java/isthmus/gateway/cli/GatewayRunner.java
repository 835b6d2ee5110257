package isthmus.gateway.cli;

import isthmus.gateway.config.Configuration;

/** Starts a gateway in this process. */
public interface GatewayRunner {

  /**
   * Starts a gateway and waits until it is ready. On failure nothing keeps running.
   *
   * @throws CommandFailure if it cannot start for a reason that an operator can mend
   */
  RunningGateway start(Configuration configuration) throws CommandFailure;
}
