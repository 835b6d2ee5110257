package isthmus.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import isthmus.gateway.access.Actor;
import isthmus.gateway.access.Office;
import isthmus.gateway.config.AccessConfiguration;
import isthmus.gateway.console.http.Caller;
import isthmus.gateway.console.http.Role;
import isthmus.gateway.console.http.Route;
import isthmus.gateway.store.Database;
import isthmus.gateway.store.PostgresAccounts.Account;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every role at every route of a running gateway. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RolesTest {
  private static final Pattern HTTP = Pattern.compile("http: \\{listen: \"([^\"]+)\"");

  /**
   * What viewers may send: what is their own, questions that are too long for a path, and what
   * either of two roles may, which its handler asks for.
   */
  private static final Set<String> VIEWERS_SEND =
      Set.of(
          "PUT /api/account/password",
          "POST /api/tokens",
          "DELETE /api/tokens/{id}",
          "POST /api/isf/rollback",
          "POST /api/isf/try",
          "POST /api/isf/whatif",
          "DELETE /api/isf/whatif/{id}");

  private final Map<Role, String> tokens = new EnumMap<>(Role.class);
  private TestGateway gateway;
  private HttpClient client;
  private String base = "";

  @BeforeAll
  void start() {
    gateway =
        TestGateway.of(TestGateway.freshDatabase(), "roles", "mode: embedded", TestGateway.QUICK)
            .start();
    Matcher http = HTTP.matcher(gateway.yaml());
    assertThat(http.find()).isTrue();
    base = "http://" + http.group(1);
    client = HttpClient.newHttpClient();
    AccessConfiguration settings =
        new AccessConfiguration(
            Duration.ofHours(1), Duration.ofHours(12), List.of(), Optional.empty());
    try (Database database = Database.open(gateway.server(), Database.Settings.DEFAULT)) {
      Office office = Office.on(database, settings);
      Actor test = Actor.inShell("test");
      for (Role role : List.of(Role.ADMIN, Role.APPROVER, Role.EDITOR, Role.VIEWER)) {
        String name = role.name().toLowerCase(Locale.ROOT);
        Account account =
            office.accounts().add(test, "the-" + name, List.of(name), "correct horse battery");
        tokens.put(role, office.tokens().add(test, account, "matrix", List.of(), 1).text());
      }
    }
  }

  @AfterAll
  void stop() {
    client.close();
    gateway.close();
  }

  private record Answer(int status, String body) {}

  private Answer ask(Route route, Optional<String> token) {
    String path = route.pattern().replaceAll("\\{[^}]*}", "x");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(Duration.ofSeconds(60))
            .method(
                route.method(),
                route.method().equals("GET")
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString("nonsense"));
    token.ifPresent(text -> request.header("Authorization", "Bearer " + text));
    try {
      HttpResponse<InputStream> response =
          client.send(request.build(), BodyHandlers.ofInputStream());
      // A stream has no end of its own.
      try (InputStream body = response.body()) {
        return new Answer(
            response.statusCode(), new String(body.readNBytes(200), StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new AssertionError(route.pattern(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static String name(Route route) {
    return route.method() + " " + route.pattern();
  }

  /** Whether the gate refused, not a handler that has reasons of its own. */
  private static boolean refused(Answer answer) {
    return answer.status() == 401
        || (answer.status() == 403 && answer.body().matches("(?s).* is not \\w+ here.*"));
  }

  @ParameterizedTest
  @EnumSource(Role.class)
  void aRoleReachesWhatIsDeclaredForItAndNothingElse(Role role) {
    Caller caller = new Caller("x", Set.of(role));
    for (Route route : gateway.gateway().routes()) {
      boolean may = route.role().isEmpty() || caller.may(route.role().get());
      Answer answer = ask(route, Optional.of(tokens.get(role)));
      assertThat(refused(answer)).as("%s by %s: %s", name(route), role, answer).isEqualTo(!may);
      assertThat(answer.status()).as("%s: %s", name(route), answer).isNotEqualTo(500);
    }
  }

  @Test
  void withoutALogInOnlyWhatIsForEverybodyIsReached() {
    for (Route route : gateway.gateway().routes()) {
      Answer answer = ask(route, Optional.empty());
      if (route.role().isPresent()) {
        assertThat(answer.status()).as(name(route)).isEqualTo(401);
      } else {
        assertThat(refused(answer)).as("%s: %s", name(route), answer).isFalse();
      }
    }
  }

  @Test
  void nothingButTheLogInIsForEverybodyAmongWhatHoldsData() {
    Set<String> open = new HashSet<>();
    Set<String> viewers = new HashSet<>();
    for (Route route : gateway.gateway().routes()) {
      if (route.role().isEmpty() && route.pattern().startsWith("/api/")) {
        open.add(name(route));
      }
      if (!route.method().equals("GET") && route.role().equals(Optional.of(Role.VIEWER))) {
        viewers.add(name(route));
      }
    }
    assertThat(open)
        .filteredOn(route -> !route.equals("GET /api/openapi.json"))
        .containsExactlyInAnyOrder(
            "GET /api/session",
            "POST /api/session",
            "DELETE /api/session",
            "GET /api/session/oidc",
            "GET /api/session/oidc/callback");
    assertThat(viewers).isSubsetOf(VIEWERS_SEND);
    assertThat(gateway.gateway().routes())
        .filteredOn(route -> !route.method().equals("GET") && route.role().isEmpty())
        .extracting(RolesTest::name)
        .containsExactlyInAnyOrder("POST /api/session", "DELETE /api/session");
  }
}
