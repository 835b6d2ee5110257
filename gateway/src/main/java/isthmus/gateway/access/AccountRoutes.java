package isthmus.gateway.access;

import static java.util.Objects.requireNonNull;

import isthmus.gateway.console.http.HttpAnswer;
import isthmus.gateway.console.http.HttpHandler;
import isthmus.gateway.console.http.HttpProblem;
import isthmus.gateway.console.http.HttpRequest;
import isthmus.gateway.console.http.JsonBody;
import isthmus.gateway.console.http.Role;
import isthmus.gateway.console.http.Route;
import isthmus.gateway.store.PostgresAccounts.Account;
import isthmus.gateway.store.PostgresAccounts.Identity;
import isthmus.gateway.store.PostgresTokens.Token;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Accounts and tokens; never a password, a hash or a token but the one that was just made.
 *
 * <ul>
 *   <li>{@code GET /api/accounts}, {@code POST} with {@code {"name", "roles", "password"}}
 *   <li>{@code PUT /api/accounts/{name}} with any of {@code {"roles", "password", "disabled"}}
 *   <li>{@code DELETE /api/accounts/{name}}, {@code DELETE /api/accounts/{name}/sessions}
 *   <li>{@code PUT /api/account/password} with {@code {"old", "new"}}: the caller's own
 *   <li>{@code GET /api/tokens}, {@code POST} with {@code {"name", "roles", "days"}}, {@code DELETE
 *       /api/tokens/{id}}: the caller's own
 * </ul>
 */
final class AccountRoutes {
  private final Accounts accounts;
  private final Tokens tokens;
  private final LogIn logIn;

  AccountRoutes(Accounts accounts, Tokens tokens, LogIn logIn) {
    this.accounts = requireNonNull(accounts);
    this.tokens = requireNonNull(tokens);
    this.logIn = requireNonNull(logIn);
  }

  List<Route> routes() {
    return List.of(
        Route.get("/api/accounts", serving(this::list)).allowing(Role.ADMIN),
        Route.post("/api/accounts", serving(this::add)),
        Route.put("/api/accounts/{name}", serving(this::change)),
        Route.delete("/api/accounts/{name}", serving(this::remove)),
        Route.delete("/api/accounts/{name}/sessions", serving(this::endSessions)),
        Route.put("/api/account/password", serving(this::ownPassword)).allowing(Role.VIEWER),
        Route.get("/api/tokens", serving(this::tokens)),
        Route.post("/api/tokens", serving(this::addToken)).allowing(Role.VIEWER),
        Route.delete("/api/tokens/{id}", serving(this::removeToken)).allowing(Role.VIEWER));
  }

  private static HttpHandler serving(HttpHandler handler) {
    return request -> {
      try {
        return handler.handle(request);
      } catch (AccessRefusedException refused) {
        throw refused.problem();
      }
    };
  }

  /**
   * An account as it is shown.
   *
   * @param source {@code local}, or the provider
   */
  record Listed(
      String name,
      List<String> roles,
      String source,
      boolean disabled,
      Instant madeAt,
      String madeBy,
      Optional<Instant> loginAt) {
    static Listed of(Account account) {
      return new Listed(
          account.name(),
          account.roles(),
          account.identity().map(Identity::issuer).orElse("local"),
          account.disabled(),
          account.madeAt(),
          account.madeBy(),
          account.loginAt());
    }
  }

  private record AllAccounts(List<Listed> accounts) {}

  private HttpAnswer list(HttpRequest request) {
    List<Account> all = accounts.list();
    return request.wantsText()
        ? HttpAnswer.text(AccessText.accounts(all))
        : HttpAnswer.json(new AllAccounts(all.stream().map(Listed::of).toList()));
  }

  private HttpAnswer add(HttpRequest request) throws HttpProblem, IOException {
    JsonBody fields = JsonBody.of(request, Set.of("name", "roles", "password"));
    Account added =
        accounts.add(
            Actor.of(request),
            fields.required("name"),
            fields.texts("roles").orElse(List.of()),
            fields.required("password"));
    return answer(request, 201, added, "account " + added.name() + " added");
  }

