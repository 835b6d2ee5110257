package isthmus.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import isthmus.gateway.access.Guest.Answer;
import isthmus.gateway.config.AccessConfiguration;
import isthmus.gateway.config.OidcConfiguration;
import isthmus.gateway.config.OidcConfiguration.ConsoleRole;
import isthmus.gateway.config.value.Secret;
import isthmus.gateway.store.Database;
import isthmus.gateway.store.TestDatabase;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.http.OAuth2HttpRequest;
import no.nav.security.mock.oauth2.http.OAuth2HttpResponse;
import no.nav.security.mock.oauth2.http.Route;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import okhttp3.Headers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Log-in at a provider that nobody here wrote, over loopback. */
class OidcTest {
  private static final String REALM = "ops";
  private static final String CLIENT = "isthmus";
  private static final String SECRET = "a secret of the client";

  /** In place of the provider's token when there is one. */
  private final AtomicReference<Optional<Function<String, JWT>>> forged =
      new AtomicReference<>(Optional.empty());

  /** What the provider would have put into the token, for forgers. */
  private final AtomicReference<String> nonce = new AtomicReference<>("");

  private MockOAuth2Server provider;
  private Database database;
  private Site site;
  private Guest guest;

  /** A provider that gives out what somebody forged, when somebody did. */
  private final class Forger implements Route {
    @Override
    public boolean match(OAuth2HttpRequest request) {
      return forged.get().isPresent() && request.getUrl().encodedPath().endsWith("/token");
    }

    @Override
    public OAuth2HttpResponse invoke(OAuth2HttpRequest request) {
      String token = forged.get().orElseThrow().apply(nonce.get()).serialize();
      String body =
          "{\"access_token\":\"x\",\"token_type\":\"Bearer\",\"expires_in\":60,\"id_token\":\"%s\"}"
              .formatted(token);
      return new OAuth2HttpResponse(
          Headers.of("Content-Type", "application/json"), 200, body, null);
    }
  }

  @BeforeEach
  void open() {
    provider = new MockOAuth2Server(new Forger());
    provider.start(InetAddress.getLoopbackAddress(), 0);
    database = TestDatabase.open();
    site = Site.open(database, settings(issuer()), true, InstantSource.system());
    guest = new Guest(site);
  }

  @AfterEach
  void close() {
    guest.close();
    site.close();
    database.close();
    provider.shutdown();
  }

  private String issuer() {
    return provider.issuerUrl(REALM).toString().replace("localhost", "127.0.0.1");
  }

  private static AccessConfiguration settings(String issuer) {
    return Site.settings(
        Optional.of(
            new OidcConfiguration(
                issuer,
                CLIENT,
                Optional.of(Secret.of(SECRET)),
                "http://127.0.0.1:8080",
                List.of("openid", "profile"),
                "groups",
                Map.of("operators", ConsoleRole.EDITOR, "chiefs", ConsoleRole.ADMIN),
                Duration.ofSeconds(30))));
  }

  /** The provider says this of whoever logs in next. */
  private void vouches(Map<String, Object> claims) {
    Map<String, Object> all =
        new HashMap<>(Map.of("preferred_username", "Ann", "groups", List.of("operators", "x")));
    all.putAll(claims);
    provider.enqueueCallback(
        new DefaultOAuth2TokenCallback(REALM, "subject-1", "JWT", List.of(CLIENT), all, 3_600));
  }

  /** To the provider and, without a page of its own, straight back: what a browser does. */
  private String toProvider(String next) {
    Answer away = guest.get("/api/session/oidc?next=" + next);
    assertThat(away.status()).isEqualTo(302);
    String address = away.header("Location").orElse("");
    assertThat(address).as("the provider").startsWith(issuer());
    guest.keep(away.cookie("isthmus_oidc").orElseThrow());
    nonce.set(parameter(address, "nonce"));
    return address;
  }

  private static String parameter(String address, String name) {
    for (String pair : URI.create(address).getRawQuery().split("&", -1)) {
      if (pair.startsWith(name + "=")) {
        return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
      }
    }
    throw new AssertionError(address + " has no " + name);
  }

  private String back(String address) {
    Answer answer = guest.get(address);
    assertThat(answer.status()).as(answer.body()).isEqualTo(302);
    URI back = URI.create(answer.header("Location").orElse(""));
    assertThat(back.getPath()).isEqualTo("/api/session/oidc/callback");
    return back.getPath() + "?" + back.getRawQuery();
  }

