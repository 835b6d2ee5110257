package isthmus.gateway.console.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;

/** The HTTP address cannot be listened at; the message names it and says why, in one line. */
public final class HttpListenException extends IOException {
  private static final long serialVersionUID = 1L;

  HttpListenException(InetSocketAddress listen, String why, Optional<IOException> cause) {
    super(
        "cannot listen for HTTP at %s:%d: %s"
            .formatted(listen.getHostString(), listen.getPort(), why),
        cause.orElse(null));
  }
}
