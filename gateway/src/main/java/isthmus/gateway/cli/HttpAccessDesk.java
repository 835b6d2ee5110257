package isthmus.gateway.cli;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Accounts, tokens and audit of a running gateway over HTTP ({@code /api/accounts}, {@code
 * /api/tokens}, {@code /api/audit}).
 */
final class HttpAccessDesk implements AccessDesk {
  private static final String ACCOUNTS = "/api/accounts";
  private static final String TOKENS = "/api/tokens";

  private final Rest gateway;

  HttpAccessDesk(Rest gateway) {
    this.gateway = requireNonNull(gateway);
  }

  @Override
  public String accounts() throws CommandFailure {
    return gateway.get(ACCOUNTS);
  }

  @Override
  public String addAccount(String name, List<String> roles, String password) throws CommandFailure {
    return gateway.post(ACCOUNTS, Map.of("name", name, "roles", roles, "password", password));
  }

  @Override
  public String changeAccount(String name, AccountChange change) throws CommandFailure {
    Map<String, Object> fields = new LinkedHashMap<>();
    change.roles().ifPresent(roles -> fields.put("roles", roles));
    change.password().ifPresent(password -> fields.put("password", password));
    change.disabled().ifPresent(disabled -> fields.put("disabled", disabled));
    return gateway.put(ACCOUNTS + "/" + Rest.segment(name), Map.of(), fields);
  }

  @Override
  public String removeAccount(String name) throws CommandFailure {
    return gateway.delete(ACCOUNTS + "/" + Rest.segment(name));
  }

  @Override
  public String tokens(Owner owner) throws CommandFailure {
    return as(owner).get(TOKENS);
  }

  @Override
  public String addToken(Owner owner, String name, List<String> roles, int days)
      throws CommandFailure {
    return as(owner).post(TOKENS, Map.of("name", name, "roles", roles, "days", days));
  }

  @Override
  public String removeToken(Owner owner, long id) throws CommandFailure {
    return as(owner).delete(TOKENS + "/" + id);
  }

  @Override
  public String audit(int limit) throws CommandFailure {
    return gateway.get("/api/audit", Map.of("limit", String.valueOf(limit)));
  }

  @Override
  public String verifyAudit(Optional<KeptRow> kept) throws CommandFailure {
    Map<String, String> row = new LinkedHashMap<>();
    kept.ifPresent(
        given -> {
          row.put("id", String.valueOf(given.id()));
          row.put("hash", given.hash());
        });
    String verdict = gateway.get("/api/audit/verify", row);
    if (verdict.contains(" NOT ") || verdict.contains("\"good\":false")) {
      throw CommandFailure.failed(verdict.strip());
    }
    return verdict;
  }

  @Override
  public void close() {
    // Every question closes its own connection.
  }

  /** The same gateway asked by an account where its password is given. */
  private Rest as(Owner owner) {
    return owner
        .password()
        .map(password -> (owner.name() + ":" + password).getBytes(StandardCharsets.UTF_8))
        .map(pair -> "Basic " + Base64.getEncoder().encodeToString(pair))
        .map(who -> new RemoteGateway(gateway.gateway().address(), Optional.of(who)))
        .map(asked -> new Rest(asked, gateway.asJson()))
        .orElse(gateway);
  }
}
