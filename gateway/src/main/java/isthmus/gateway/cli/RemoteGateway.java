package isthmus.gateway.cli;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.Optional;

/**
 * A running gateway that a command speaks to.
 *
 * @param address its HTTP address, without a path
 * @param authorization the header field that says who asks; empty for a gateway without accounts
 */
public record RemoteGateway(URI address, Optional<String> authorization) {
  /** Checks the components. */
  public RemoteGateway {
    requireNonNull(address);
    requireNonNull(authorization);
  }

  /** A path and query there. */
  URI at(String pathAndQuery) {
    return URI.create(address + pathAndQuery);
  }

  /** What a person calls it. */
  @Override
  public String toString() {
    return address.toString();
  }
}