  private Answer logIn() {
    return guest.get(back(toProvider("/routing/")));
  }

  /** What a browser shows on the log-in page. */
  private static String trouble(Answer answer) {
    assertThat(answer.status()).isEqualTo(302);
    assertThat(answer.header("Location")).hasValue("/login/");
    assertThat(answer.cookie("isthmus_session")).isEmpty();
    String cookie = answer.cookie("isthmus_login_trouble").orElseThrow();
    String value = cookie.substring(cookie.indexOf('=') + 1, cookie.indexOf(';'));
    return new String(Base64.getUrlDecoder().decode(value), StandardCharsets.UTF_8);
  }

  @Test
  void whoTheProviderVouchesForComesInWithTheRolesOfTheClaim() {
    vouches(Map.of());
    Answer in = logIn();
    assertThat(in.header("Location")).hasValue("/routing/");
    guest.keep(in.cookie("isthmus_session").orElseThrow());
    assertThat(guest.get("/api/look")).hasToString("200 ann");
    var who = guest.get("/api/session").json();
    assertThat(who.path("roles").toString()).isEqualTo("[\"editor\"]");
    assertThat(who.path("oidc").asBoolean()).isTrue();
    assertThat(who.path("local").asBoolean()).isFalse();
    guest.headers.put("X-Isthmus-CSRF", who.path("csrf").asText());
    assertThat(guest.post("/api/edit", "").status()).isEqualTo(200);
    assertThat(guest.get("/api/accounts").status()).isEqualTo(403);
    assertThat(guest.get("/api/audit").body())
        .contains("account-added", "login", "oidc")
        .doesNotContain(SECRET);
  }

  @Test
  void theRequestHasAChallengeAStateAndANonce() {
    String address = toProvider("/");
    assertThat(parameter(address, "code_challenge_method")).isEqualTo("S256");
    assertThat(parameter(address, "code_challenge")).hasSize(43);
    assertThat(parameter(address, "response_type")).isEqualTo("code");
    assertThat(parameter(address, "redirect_uri"))
        .isEqualTo("http://127.0.0.1:8080/api/session/oidc/callback");
    assertThat(parameter(address, "state")).isNotEqualTo(parameter(address, "nonce"));
    assertThat(address).doesNotContain(SECRET.substring(0, 8));
  }

  @Test
  void rolesAreThoseOfTheLatestLogInAndTheAccountStaysTheSame() {
    vouches(Map.of());
    logIn();
    vouches(Map.of("groups", "chiefs", "preferred_username", "Ann.Other"));
    Answer in = logIn();
    guest.keep(in.cookie("isthmus_session").orElseThrow());
    String accounts = guest.get("/api/accounts").body();
    assertThat(accounts).contains("ann.other", "[\"admin\"]", issuer()).doesNotContain("\"ann\"");
  }

  @Test
  void aNameOfAnotherAccountIsRefused() {
    Accounts accounts = Office.on(database, settings(issuer())).accounts();
    accounts.add(Actor.inShell("test"), "ann", List.of("admin"), Site.PASSWORD);
    vouches(Map.of());
    assertThat(trouble(logIn())).contains("another account is called ann");
    assertThat(guest.logIn("ann", Site.PASSWORD).status())
        .as("local accounts go on")
        .isEqualTo(200);
  }

  @Test
  void whoIsDisabledHereStaysOut() {
    vouches(Map.of());
    logIn();
    Accounts accounts = Office.on(database, settings(issuer())).accounts();
    accounts.change(
        Actor.inShell("test"),
        "ann",
        new Accounts.Change(Optional.empty(), Optional.empty(), Optional.of(true)));
    vouches(Map.of());
    assertThat(trouble(logIn())).isEqualTo("this account is disabled");
  }

  @Test
  void withAProviderNobodyIsLetInWithoutALogIn() {
    assertThat(guest.get("/api/look").status()).isEqualTo(401);
    assertThat(guest.get("/api/session").json().path("open").asBoolean()).isFalse();
  }

