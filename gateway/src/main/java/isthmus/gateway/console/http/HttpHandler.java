package isthmus.gateway.console.http;

import java.io.IOException;

/** Serves the requests of a route. */
@FunctionalInterface
public interface HttpHandler {
  /**
   * Answers a request; may block.
   *
   * @throws HttpProblem when the request cannot be served; becomes {@code {error, where}}
   * @throws IOException when the body cannot be read
   */
  HttpAnswer handle(HttpRequest request) throws HttpProblem, IOException;
}