  private HttpAnswer change(HttpRequest request) throws HttpProblem, IOException {
    JsonBody fields = JsonBody.of(request, Set.of("roles", "password", "disabled"));
    Accounts.Change change =
        new Accounts.Change(
            fields.texts("roles"), fields.text("password"), fields.truth("disabled"));
    Account changed = accounts.change(Actor.of(request), request.pathValue("name"), change);
    return answer(request, 200, changed, "account " + changed.name() + " changed");
  }

  private HttpAnswer remove(HttpRequest request) {
    Account removed = accounts.remove(Actor.of(request), request.pathValue("name"));
    return answer(request, 200, removed, "account " + removed.name() + " removed");
  }

  private record Ended(int sessions) {}

  private HttpAnswer endSessions(HttpRequest request) {
    int ended = accounts.endSessions(Actor.of(request), request.pathValue("name"));
    return request.wantsText()
        ? HttpAnswer.text("sessions ended: " + ended + "\n")
        : HttpAnswer.json(new Ended(ended));
  }

  private static HttpAnswer answer(HttpRequest request, int status, Account account, String text) {
    return request.wantsText()
        ? HttpAnswer.text(status, text + "\n")
        : HttpAnswer.json(status, Listed.of(account));
  }

  private HttpAnswer ownPassword(HttpRequest request) throws HttpProblem, IOException {
    Account own = own(request);
    if (own.password().isEmpty()) {
      throw new HttpProblem(409, "", "the provider keeps your password");
    }
    JsonBody fields = JsonBody.of(request, Set.of("old", "new"));
    String next = fields.required("new");
    try {
      logIn.check(own.name(), fields.required("old"), request.peer(), "own password");
    } catch (AccessRefusedException refused) {
      // 401 would mean that the session has ended.
      if (refused.status() == 401) {
        throw new HttpProblem(403, "old", "the present password is wrong");
      }
      throw refused;
    }
    accounts.ownPassword(
        Actor.of(request), own, next, Cookies.session(request).map(SecretKey::hash));
    return HttpAnswer.json(Listed.of(own));
  }

  private record AllTokens(List<Token> tokens) {}

  private HttpAnswer tokens(HttpRequest request) throws HttpProblem {
    List<Token> all = tokens.list(own(request));
    return request.wantsText()
        ? HttpAnswer.text(AccessText.tokens(all))
        : HttpAnswer.json(new AllTokens(all));
  }

  /** A token that was made, with its text this once. */
  private record MadeToken(
      long id, String name, List<String> roles, Instant madeAt, Instant endsAt, String token) {}

  private HttpAnswer addToken(HttpRequest request) throws HttpProblem, IOException {
    if (request.header("Authorization").filter(SessionRoutes::isToken).isPresent()) {
      throw new HttpProblem(403, "", "a token makes no tokens; log in with the password");
    }
    JsonBody fields = JsonBody.of(request, Set.of("name", "roles", "days"));
    Tokens.Made made =
        tokens.add(
            Actor.of(request),
            own(request),
            fields.required("name"),
            fields.texts("roles").orElse(List.of()),
            fields.number("days", Tokens.DEFAULT_DAYS, 1, Tokens.MOST_DAYS));
    if (request.wantsText()) {
      return HttpAnswer.text(201, made.text() + "\n");
    }
    Token token = made.token();
    return HttpAnswer.json(
        201,
        new MadeToken(
            token.id(), token.name(), token.roles(), token.madeAt(), token.endsAt(), made.text()));
  }

  private HttpAnswer removeToken(HttpRequest request) throws HttpProblem {
    long id;
    try {
      id = Long.parseLong(request.pathValue("id"));
    } catch (NumberFormatException e) {
      throw HttpProblem.notFound("id", "a token's id is a number");
    }
    tokens.remove(Actor.of(request), own(request), id);
    return HttpAnswer.text("token " + id + " removed\n");
  }

  /** The account of the caller; there is none where everybody may do everything. */
  private Account own(HttpRequest request) throws HttpProblem {
    return accounts
        .find(request.caller().name())
        .orElseThrow(() -> new HttpProblem(409, "", "there are no accounts yet, so you have none"));
  }
}
