package isthmus.gateway.access;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.codec.mime.Octets;
import isthmus.gateway.access.Admissions.Use;
import isthmus.gateway.access.OidcProvider.Attempt;
import isthmus.gateway.console.http.HttpAnswer;
import isthmus.gateway.console.http.HttpHandler;
import isthmus.gateway.console.http.HttpProblem;
import isthmus.gateway.console.http.HttpRequest;
import isthmus.gateway.console.http.Json;
import isthmus.gateway.console.http.JsonBody;
import isthmus.gateway.console.http.Role;
import isthmus.gateway.console.http.Route;
import isthmus.gateway.store.PostgresAccounts.Account;
import isthmus.gateway.store.PostgresSessions;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code /api/session}: log in and out.
 *
 * <ul>
 *   <li>{@code GET}: who is logged in, {@code {name, roles, csrf, open, oidc, local, note}}
 *   <li>{@code POST} with {@code {"user", "password"}}: logs in, sets the cookie
 *   <li>{@code DELETE}: logs out
 *   <li>{@code GET /api/session/oidc?next=/…}: to the provider, and by {@code …/oidc/callback} back
 * </ul>
 */
final class SessionRoutes {
  /** Where a browser may be sent afterwards: a path of ours, never another site's. */
  private static final String NEXT = "/(?![/\\\\])[A-Za-z0-9._~/?#=&%+:,;@!$'()*-]{0,500}";

  private static final String ATTEMPT = "isthmus_oidc";
  private static final String TROUBLE = "isthmus_login_trouble";
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final int MOST_CODE = 4_096;

  private final AccessGate gate;
  private final LogIn logIn;
  private final Accounts accounts;
  private final PostgresSessions sessions;
  private final Admissions admissions;
  private final Proxies proxies;
  private final Optional<OidcProvider> provider;

  SessionRoutes(
      AccessGate gate,
      LogIn logIn,
      Accounts accounts,
      PostgresSessions sessions,
      Admissions admissions,
      Proxies proxies,
      Optional<OidcProvider> provider) {
    this.gate = requireNonNull(gate);
    this.logIn = requireNonNull(logIn);
    this.accounts = requireNonNull(accounts);
    this.sessions = requireNonNull(sessions);
    this.admissions = requireNonNull(admissions);
    this.proxies = requireNonNull(proxies);
    this.provider = requireNonNull(provider);
  }

  List<Route> routes() {
    return List.of(
        Route.get("/api/session", this::show).forEverybody(),
        Route.post("/api/session", this::begin).forEverybody(),
        Route.delete("/api/session", this::end).forEverybody(),
        Route.get("/api/session/oidc", told(this::toProvider)).forEverybody(),
        Route.get("/api/session/oidc/callback", told(this::fromProvider)).forEverybody());
  }

  /**
   * Who is logged in.
   *
   * @param name null when nobody is
   * @param csrf what changes must carry; null without a session
   * @param open whether everybody may do everything here
   * @param oidc whether a provider is configured
   * @param local whether there is a password to change
   * @param note what keeps everybody out
   */
  private record Shown(
      Optional<String> name,
      List<String> roles,
      Optional<String> csrf,
      boolean open,
      boolean oidc,
      boolean local,
      Optional<String> note) {}

  private HttpAnswer show(HttpRequest request) throws HttpProblem {
    Optional<Admission> admission = gate.admission(request, Use.LOOK);
    if (admission.isPresent()) {
      return HttpAnswer.json(shown(admission.get(), Cookies.session(request)));
    }
    boolean open = gate.isOpen(request, Use.LOOK);
    boolean shut = !open && provider.isEmpty() && !admissions.anyAccount(Use.LOOK);
    return HttpAnswer.json(
        new Shown(
            Optional.empty(),
            open ? AccountRules.words(List.of(Role.values())) : List.of(),
            Optional.empty(),
            open,
            provider.isPresent(),
            false,
            shut ? Optional.of(AccessGate.NO_ACCOUNT) : Optional.empty()));
  }

  private Shown shown(Admission admission, Optional<SecretKey> session) {
    return new Shown(
        Optional.of(admission.caller().name()),
        AccountRules.words(admission.caller().roles()),
        session.map(SecretKey::csrf),
        false,
        provider.isPresent(),
        admission.account().password().isPresent(),
        Optional.empty());
  }

  private HttpAnswer begin(HttpRequest request) throws HttpProblem, IOException {
    JsonBody fields = JsonBody.of(request, Set.of("user", "password"));
    String user = fields.required("user");
    String password = fields.required("password");
    try {
      Account account = logIn.check(user, password, request.peer(), "password");
      SecretKey key = begun(request, account, Map.of("how", "password"));
      Shown shown = shown(Admission.whole(account, Instant.MAX), Optional.of(key));
      return new HttpAnswer.Full(
          200,
          "application/json",
          Map.of("Set-Cookie", Cookies.session(key, isHttps(request))),
          Octets.utf8(Json.write(shown)));
    } catch (AccessRefusedException refused) {
      throw refused.problem();
    }
  }