  @Test
  void whoHasNoRoleIsToldSo() {
    vouches(Map.of("groups", List.of("guests")));
    assertThat(trouble(logIn())).contains("its claim groups gives no role here");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"nonce | another", "aud | another-client", "iss | https://evil.example"})
  void aTokenThatWasMadeForSomethingElseIsNotBelieved(String claim, String value) {
    vouches(Map.of(claim, value));
    assertThat(trouble(logIn())).contains("not to be believed");
  }

  @Test
  void aTokenThatHasEndedIsNotBelieved() {
    Date past = Date.from(Instant.parse("2020-01-01T00:00:00Z"));
    forged.set(
        Optional.of(
            with -> {
              Map<String, Object> claims =
                  Map.of("iss", issuer(), "nonce", with, "groups", "chiefs", "exp", past);
              return provider.issueToken(
                  REALM,
                  CLIENT,
                  new DefaultOAuth2TokenCallback(
                      REALM, "subject-1", "JWT", List.of(CLIENT), claims, 3_600));
            }));
    assertThat(trouble(logIn())).contains("not to be believed", "xpired");
  }

  private JWTClaimsSet claims(String with) {
    Date now = Date.from(InstantSource.system().instant());
    return new JWTClaimsSet.Builder()
        .issuer(issuer())
        .audience(CLIENT)
        .subject("subject-1")
        .claim("nonce", with)
        .claim("groups", "chiefs")
        .issueTime(now)
        .expirationTime(Date.from(now.toInstant().plusSeconds(600)))
        .build();
  }

  @Test
  void aTokenWithoutASignatureIsNotBelieved() {
    forged.set(Optional.of(with -> new PlainJWT(claims(with))));
    assertThat(trouble(logIn())).contains("not to be believed");
  }

  @Test
  void aTokenSignedWithTheClientsSecretIsNotBelieved() {
    forged.set(
        Optional.of(
            with -> {
              try {
                SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims(with));
                token.sign(new MACSigner((SECRET + SECRET).getBytes(StandardCharsets.UTF_8)));
                return token;
              } catch (com.nimbusds.jose.JOSEException e) {
                throw new AssertionError(e);
              }
            }));
    assertThat(trouble(logIn())).contains("not to be believed");
  }

  @Test
  void aTokenWhoseContentWasChangedIsNotBelieved() {
    forged.set(
        Optional.of(
            with -> {
              SignedJWT real = provider.issueToken(REALM, "subject-1", CLIENT, Map.of());
              try {
                return new SignedJWT(
                    real.getHeader().toBase64URL(),
                    claims(with).toPayload().toBase64URL(),
                    real.getSignature());
              } catch (java.text.ParseException e) {
                throw new AssertionError(e);
              }
            }));
    assertThat(trouble(logIn())).contains("not to be believed");
  }

  @Test
  void aCodeThatWasBegunElsewhereIsNotTaken() {
    vouches(Map.of());
    String back = back(toProvider("/"));
    guest.headers.remove("Cookie");
    assertThat(trouble(guest.get(back))).contains("another browser");
    toProvider("/");
    assertThat(trouble(guest.get(back))).contains("belongs to another log-in");
  }

  @Test
  void whatTheProviderRefusesIsSaid() {
    String state = parameter(toProvider("/"), "state");
    assertThat(trouble(guest.get("/api/session/oidc/callback?error=access_denied&state=" + state)))
        .isEqualTo("the provider says: access_denied");
    assertThat(trouble(guest.get("/api/session/oidc/callback?state=" + state)))
        .isEqualTo("the code is missing");
    assertThat(trouble(guest.get("/api/session/oidc/callback?code=wrong&state=" + state)))
        .startsWith("the provider");
  }

  @Test
  void aProviderThatIsAwayIsSaidAndLocalAccountsGoOn() {
    Accounts accounts = Office.on(database, settings(issuer())).accounts();
    accounts.add(Actor.inShell("test"), "root", List.of("admin"), Site.PASSWORD);
    provider.shutdown();
    assertThat(trouble(guest.get("/api/session/oidc"))).contains("does not answer");
    assertThat(guest.get("/api/session/oidc?format=text").status()).isEqualTo(502);
    assertThat(guest.logIn("root", Site.PASSWORD).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/routing/?a=b#c         | /routing/?a=b#c",
        "https://evil.example/   | /",
        "//evil.example/         | /",
        "/\\evil.example         | /",
        "/a\\b                   | /",
        "javascript:alert(1)     | /",
        "''                      | /",
      })
  void afterwardsABrowserIsSentNowhereElse(String wanted, String next) {
    assertThat(SessionRoutes.next(wanted)).isEqualTo(next);
  }
}
