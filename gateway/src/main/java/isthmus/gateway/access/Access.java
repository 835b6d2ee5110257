package isthmus.gateway.access;

import static java.util.Objects.requireNonNull;

import isthmus.gateway.config.AccessConfiguration;
import isthmus.gateway.console.ConsoleExtension;
import isthmus.gateway.console.ConsolePage;
import isthmus.gateway.console.http.Audit;
import isthmus.gateway.console.http.Gatekeeper;
import isthmus.gateway.console.http.Role;
import isthmus.gateway.console.http.Route;
import isthmus.gateway.store.Database;
import isthmus.gateway.store.PostgresAccounts;
import isthmus.gateway.store.PostgresAudit;
import isthmus.gateway.store.PostgresLogInFailures;
import isthmus.gateway.store.PostgresSessions;
import isthmus.gateway.store.PostgresTokens;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything about access to one gateway: its gatekeeper, its audit, its pages and routes. */
public final class Access implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Access.class);
  private static final String FOLDER = "isthmus/gateway/console/";

  private final AccessGate gate;
  private final AuditTrail trail;
  private final List<Route> routes;
  private final AutoCloseable listening;

  private Access(AccessGate gate, AuditTrail trail, List<Route> routes, AutoCloseable listening) {
    this.gate = requireNonNull(gate);
    this.trail = requireNonNull(trail);
    this.routes = List.copyOf(routes);
    this.listening = requireNonNull(listening);
  }

  /**
   * Access to a gateway.
   *
   * @param loopback whether only its own machine reaches the listener
   */
  public static Access to(
      Database database, AccessConfiguration settings, boolean loopback, InstantSource clock) {
    return to(database, settings, loopback, clock, PasswordHashing.Cost.DEFAULT);
  }

  static Access to(
      Database database,
      AccessConfiguration settings,
      boolean loopback,
      InstantSource clock,
      PasswordHashing.Cost cost) {
    PostgresAccounts store = new PostgresAccounts(database);
    PostgresAudit audit = new PostgresAudit(database);
    PostgresTokens tokenStore = new PostgresTokens(database);
    PostgresSessions sessions = new PostgresSessions(database, settings.idle(), settings.longest());
    PasswordHashing hashing = new PasswordHashing(cost);
    Admissions admissions = new Admissions(store, sessions, tokenStore, clock);
    LogIn logIn =
        new LogIn(store, hashing, new Throttle(new PostgresLogInFailures(database)), audit);
    boolean provider = settings.oidc().isPresent();
    Accounts accounts = new Accounts(store, hashing, provider, admissions::forget);
    Proxies proxies = new Proxies(settings.proxies());
    AccessGate gate = new AccessGate(admissions, logIn, proxies, provider, loopback);
    Optional<OidcProvider> oidc = settings.oidc().map(at -> new OidcProvider(at, clock));
    List<Route> routes = new ArrayList<>();
    routes.addAll(
        new SessionRoutes(gate, logIn, accounts, sessions, admissions, proxies, oidc).routes());
    routes.addAll(
        new AccountRoutes(accounts, new Tokens(tokenStore, admissions::forget), logIn).routes());
    routes.addAll(new AuditRoutes(audit).routes());
    // The one page that stands in no navigation.
    routes.addAll(new ConsolePage("/login", "Log in", FOLDER + "login").routes());
    return new Access(gate, new AuditTrail(audit), routes, store.listen(admissions::forget));
  }

  /** Says who makes a request. */
  public Gatekeeper gatekeeper() {
    return gate;
  }

  /** Where changes are recorded. */
  public Audit audit() {
    return trail;
  }

  /** Pages and routes for the console. */
  public ConsoleExtension extension() {
    return new ConsoleExtension(
        List.of(
            new ConsolePage("/audit", "Audit", FOLDER + "audit"),
            new ConsolePage("/accounts", "Accounts", FOLDER + "accounts").needing(Role.ADMIN)),
        routes);
  }

  @Override
  public void close() {
    try {
      listening.close();
    } catch (Exception broken) {
      log.debug("did not end listening: {}", broken.toString());
    }
  }
}
