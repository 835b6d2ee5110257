package isthmus.gateway.access;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.store.StoreUnavailableException;
import isthmus.gateway.access.Admissions.Use;
import isthmus.gateway.console.http.Caller;
import isthmus.gateway.console.http.Gatekeeper;
import isthmus.gateway.console.http.HttpProblem;
import isthmus.gateway.console.http.HttpRequest;
import isthmus.gateway.console.http.Role;
import isthmus.gateway.console.http.Route;
import isthmus.gateway.store.PostgresAccounts.Account;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/**
 * Lets in who has a session, a token or a password; and everybody, as long as there is no account
 * and no provider, at a gateway that listens on loopback only.
 */
final class AccessGate implements Gatekeeper {
  static final String CSRF = "X-Isthmus-CSRF";
  static final String NO_ACCOUNT =
      "this gateway has no account yet; on its machine, `isthmus accounts add NAME --role admin -c"
          + " FILE` makes the first one";

  private static final int MOST = 2_048;

  private final Admissions admissions;
  private final LogIn logIn;
  private final Proxies proxies;
  private final boolean provider;
  private final boolean loopback;

  /**
   * A gate.
   *
   * @param provider whether a provider of OpenID Connect is configured
   * @param loopback whether only this machine reaches the listener
   */
  AccessGate(
      Admissions admissions, LogIn logIn, Proxies proxies, boolean provider, boolean loopback) {
    this.admissions = requireNonNull(admissions);
    this.logIn = requireNonNull(logIn);
    this.proxies = requireNonNull(proxies);
    this.provider = provider;
    this.loopback = loopback;
  }

  @Override
  public Optional<Caller> caller(HttpRequest request, Route route) throws HttpProblem {
    // What everybody may have must not wait for the database.
    return route.role().isEmpty()
        ? Optional.empty()
        : caller(request, isSafe(request) ? Use.LOOK : Use.CHANGE);
  }

  @Override
  public boolean stillAdmits(HttpRequest request, Route route) {
    if (route.role().isEmpty()) {
      return true;
    }
    Role needed = route.role().get();
    try {
      // A password was right a moment ago; computing its hash again would tell nothing new.
      return isBasic(request)
          || caller(request, Use.WATCH).filter(caller -> caller.may(needed)).isPresent();
    } catch (HttpProblem | StoreUnavailableException ended) {
      return false;
    }
  }

  @Override
  public String peerOf(HttpRequest request) {
    return proxies.peer(request);
  }

  /** Who makes a request, by whatever proof it carries. */
  private Optional<Caller> caller(HttpRequest request, Use use) throws HttpProblem {
    Optional<Admission> admission = admission(request, use);
    if (admission.isPresent()) {
      return admission.map(Admission::caller);
    }
    if (isOpen(request, use)) {
      return Optional.of(Caller.anybodyAt(request.peer()));
    }
    if (!provider && !admissions.anyAccount(use)) {
      throw new HttpProblem(401, "", NO_ACCOUNT);
    }
    return Optional.empty();
  }

  /**
   * Who makes a request, when it carries a proof.
   *
   * @throws HttpProblem 401 when a token or a password is wrong, 403 when a change lacks its
   *     protection against forged requests, 429 after too many wrong passwords
   */
  Optional<Admission> admission(HttpRequest request, Use use) throws HttpProblem {
    Optional<String> authorization = request.header("Authorization");
    if (authorization.isPresent()) {
      return Optional.of(authorized(authorization.get(), request, use));
    }
    Optional<SecretKey> key = Cookies.session(request);
    if (key.isEmpty()) {
      return Optional.empty();
    }
    Optional<Admission> admission = admissions.session(key.get(), use);
    if (admission.isPresent() && use == Use.CHANGE) {
      demandCsrf(request, key.get());
    }
    return admission;
  }

  private static void demandCsrf(HttpRequest request, SecretKey key) throws HttpProblem {
    if (request.header(CSRF).filter(key::matchesCsrf).isEmpty()) {
      throw new HttpProblem(
          403, CSRF, "a change needs the header " + CSRF + " that GET /api/session tells");
    }
  }

  private Admission authorized(String header, HttpRequest request, Use use) throws HttpProblem {
    int space = header.indexOf(' ');
    String scheme = space < 0 ? header : header.substring(0, space);
    String value = space < 0 ? "" : header.substring(space + 1).strip();
    if (header.length() > MOST || value.isEmpty()) {
      throw new HttpProblem(401, "Authorization", "Authorization must be Bearer TOKEN or Basic");
    }
    return switch (scheme.toLowerCase(Locale.ROOT)) {
      case "bearer" ->
          admissions
              .token(SecretKey.presented(value), use)
              .orElseThrow(
                  () ->
                      new HttpProblem(
                          401, "Authorization", "the token is not known, or has ended"));
      case "basic" -> basic(value, request);
      default ->
          throw new HttpProblem(
              401, "Authorization", "Authorization must be Bearer TOKEN or Basic");
    };
  }

  private Admission basic(String value, HttpRequest request) throws HttpProblem {
    try {
      String pair = new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      if (colon > 0) {
        Account account =
            logIn.check(
                pair.substring(0, colon), pair.substring(colon + 1), request.peer(), "basic");
        return Admission.whole(account, Instant.MAX);
      }
    } catch (AccessRefusedException refused) {
      throw refused.problem();
    } catch (IllegalArgumentException broken) {
      throw new HttpProblem(401, "Authorization", "Basic needs NAME:PASSWORD in Base64");
    }
    throw new HttpProblem(401, "Authorization", "Basic needs NAME:PASSWORD in Base64");
  }

  /**
   * Whether everybody may do everything here. The Host must be this machine's own, or a page
   * elsewhere whose name is made to point here could use it (DNS rebinding).
   */
  boolean isOpen(HttpRequest request, Use use) {
    return loopback
        && !provider
        && request.header("Host").filter(AccessGate::isLoopback).isPresent()
        && !admissions.anyAccount(use);
  }

  private static boolean isLoopback(String host) {
    String name = host.replaceFirst(":\\d{1,5}$", "");
    if (name.equalsIgnoreCase("localhost")) {
      return true;
    }
    try {
      return InetAddress.ofLiteral(name.replaceAll("[\\[\\]]", "")).isLoopbackAddress();
    } catch (IllegalArgumentException other) {
      return false;
    }
  }

  private static boolean isBasic(HttpRequest request) {
    return request
        .header("Authorization")
        .filter(header -> header.regionMatches(true, 0, "basic ", 0, 6))
        .isPresent();
  }

  private static boolean isSafe(HttpRequest request) {
    return request.method().equals("GET") || request.method().equals("HEAD");
  }
}
