package isthmus.gateway.cli;

import static java.util.Objects.requireNonNull;

import isthmus.gateway.console.http.Json;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Accounts, tokens and audit of a running gateway over HTTP ({@code /api/accounts}, {@code
 * /api/tokens}, {@code /api/audit}), all answers as text.
 */
public final class HttpAccessDesk implements AccessDesk {
  private static final String JSON = "application/json";

  private final RemoteGateway gateway;

  /** Those of a gateway. */
  public HttpAccessDesk(RemoteGateway gateway) {
    this.gateway = requireNonNull(gateway);
  }

  @Override
  public String accounts() throws CommandFailure {
    return HttpText.get(gateway, uri("/api/accounts", ""));
  }

  @Override
  public String addAccount(String name, List<String> roles, String password) throws CommandFailure {
    return HttpText.post(
        gateway,
        uri("/api/accounts", ""),
        JSON,
        body(Map.of("name", name, "roles", roles, "password", password)));
  }

  @Override
  public String changeAccount(String name, AccountChange change) throws CommandFailure {
    Map<String, Object> fields = new LinkedHashMap<>();
    change.roles().ifPresent(roles -> fields.put("roles", roles));
    change.password().ifPresent(password -> fields.put("password", password));
    change.disabled().ifPresent(disabled -> fields.put("disabled", disabled));
    return HttpText.put(gateway, uri("/api/accounts/" + path(name), ""), JSON, body(fields));
  }

  @Override
  public String removeAccount(String name) throws CommandFailure {
    return HttpText.delete(gateway, uri("/api/accounts/" + path(name), ""));
  }

  @Override
  public String tokens(Owner owner) throws CommandFailure {
    return HttpText.get(as(owner), uri("/api/tokens", ""));
  }

  @Override
  public String addToken(Owner owner, String name, List<String> roles, int days)
      throws CommandFailure {
    return HttpText.post(
        as(owner),
        uri("/api/tokens", ""),
        JSON,
        body(Map.of("name", name, "roles", roles, "days", days)));
  }

  @Override
  public String removeToken(Owner owner, long id) throws CommandFailure {
    return HttpText.delete(as(owner), uri("/api/tokens/" + id, ""));
  }

  @Override
  public String audit(int limit) throws CommandFailure {
    return HttpText.get(gateway, uri("/api/audit", "&limit=" + limit));
  }

  @Override
  public String verifyAudit(Optional<KeptRow> kept) throws CommandFailure {
    String row = kept.map(given -> "&id=" + given.id() + "&hash=" + path(given.hash())).orElse("");
    String verdict = HttpText.get(gateway, uri("/api/audit/verify", row));
    if (verdict.contains(" NOT ")) {
      throw CommandFailure.failed(verdict.strip());
    }
    return verdict;
  }

  @Override
  public void close() {
    // Every question closes its own connection.
  }

  private static BodyPublisher body(Map<String, ?> fields) {
    return BodyPublishers.ofString(Json.write(fields), StandardCharsets.UTF_8);
  }

  /** The same gateway asked by an account where its password is given. */
  private RemoteGateway as(Owner owner) {
    return owner
        .password()
        .map(password -> (owner.name() + ":" + password).getBytes(StandardCharsets.UTF_8))
        .map(pair -> "Basic " + Base64.getEncoder().encodeToString(pair))
        .map(who -> new RemoteGateway(gateway.address(), Optional.of(who)))
        .orElse(gateway);
  }

  private URI uri(String path, String query) {
    return gateway.at(path + "?format=text" + query);
  }

  private static String path(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
