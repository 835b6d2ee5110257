package isthmus.gateway.cli;

import isthmus.gateway.config.value.HostPort;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import picocli.CommandLine.ParseResult;

/**
 * Finds the running gateway that a command means: by --url, by its configuration, or the default.
 */
final class GatewayAddress {
  private static final HostPort DEFAULT = new HostPort("127.0.0.1", 8080);

  private final Configurations configurations;

  GatewayAddress(Configurations configurations) {
    this.configurations = configurations;
  }

  URI of(ParseResult arguments) throws CommandFailure {
    if (arguments.hasMatchedOption(Specs.URL)) {
      return given(arguments.matchedOptionValue(Specs.URL, ""));
    }
    if (arguments.hasMatchedOption(Specs.CONFIG)) {
      Path file = arguments.matchedOptionValue(Specs.CONFIG, Path.of(""));
      return http(configurations.load(file).http().listen());
    }
    return http(DEFAULT);
  }

  private static URI given(String url) throws CommandFailure {
    try {
      URI uri = new URI(url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
      if (uri.getHost() != null && String.valueOf(uri.getScheme()).matches("https?")) {
        return uri;
      }
    } catch (URISyntaxException e) {
      throw wrong(url);
    }
    throw wrong(url);
  }

  private static CommandFailure wrong(String url) {
    return CommandFailure.wrongUse(
        "--url: '" + url + "' is not an address; allowed: such as http://127.0.0.1:8080");
  }

  private static URI http(HostPort listen) {
    HostPort reachable = listen.isWildcard() ? new HostPort("127.0.0.1", listen.port()) : listen;
    return URI.create("http://" + reachable);
  }
}
