package isthmus.gateway.cli;

import isthmus.gateway.config.value.HostPort;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * Finds the running gateway that a command means, by --url, by its configuration, or the default,
 * and who asks it: by a token, or an account with its password. Neither a token nor a password has
 * to stand among the arguments, where others see them.
 */
final class GatewayAddress {
  private static final HostPort DEFAULT = new HostPort("127.0.0.1", 8080);
  private static final String TOKEN = "--token";
  private static final String ACCOUNT = "--account";

  private final Configurations configurations;
  private final Map<String, String> environment;
  private final Passwords passwords;

  GatewayAddress(
      Configurations configurations, Map<String, String> environment, Passwords passwords) {
    this.configurations = configurations;
    this.environment = Map.copyOf(environment);
    this.passwords = passwords;
  }

  /** A command with the options by which a gateway is found. */
  static CommandSpec options(CommandSpec spec) {
    return spec.addOption(Specs.optionalConfig())
        .addOption(Specs.url())
        .addOption(
            Specs.option(TOKEN, "TOKEN", String.class, "A personal token. Default: ISTHMUS_TOKEN."))
        .addOption(
            Specs.option(
                ACCOUNT,
                "NAME",
                String.class,
                "An account; its password is that of ISTHMUS_PASSWORD, or asked for."));
  }

  RemoteGateway of(ParseResult arguments) throws CommandFailure {
    return new RemoteGateway(address(arguments), authorization(arguments));
  }

  private Optional<String> authorization(ParseResult arguments) throws CommandFailure {
    if (arguments.hasMatchedOption(TOKEN)) {
      return bearer(arguments.matchedOptionValue(TOKEN, ""));
    }
    if (arguments.hasMatchedOption(ACCOUNT)) {
      String given = environment.getOrDefault("ISTHMUS_PASSWORD", "");
      String password = given.isEmpty() ? passwords.read(Optional.empty()) : given;
      String both = arguments.matchedOptionValue(ACCOUNT, "") + ":" + password;
      byte[] octets = both.getBytes(StandardCharsets.UTF_8);
      return Optional.of("Basic " + Base64.getEncoder().encodeToString(octets));
    }
    String token = environment.getOrDefault("ISTHMUS_TOKEN", "");
    return token.isEmpty() ? Optional.empty() : bearer(token);
  }

  private static Optional<String> bearer(String token) throws CommandFailure {
    if (!token.matches("[\\x21-\\x7e]+")) {
      throw CommandFailure.wrongUse("the token is not one: it has no spaces and no line ends");
    }
    return Optional.of("Bearer " + token);
  }

  private URI address(ParseResult arguments) throws CommandFailure {
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
