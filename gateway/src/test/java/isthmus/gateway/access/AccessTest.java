package isthmus.gateway.access;

import static isthmus.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import isthmus.gateway.access.Guest.Answer;
import isthmus.gateway.config.AccessConfiguration;
import isthmus.gateway.config.value.Cidr;
import isthmus.gateway.store.Database;
import isthmus.gateway.store.DatabaseSource;
import isthmus.gateway.store.TestDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who comes in and who does not, over real sockets and a real database. */
class AccessTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final List<AutoCloseable> open = new ArrayList<>();
  private DatabaseSource.Server server;
  private Database database;
  private Site site;

  @BeforeEach
  void open() {
    server = TestDatabase.fresh();
    database = opened(Database.open(server, Database.Settings.DEFAULT));
    site = opened(Site.open(database));
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable resource : open.reversed()) {
      resource.close();
    }
  }

  private <T extends AutoCloseable> T opened(T resource) {
    open.add(resource);
    return resource;
  }

  private Guest guest() {
    return opened(new Guest(site));
  }

  /** The first account, an administrator, logged in. */
  private Guest root() {
    Guest guest = guest();
    assertThat(guest.post("/api/accounts", account("root", "admin")).status()).isEqualTo(201);
    assertThat(guest.logIn("root", Site.PASSWORD).status()).isEqualTo(200);
    return guest;
  }

  private static String account(String name, String... roles) {
    return "{'name':'%s','roles':['%s'],'password':'%s'}"
        .formatted(name, String.join("','", roles), Site.PASSWORD);
  }

  private Guest loggedIn(Guest root, String name, String... roles) {
    assertThat(root.post("/api/accounts", account(name, roles)).status()).isEqualTo(201);
    Guest guest = guest();
    assertThat(guest.logIn(name, Site.PASSWORD).status()).isEqualTo(200);
    return guest;
  }

  private void sql(String statement) {
    try (Connection connection = database.dataSource().getConnection();
        Statement sql = connection.createStatement()) {
      sql.execute(statement);
    } catch (SQLException e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }

  /** As if another node had told that something changed; returns when it was heard. */
  private void told() {
    sql("notify isthmus_access");
  }

  // --- nobody has an account ---

  @Test
  void withoutAccountsEverybodyOnTheMachineMayDoEverything() {
    Guest guest = guest();
    assertThat(guest.get("/api/look")).hasToString("200 127.0.0.1");
    assertThat(guest.post("/api/edit", "").status()).isEqualTo(200);
    assertThat(guest.get("/api/session").json().path("open").asBoolean()).isTrue();
    assertThat(guest.get("/api/tokens").status()).isEqualTo(409);
  }

  @Test
  void aListenerThatOthersReachIsShutUntilThereIsAnAccountAndSaysHowToMakeOne() {
    Site shut =
        opened(Site.open(database, Site.settings(Optional.empty()), false, InstantSource.system()));
    Guest guest = opened(new Guest(shut));
    assertThat(guest.get("/api/look").status()).isEqualTo(401);
    assertThat(guest.get("/api/look").body()).contains("isthmus accounts add NAME --role admin");
    assertThat(guest.get("/api/session").json().path("note").asText()).contains("accounts add");
    assertThat(guest.get("/free").status()).isEqualTo(200);
    assertThat(guest.post("/api/accounts", account("root", "admin")).status()).isEqualTo(401);
  }

  @Test
  void aPageWhoseNameIsMadeToPointHereFindsItShut() throws IOException {
    assertThat(
            raw("GET /api/look HTTP/1.1\r\nHost: evil.example:8080\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 401");
    assertThat(raw("GET /api/look HTTP/1.1\r\nHost: localhost:8080\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 200");
    assertThat(raw("GET /api/look HTTP/1.1\r\nHost: [::1]\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 200");
  }

  @Test
  void theFirstAccountMustBeAnAdministratorAndShutsTheDoor() {
    Guest guest = guest();
    assertThat(guest.post("/api/accounts", account("ann", "editor")).body())
        .contains("the first account must be an administrator");
    assertThat(guest.post("/api/accounts", account("root", "admin")).status()).isEqualTo(201);
    assertThat(guest.get("/api/look").status()).isEqualTo(401);
    assertThat(guest.get("/api/look").header("WWW-Authenticate"))
        .hasValue("Bearer realm=\"isthmus\"");
    assertThat(guest.post("/api/accounts", account("eve", "admin")).status()).isEqualTo(401);
    assertThat(guest.get("/free").status()).isEqualTo(200);
  }

  // --- logging in and out ---

  @Test
  void aLogInSetsACookieThatScriptsCannotReadAndTellsWhatProtectsChanges() {
    Guest root = root();
    Answer answer = root.logIn("root", Site.PASSWORD);
    assertThat(answer.cookie("isthmus_session"))
        .get()
        .asString()
        .matches("isthmus_session=[A-Za-z0-9_-]{43}; Path=/; HttpOnly; SameSite=Lax");
    assertThat(answer.json().path("name").asText()).isEqualTo("root");
    assertThat(answer.json().path("roles").toString()).isEqualTo("[\"admin\"]");
    assertThat(answer.body()).doesNotContain(Site.PASSWORD).doesNotContain("argon2");
    assertThat(root.get("/api/look")).hasToString("200 root");
    assertThat(root.get("/api/session").json().path("csrf").asText())
        .isEqualTo(root.headers.get("X-Isthmus-CSRF"));
  }

  @Test
  void onlyAHashOfTheCookieIsInTheDatabase() {
    Guest root = root();
    String key = root.headers.get("Cookie").substring("isthmus_session=".length());
    assertThat(
            count(
                "select count(*) from access_session where encode(hash, 'escape') like '%"
                    + key
                    + "%'"))
        .isZero();
    assertThat(
            count(
                "select count(*) from access_session where hash = sha256(convert_to('%s', 'UTF8'))"
                    .formatted(key)))
        .isEqualTo(1);
  }

  private long count(String query) {
    try (Connection connection = database.dataSource().getConnection();
        Statement sql = connection.createStatement();
        var row = sql.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }

  @Test
  void behindATlsProxyTheCookieIsSecureAndTheAddressTheBrowsers() {
    AccessConfiguration settings =
        new AccessConfiguration(
            Duration.ofHours(1),
            Duration.ofHours(12),
            List.of(Cidr.parse("127.0.0.1"), Cidr.parse("10.0.0.0/8")),
            Optional.empty());
    root();
    Site behind = opened(Site.open(database, settings, true, InstantSource.system()));
    Guest guest = opened(new Guest(behind));
    guest.headers.put("X-Forwarded-Proto", "https");
    guest.headers.put("X-Forwarded-For", "6.6.6.6, 192.0.2.7, 10.1.1.1");
    assertThat(guest.logIn("root", Site.PASSWORD).cookie("isthmus_session"))
        .get()
        .asString()
        .endsWith("; SameSite=Lax; Secure");
    assertThat(guest.get("/api/peer")).hasToString("200 192.0.2.7");
    guest.headers.put("X-Forwarded-For", "nonsense");
    assertThat(guest.get("/api/peer")).hasToString("200 127.0.0.1");
  }

  @Test
  void whoIsNoProxyOfOursIsNotBelieved() {
    Guest root = root();
    root.headers.put("X-Forwarded-Proto", "https");
    root.headers.put("X-Forwarded-For", "192.0.2.7");
    assertThat(root.get("/api/peer")).hasToString("200 127.0.0.1");
    assertThat(root.logIn("root", Site.PASSWORD).cookie("isthmus_session"))
        .get()
        .asString()
        .doesNotContain("Secure");
  }

  @Test
  void aCookieThatSomebodyPlantedIsNotTheSessionAfterwards() {
    Guest root = root();
    String planted = root.headers.get("Cookie");
    Guest victim = guest();
    victim.headers.put("Cookie", planted);
    assertThat(victim.logIn("root", Site.PASSWORD).status()).isEqualTo(200);
    assertThat(victim.headers.get("Cookie")).isNotEqualTo(planted);
    assertThat(root.get("/api/look").status()).as("the planted one has ended").isEqualTo(401);
    Guest made = guest();
    made.headers.put("Cookie", "isthmus_session=" + "A".repeat(43));
    assertThat(made.logIn("root", Site.PASSWORD).status()).isEqualTo(200);
    made.headers.put("Cookie", "isthmus_session=" + "A".repeat(43));
    assertThat(made.get("/api/look").status()).isEqualTo(401);
  }

  @Test
  void loggingOutEndsTheSessionEverywhere() {
    Guest root = root();
    Site other = opened(Site.open(database));
    Guest there = opened(new Guest(other));
    there.headers.putAll(root.headers);
    assertThat(there.get("/api/look").status()).isEqualTo(200);
    Answer out = root.ask("DELETE", "/api/session", "");
    assertThat(out.status()).isEqualTo(204);
    assertThat(out.cookie("isthmus_session")).get().asString().contains("Max-Age=0");
    assertThat(root.get("/api/look").status()).isEqualTo(401);
    eventually(
        "the other node hears of it", PATIENCE, () -> there.get("/api/look").status() == 401);
  }

  @Test
  void sessionsEndWhenUnusedAndAfterAllTheirTime() {
    Guest root = root();
    sql("update access_session set seen_at = seen_at - interval '61 minutes'");
    told();
    eventually("it was not used", PATIENCE, () -> root.get("/api/look").status() == 401);
    root.logIn("root", Site.PASSWORD);
    assertThat(root.get("/api/look").status()).isEqualTo(200);
    sql("update access_session set ends_at = clock_timestamp()");
    told();
    eventually("its time is over", PATIENCE, () -> root.get("/api/look").status() == 401);
  }

  // --- forged requests ---

  @Test
  void aChangeWithoutItsProtectionIsRefused() {
    Guest root = root();
    String csrf = root.headers.remove("X-Isthmus-CSRF");
    assertThat(root.post("/api/edit", "").status()).isEqualTo(403);
    assertThat(root.ask("DELETE", "/api/session", "").status()).isEqualTo(403);
    assertThat(root.get("/api/look").status()).isEqualTo(200);
    Guest other = guest();
    other.logIn("root", Site.PASSWORD);
    root.headers.put("X-Isthmus-CSRF", other.headers.get("X-Isthmus-CSRF"));
    assertThat(root.post("/api/edit", "").status()).as("that of another session").isEqualTo(403);
    root.headers.put("X-Isthmus-CSRF", csrf);
    assertThat(root.post("/api/edit", "").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://evil.example", "null", "https://127.0.0.1.evil.example", "x"})
  void anotherSiteChangesNothing(String origin) {
    Guest root = root();
    root.headers.put("Origin", origin);
    assertThat(root.post("/api/edit", "").status()).isEqualTo(403);
    assertThat(root.logIn("root", Site.PASSWORD).status()).isEqualTo(403);
  }

  // --- wrong passwords ---

  @Test
  void theAnswerToAWrongPasswordDoesNotTellWhetherTheNameExists() {
    root();
    Guest guest = guest();
    Answer known = guest.logIn("root", "not the password");
    Answer unknown = guest.logIn("nobody", "not the password");
    assertThat(known).hasToString(unknown.toString());
    assertThat(known.status()).isEqualTo(401);
  }

  @Test
  void whoGuessesIsSlowedDownAndToldForHowLongWhileOthersComeIn() {
    Guest root = root();
    root.post("/api/accounts", account("ann", "viewer"));
    Guest guest = guest();
    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      statuses.add(guest.logIn("ann", "guess number " + i).status());
    }
    assertThat(statuses).startsWith(401, 401, 401, 401, 401, 429).doesNotContain(200);
    Answer slow = guest.logIn("ann", Site.PASSWORD);
    assertThat(slow.status()).isEqualTo(429);
    assertThat(slow.header("Retry-After")).get().asString().matches("[1-9]\\d?");
    assertThat(slow.body()).contains("too many failed log-ins");
    assertThat(guest().logIn("root", Site.PASSWORD).status()).isEqualTo(200);
    Guest basic = guest();
    basic.headers.put("Authorization", basic("ann", Site.PASSWORD));
    assertThat(basic.get("/api/look").status()).isEqualTo(429);
    eventually("the wait ends", PATIENCE, () -> guest.logIn("ann", Site.PASSWORD).status() == 200);
  }

  @Test
  void manyGuessesAtOnceGainNothing() throws Exception {
    root();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> guesses = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        String guess = "guess number " + i;
        guesses.add(threads.submit(() -> guest().logIn("root", guess).status()));
      }
      List<Integer> statuses = new ArrayList<>();
      for (Future<Integer> guess : guesses) {
        statuses.add(guess.get());
      }
      assertThat(statuses).filteredOn(status -> status == 401).hasSizeLessThanOrEqualTo(7);
      assertThat(statuses).filteredOn(status -> status == 429).hasSizeGreaterThanOrEqualTo(33);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'user':'root'}                              | 400",
        "{'user':7,'password':'x'}                    | 400",
        "nonsense                                     | 400",
        "{'user':'','password':'x'}                   | 401",
        "{'user':'root','password':''}                | 401",
        "{'user':'x\\u0000','password':'x'}           | 401",
        "{'user':'\\ud800','password':'\\ud800'}      | 401",
      })
  void logInsThatAreNoneAreRefusedClearly(String body, int status) {
    root();
    assertThat(guest().post("/api/session", body).status()).isEqualTo(status);
  }

  @Test
  void longAndCraftyNamesAreJustWrong() {
    root();
    Guest guest = guest();
    assertThat(guest.logIn("\\u0027 or 1=1 --", Site.PASSWORD).status()).isEqualTo(401);
    assertThat(guest.logIn("root\\u0027 --", Site.PASSWORD).status()).isEqualTo(401);
    assertThat(guest.logIn("r%", Site.PASSWORD).status()).isEqualTo(401);
    assertThat(guest.logIn("n".repeat(10_000), "p".repeat(10_000)).status()).isEqualTo(401);
    assertThat(guest.post("/api/session", "x".repeat(70_000)).status()).isEqualTo(413);
  }

  // --- accounts ---

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'name':'a b','roles':['viewer'],'password':'correct horse battery'}      | 400 | name",
        "{'name':'<b>','roles':['viewer'],'password':'correct horse battery'}      | 400 | name",
        "{'name':'ann','roles':[],'password':'correct horse battery'}              | 400 | roles",
        "{'name':'ann','roles':['king'],'password':'correct horse battery'}        | 400 | roles",
        "{'name':'ann','roles':['viewer'],'password':'eleven char'}                | 400 |"
            + " password",
        "{'name':'ann','roles':['viewer'],'password':'aaaaaaaaaaaa'}               | 400 |"
            + " password",
        "{'name':'ann-the-first','roles':['viewer'],'password':'Ann-The-First'}    | 400 |"
            + " password",
        "{'name':'ROOT','roles':['viewer'],'password':'correct horse battery'}     | 409 | name",
        "{'name':'ann','roles':['viewer'],'password':'correct horse','x':1}        | 400 | body",
      })
  void accountsThatCannotBeAreRefusedWithTheReason(String body, int status, String where) {
    Answer answer = root().post("/api/accounts", body);
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.json().path("where").asText()).isEqualTo(where);
  }

  @Test
  void rolesDecideAndAreChangedAtOnce() {
    Guest root = root();
    Guest ann = loggedIn(root, "ann", "viewer");
    assertThat(ann.get("/api/look")).hasToString("200 ann");
    assertThat(ann.post("/api/edit", "").status()).isEqualTo(403);
    assertThat(ann.post("/api/edit", "").body()).contains("ann is not editor here");
    assertThat(ann.get("/api/accounts").status()).isEqualTo(403);
    assertThat(root.ask("PUT", "/api/accounts/ann", "{'roles':['editor']}").status())
        .isEqualTo(200);
    assertThat(ann.post("/api/edit", "").status()).isEqualTo(200);
  }

  @Test
  void aDisabledAccountNeitherGoesOnNorComesIn() {
    Guest root = root();
    Guest ann = loggedIn(root, "ann", "viewer");
    String token = ann.post("/api/tokens", "{'name':'t'}").json().path("token").asText();
    assertThat(root.ask("PUT", "/api/accounts/ann", "{'disabled':true}").status()).isEqualTo(200);
    assertThat(ann.get("/api/look").status()).isEqualTo(401);
    assertThat(bearer(token).get("/api/look").status()).isEqualTo(401);
    assertThat(guest().logIn("ann", Site.PASSWORD).body()).contains("this account is disabled");
    assertThat(guest().logIn("ann", "not the password").body()).doesNotContain("disabled");
    assertThat(root.ask("PUT", "/api/accounts/ann", "{'disabled':false}").status()).isEqualTo(200);
    assertThat(guest().logIn("ann", Site.PASSWORD).status()).isEqualTo(200);
    assertThat(bearer(token).get("/api/look")).hasToString("200 ann");
  }

  @Test
  void theLastAdministratorStays() {
    Guest root = root();
    assertThat(root.ask("DELETE", "/api/accounts/root", "").status()).isEqualTo(409);
    assertThat(root.ask("PUT", "/api/accounts/root", "{'roles':['viewer']}").status())
        .isEqualTo(409);
    assertThat(root.ask("PUT", "/api/accounts/root", "{'disabled':true}").body())
        .contains("last local administrator");
    assertThat(root.get("/api/accounts").status()).isEqualTo(200);
    root.post("/api/accounts", account("other", "admin"));
    assertThat(root.ask("DELETE", "/api/accounts/root", "").status()).isEqualTo(200);
    assertThat(root.get("/api/look").status()).isEqualTo(401);
  }

  @Test
  void twoAdministratorsWhoRemoveEachOtherAtTheSameTimeLeaveOne() throws Exception {
    Guest root = root();
    Guest other = loggedIn(root, "other", "admin");
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Integer> one =
          threads.submit(() -> root.ask("DELETE", "/api/accounts/other", "").status());
      Future<Integer> two =
          threads.submit(() -> other.ask("DELETE", "/api/accounts/root", "").status());
      assertThat(List.of(one.get(), two.get())).containsOnlyOnce(200);
    }
    assertThat(count("select count(*) from access_account where 'admin' = any (roles)")).isOne();
  }

  @Test
  void anotherPasswordEndsTheOtherSessionsAndNeedsThePresentOne() {
    Guest root = root();
    Guest elsewhere = guest();
    elsewhere.logIn("root", Site.PASSWORD);
    assertThat(
            root.ask(
                    "PUT",
                    "/api/account/password",
                    "{'old':'wrong wrong wrong','new':'a new one, long'}")
                .status())
        .isEqualTo(403);
    assertThat(
            root.ask(
                    "PUT",
                    "/api/account/password",
                    "{'old':'%s','new':'short'}".formatted(Site.PASSWORD))
                .status())
        .isEqualTo(400);
    assertThat(
            root.ask(
                    "PUT",
                    "/api/account/password",
                    "{'old':'%s','new':'a new one, long'}".formatted(Site.PASSWORD))
                .status())
        .isEqualTo(200);
    assertThat(root.get("/api/look").status()).isEqualTo(200);
    assertThat(elsewhere.get("/api/look").status()).isEqualTo(401);
    assertThat(guest().logIn("root", Site.PASSWORD).status()).isEqualTo(401);
    assertThat(guest().logIn("root", "a new one, long").status()).isEqualTo(200);
  }

  @Test
  void aHashOfAnEarlierCostIsReplacedAtTheNextLogIn() {
    root();
    String before = new PasswordHashing(new PasswordHashing.Cost(32, 1)).hash(Site.PASSWORD);
    sql("update access_account set password = '" + before + "'");
    assertThat(guest().logIn("root", Site.PASSWORD).status()).isEqualTo(200);
    assertThat(count("select count(*) from access_account where password like '%$m=64,t=1,p=1$%'"))
        .isOne();
    assertThat(guest().logIn("root", Site.PASSWORD).status()).isEqualTo(200);
  }

  // --- tokens and Basic ---

  private Guest bearer(String token) {
    Guest guest = guest();
    guest.headers.put("Authorization", "Bearer " + token);
    return guest;
  }

  private static String basic(String name, String password) {
    String pair = name + ":" + password;
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aTokenDoesWhatItsOwnerMayAndNoMoreUntilItEnds() {
    Guest root = root();
    Guest ann = loggedIn(root, "ann", "editor", "approver");
    Answer made = ann.post("/api/tokens", "{'name':'nightly','roles':['editor'],'days':7}");
    String token = made.json().path("token").asText();
    assertThat(token).matches("isthmus_[A-Za-z0-9_-]{43}");
    assertThat(ann.get("/api/tokens").body()).contains("nightly").doesNotContain(token);
    Guest shell = bearer(token);
    assertThat(shell.post("/api/edit", "")).hasToString("200 ann");
    assertThat(shell.get("/api/accounts").status()).isEqualTo(403);
    assertThat(shell.post("/api/tokens", "{'name':'another'}").body())
        .contains("a token makes no tokens");
    root.ask("PUT", "/api/accounts/ann", "{'roles':['approver']}");
    assertThat(shell.post("/api/edit", "").status())
        .as("the owner may not any more")
        .isEqualTo(403);
    sql("update access_token set ends_at = clock_timestamp()");
    told();
    eventually("it has ended", PATIENCE, () -> shell.get("/api/look").status() == 401);
  }

  @Test
  void nobodyMakesATokenThatMayMoreThanItsOwner() {
    Guest root = root();
    Guest ann = loggedIn(root, "ann", "viewer");
    assertThat(ann.post("/api/tokens", "{'name':'t','roles':['admin']}").body())
        .contains("ann is not admin");
    assertThat(ann.post("/api/tokens", "{'name':'t','days':4000}").status()).isEqualTo(400);
    assertThat(ann.post("/api/tokens", "{'name':'<img>'}").status()).isEqualTo(400);
    assertThat(root.post("/api/tokens", "{'name':'t','roles':['editor']}").status())
        .as("an administrator is everything")
        .isEqualTo(201);
  }

  @Test
  void aTokenIsRemovedByItsOwnerOnly() {
    Guest root = root();
    Guest ann = loggedIn(root, "ann", "viewer");
    Answer made = ann.post("/api/tokens", "{'name':'t'}");
    Guest shell = bearer(made.json().path("token").asText());
    assertThat(shell.get("/api/look").status()).isEqualTo(200);
    long id = made.json().path("id").asLong();
    assertThat(root.ask("DELETE", "/api/tokens/" + id, "").status()).isEqualTo(404);
    assertThat(ann.ask("DELETE", "/api/tokens/x", "").status()).isEqualTo(404);
    assertThat(ann.ask("DELETE", "/api/tokens/" + id, "").status()).isEqualTo(200);
    assertThat(shell.get("/api/look").status()).isEqualTo(401);
  }

  @Test
  void basicServesLocalAccountsAndNeedsNoOtherProtection() {
    root();
    Guest shell = guest();
    shell.headers.put("Authorization", basic("root", Site.PASSWORD));
    assertThat(shell.post("/api/edit", "")).hasToString("200 root");
    shell.headers.put("Authorization", basic("root", "wrong wrong wrong"));
    assertThat(shell.get("/api/look").status()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Bearer", "Bearer x", "Basic !!!", "Basic YQ==", "Digest x", "x", "Basic Og=="})
  void anythingElseIsNoProof(String authorization) {
    root();
    Guest guest = guest();
    guest.headers.put("Authorization", authorization);
    assertThat(guest.get("/api/look").status()).isEqualTo(401);
    assertThat(guest.get("/free").status()).isEqualTo(200);
  }

  @Test
  void aWrongTokenIsNoReasonToLookAtTheCookie() {
    Guest root = root();
    root.headers.put("Authorization", "Bearer isthmus_wrong");
    assertThat(root.get("/api/look").status()).isEqualTo(401);
  }

  // --- what goes on ---

  @Test
  void aStreamEndsWithItsSession() throws Exception {
    Guest root = root();
    HttpClient client = opened(HttpClient.newHttpClient());
    site.news.add("first");
    HttpResponse<InputStream> stream =
        client.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + site.port() + "/api/stream"))
                .header("Cookie", root.headers.get("Cookie"))
                .build(),
            BodyHandlers.ofInputStream());
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8));
    assertThat(reader.readLine()).isEqualTo("first");
    assertThat(root.ask("DELETE", "/api/session", "").status()).isEqualTo(204);
    site.news.add("second");
    assertThat(ended(reader)).isTrue();
  }

  private static boolean ended(BufferedReader reader) {
    try {
      return reader.readLine() == null;
    } catch (IOException cut) {
      return true;
    }
  }

  @Test
  void aLongQuestionIsNotAnsweredAfterItsSession() throws Exception {
    Guest root = root();
    Guest asking = guest();
    asking.headers.putAll(root.headers);
    CompletableFuture<Answer> answer = CompletableFuture.supplyAsync(() -> asking.get("/api/wait"));
    long began = System.nanoTime();
    root.ask("DELETE", "/api/session", "");
    eventually("it took a while", PATIENCE, () -> System.nanoTime() - began > 1_500_000_000L);
    site.answered.countDown();
    assertThat(answer.get().status()).isEqualTo(401);
  }

  // --- several nodes, and no database ---

  @Test
  void aSessionOfOneNodeIsOneOfTheOther() {
    Guest root = root();
    Database second = opened(Database.open(server, Database.Settings.DEFAULT));
    Site other = opened(Site.open(second));
    Guest there = opened(new Guest(other));
    there.headers.putAll(root.headers);
    assertThat(there.get("/api/look")).hasToString("200 root");
    assertThat(there.post("/api/edit", "").status()).isEqualTo(200);
    assertThat(there.get("/api/session").json().path("csrf").asText())
        .isEqualTo(root.headers.get("X-Isthmus-CSRF"));
  }

  @Test
  void theFirstAccountShutsEveryNodeWithinASecondOrSo() {
    Site other = opened(Site.open(database));
    Guest there = opened(new Guest(other));
    assertThat(there.get("/api/look").status()).isEqualTo(200);
    root();
    eventually("the other node hears", PATIENCE, () -> there.get("/api/look").status() == 401);
  }

  @Test
  void withoutTheDatabaseNobodyNewComesInAndNothingChangesButWhoWasThereMayLook() {
    Guest root = root();
    assertThat(root.get("/api/look").status()).isEqualTo(200);
    database.close();
    assertThat(root.get("/api/look").status()).isEqualTo(200);
    assertThat(root.post("/api/accounts", account("ann", "viewer")).status()).isEqualTo(503);
    Guest guest = guest();
    assertThat(guest.get("/free").status()).isEqualTo(200);
    guest.headers.put("Cookie", "isthmus_session=" + "B".repeat(43));
    assertThat(guest.get("/api/look").status()).isEqualTo(503);
    guest.headers.clear();
    assertThat(guest.logIn("root", Site.PASSWORD).status()).isEqualTo(503);
    assertThat(bearer("isthmus_x").get("/api/look").status()).isEqualTo(503);
  }

  @Test
  void aGatewayThatNeverSawItsDatabaseIsNotOpen() {
    database.close();
    assertThat(guest().get("/api/look").status()).isEqualTo(503);
    assertThat(guest().post("/api/edit", "").status()).isEqualTo(503);
  }

  // --- strange requests ---

  private String raw(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), site.port())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/look",
        "//api/look",
        "/free/../api/look",
        "/free/..%2fapi/look",
        "/%61pi/look",
        "/api%2flook",
        "/api/./look",
        "/api//look",
        "/api/look/",
        "/api/look;x=1",
        "/api/look%00",
        "/API/LOOK",
        "//x/api/look",
        "http://127.0.0.1/api/look",
        "http://x:y@127.0.0.1/api/look",
        "/assets/%2e%2e/api/look",
        "*",
        "mailto:x"
      })
  void noPathGoesAroundTheGate(String target) throws IOException {
    root();
    String answer =
        raw("GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
    assertThat(answer).matches("(?s)|HTTP/1.1 (400|401|404) .*");
  }

  @Test
  void manyOrLargeHeadersAreRefusedAndTheGatewayGoesOn() throws IOException {
    Guest root = root();
    String many = "X-A: b\r\n".repeat(5_000);
    String large = "Cookie: isthmus_session=" + "a".repeat(300_000) + "\r\n";
    for (String bomb : List.of(many, large)) {
      String answer =
          broken(
              "GET /api/look HTTP/1.1\r\nHost: 127.0.0.1\r\n" + bomb + "Connection: close\r\n\r\n");
      assertThat(answer).doesNotContain("200 OK");
    }
    assertThat(root.get("/api/look").status()).isEqualTo(200);
  }

  /** The server may cut the line before it has read all. */
  private String broken(String request) {
    try {
      return raw(request);
    } catch (IOException cut) {
      return "";
    }
  }

  // --- what is recorded ---

  @Test
  void everythingIsRecordedAndNoSecretIs() {
    Guest root = root();
    Guest ann = loggedIn(root, "ann", "editor");
    guest().logIn("ann", "not the password");
    guest().logIn("my secret password", "x");
    String token = ann.post("/api/tokens", "{'name':'nightly'}").json().path("token").asText();
    root.ask("PUT", "/api/accounts/ann", "{'roles':['viewer'],'password':'another password'}");
    root.ask("DELETE", "/api/accounts/ann", "");
    root.ask("DELETE", "/api/session", "");
    root.logIn("root", Site.PASSWORD);
    Answer audit = root.get("/api/audit?limit=50");
    List<String> what = new ArrayList<>();
    audit.json().path("entries").forEach(row -> what.add(row.path("what").asText()));
    assertThat(what)
        .containsExactly(
            "login",
            "logout",
            "account-removed",
            "account-changed",
            "token-added",
            "login-failed",
            "login-failed",
            "login",
            "account-added",
            "login",
            "account-added");
    assertThat(audit.body())
        .contains("\"before\":[\"editor\"]", "\"after\":[\"viewer\"]", "an unknown name")
        .doesNotContain(
            Site.PASSWORD, "another password", "not the password", "my secret password", token);
    assertThat(root.get("/api/audit/verify").json().path("good").asBoolean()).isTrue();
    assertThat(root.get("/api/audit?what=login*&who=ann&limit=1").json().path("entries"))
        .hasSize(1);
    assertThat(root.get("/api/audit?limit=5").json().path("more").asBoolean()).isTrue();
    assertThat(
            root.get("/api/audit?after=9&limit=5")
                .json()
                .path("entries")
                .path(0)
                .path("id")
                .asInt())
        .isEqualTo(10);
  }

  @Test
  void aRowThatWasKeptElsewhereProvesThatNothingBeforeItIsGone() {
    Guest root = root();
    var verdict = root.get("/api/audit/verify").json();
    String kept = "?id=%s&hash=%s".formatted(verdict.path("rows"), verdict.path("head").asText());
    root.post("/api/accounts", account("ann", "viewer"));
    assertThat(root.get("/api/audit/verify" + kept).json().path("good").asBoolean()).isTrue();
    assertThat(root.get("/api/audit/verify?id=1&hash=00").json().path("trouble").asText())
        .contains("row 1 is another one");
    sql("alter table audit disable trigger audit_only_grows");
    sql("delete from audit where id > 1");
    assertThat(root.get("/api/audit/verify").json().path("good").asBoolean()).isTrue();
    assertThat(root.get("/api/audit/verify" + kept).json().path("trouble").asText())
        .contains("are missing");
  }

  @Test
  void theTextFormsAreForAShell() {
    Guest root = root();
    assertThat(root.get("/api/accounts?format=text").body())
        .contains("root", "admin", "enabled", "local");
    assertThat(root.post("/api/tokens?format=text", "{'name':'t'}").body()).startsWith("isthmus_");
    assertThat(root.get("/api/tokens?format=text").body()).contains(" t ", "never");
    assertThat(root.get("/api/audit?format=text").body())
        .contains("root@127.0.0.1 token-added root");
    assertThat(root.get("/api/audit/verify?format=text").body())
        .contains("in order: rows 3, head ");
    assertThat(root.ask("DELETE", "/api/accounts/root/sessions?format=text", "").body())
        .isEqualTo("sessions ended: 1\n");
    assertThat(root.get("/api/look").status()).isEqualTo(401);
  }
}