  /** A new session in place of whatever the browser had: a key that somebody planted is no use. */
  private SecretKey begun(HttpRequest request, Account account, Map<String, ?> how) {
    Actor actor = new Actor(Admission.caller(account), request.peer());
    Cookies.session(request).ifPresent(old -> end(old, actor));
    SecretKey key = SecretKey.draw();
    sessions.begin(key.hash(), account, request.peer(), actor.entry("login", account.name(), how));
    return key;
  }

  private HttpAnswer end(HttpRequest request) throws HttpProblem {
    Optional<SecretKey> key = Cookies.session(request);
    if (key.isPresent()) {
      // Somebody without the right to change anything must not log others out either.
      Optional<Admission> admission = gate.admission(request, Use.CHANGE);
      admission.ifPresent(known -> end(key.get(), new Actor(known.caller(), request.peer())));
    }
    return new HttpAnswer.Full(
        204,
        "application/json",
        Map.of("Set-Cookie", Cookies.noSession(isHttps(request))),
        Octets.empty());
  }

  private void end(SecretKey key, Actor actor) {
    sessions.end(key.hash(), actor.entry("logout", actor.caller().name(), Map.of()));
    admissions.forget();
  }

  private OidcProvider provider() {
    return provider.orElseThrow(
        () -> new AccessRefusedException(404, "", "no provider is configured (access.oidc)"));
  }

  private HttpAnswer toProvider(HttpRequest request) {
    Attempt attempt = Attempt.towards(next(request.query("next").orElse("/")));
    URI address = provider().address(attempt);
    String kept =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(
                String.join(
                        "\n", attempt.state(), attempt.nonce(), attempt.verifier(), attempt.next())
                    .getBytes(StandardCharsets.UTF_8));
    return found(
        address.toString(),
        Cookies.brief(ATTEMPT, kept, "/api/session/oidc", PATIENCE, false, provider().isHttps()));
  }

  private HttpAnswer fromProvider(HttpRequest request) {
    OidcProvider from = provider();
    Attempt attempt = attempt(request);
    if (!request.query("state").equals(Optional.of(attempt.state()))) {
      throw new AccessRefusedException(
          401, "state", "this answer of the provider belongs to another log-in; try again");
    }
    if (request.query("error").isPresent()) {
      throw new AccessRefusedException(
          401, "", "the provider says: " + word(request.query("error").get()));
    }
    String code =
        request
            .query("code")
            .filter(text -> !text.isEmpty() && text.length() <= MOST_CODE)
            .orElseThrow(() -> new AccessRefusedException(401, "code", "the code is missing"));
    Account account = logIn.atProvider(request.peer(), () -> account(from, code, attempt, request));
    SecretKey key = begun(request, account, Map.of("how", "oidc"));
    return found(attempt.next(), Cookies.session(key, from.isHttps() || isHttps(request)));
  }

  private Account account(OidcProvider from, String code, Attempt attempt, HttpRequest request) {
    IdentityClaims claims = from.redeem(code, attempt);
    Account account =
        accounts.ofProvider(
            Actor.nobodyAt(request.peer()), claims.identity(), claims.name(), claims.roles());
    if (account.disabled()) {
      throw new AccessRefusedException(401, "", "this account is disabled");
    }
    return account;
  }

  private static Attempt attempt(HttpRequest request) {
    try {
      String kept = Cookies.find(request, ATTEMPT).orElse("");
      List<String> parts =
          Arrays.asList(
              new String(Base64.getUrlDecoder().decode(kept), StandardCharsets.UTF_8)
                  .split("\n", -1));
      if (parts.size() == 4 && parts.get(2).length() >= 43 && !parts.get(0).isEmpty()) {
        return new Attempt(parts.get(0), parts.get(1), parts.get(2), next(parts.get(3)));
      }
    } catch (IllegalArgumentException broken) {
      throw late();
    }
    throw late();
  }

  private static AccessRefusedException late() {
    return new AccessRefusedException(
        401,
        "",
        "the log-in was begun in another browser, or took more than ten minutes; try again");
  }

  /** A path of ours; whatever else somebody asks for is the first page. */
  static String next(String wanted) {
    return wanted.matches(NEXT) ? wanted : "/";
  }

  /** Whether a header presents a token. */
  static boolean isToken(String authorization) {
    return authorization.regionMatches(true, 0, "bearer ", 0, 7);
  }

  private static String word(String text) {
    return text.matches("[A-Za-z0-9_. -]{1,80}") ? text : "no";
  }

  /** A handler whose refusals a browser is shown on the page for logging in. */
  private HttpHandler told(HttpHandler handler) {
    return request -> {
      try {
        return handler.handle(request);
      } catch (AccessRefusedException refused) {
        if (request.wantsText()) {
          throw refused.problem();
        }
        String text =
            Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(refused.text().getBytes(StandardCharsets.UTF_8));
        return found(
            "/login/",
            Cookies.brief(TROUBLE, text, "/login", Duration.ofMinutes(1), true, isHttps(request)));
      }
    };
  }

  private boolean isHttps(HttpRequest request) {
    // A browser says itself where its page came from, also when no proxy is configured.
    return proxies.isHttps(request)
        || request.header("Origin").filter(origin -> origin.startsWith("https://")).isPresent();
  }

  private static HttpAnswer found(String location, String cookie) {
    return new HttpAnswer.Full(
        302,
        "text/plain; charset=utf-8",
        Map.of("Location", location, "Set-Cookie", cookie),
        Octets.empty());
  }
}
