package isthmus.cpm.registration;

import static org.assertj.core.api.Assertions.assertThat;

import isthmus.cpm.registration.DigestAuthenticator.UriRule;
import isthmus.cpm.sip.SipAnswer;
import isthmus.cpm.sip.SipHeader;
import isthmus.cpm.sip.SipParameters;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DigestAuthenticatorTest {
  private static final Instant NOW = Instant.parse("2026-01-05T10:00:00Z");
  private static final String URI = "sip:example.org";

  private final DigestAuthenticator authenticator = authenticator(100);

  private static DigestAuthenticator authenticator(int maxNonces) {
    return authenticator(maxNonces, UriRule.SAME_RESOURCE);
  }

  private static DigestAuthenticator authenticator(int maxNonces, UriRule rule) {
    Map<String, Credential> users =
        Map.of(
            "alice", new Credential.Password("secret"),
            "bob",
                new Credential.Digests(
                    Map.of(
                        DigestAlgorithm.MD5,
                        DigestAlgorithm.MD5.ha1("bob", "example.org", "hidden"))));
    return new DigestAuthenticator(
        "example.org",
        List.of(DigestAlgorithm.SHA_256, DigestAlgorithm.MD5),
        (user, realm) -> Optional.ofNullable(users.get(user)),
        new Nonces("0123456789abcdef".getBytes(StandardCharsets.US_ASCII), Duration.ofMinutes(5)),
        maxNonces,
        rule);
  }

  /** RFC 7616 §3.9.1, with its own nonces and both algorithms. */
  @ParameterizedTest
  @CsvSource({
    "MD5, 8ca523f5e9506fed4657c9700eebdbec",
    "SHA-256, 753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"
  })
  void theExampleOfRfc7616GivesItsResponse(String token, String response) {
    DigestCredentials sent =
        DigestCredentials.parse(
            """
            Digest username="Mufasa", realm="http-auth@example.org", uri="/dir/index.html", \
            algorithm=%s, nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", nc=00000001, \
            cnonce="f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ", qop=auth, response="%s", \
            opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"\
            """
                .formatted(token, response));
    DigestAlgorithm algorithm = DigestAlgorithm.of(sent.algorithm()).orElseThrow();
    String ha1 = algorithm.ha1("Mufasa", "http-auth@example.org", "Circle of Life");
    assertThat(DigestCredentials.expectedResponse(algorithm, ha1, sent, "GET"))
        .isEqualTo(response)
        .isEqualTo(sent.response());
  }

  private AuthVerdict check(String authorization, Instant now) {
    return authenticator.check("REGISTER", URI, List.of(authorization), now);
  }

  private static SipAnswer answer(AuthVerdict verdict) {
    assertThat(verdict).isInstanceOf(AuthVerdict.Unproven.class);
    return ((AuthVerdict.Unproven) verdict).answer();
  }

  private static Map<String, String> challenge(SipAnswer answer, DigestAlgorithm algorithm) {
    assertThat(answer.status()).isEqualTo(401);
    return answer.headers().stream()
        .filter(header -> header.name().equals("WWW-Authenticate"))
        .map(SipHeader::value)
        .map(value -> SipParameters.commaSeparated(value.substring("Digest ".length())))
        .filter(parameters -> algorithm.token().equals(parameters.get("algorithm")))
        .findFirst()
        .orElseThrow();
  }

  private String nonce(DigestAlgorithm algorithm, Instant now) {
    return nonce(authenticator, algorithm, now);
  }

  private static String nonce(
      DigestAuthenticator authenticator, DigestAlgorithm algorithm, Instant now) {
    SipAnswer answer = answer(authenticator.check("REGISTER", URI, List.of(), now));
    return Optional.ofNullable(challenge(answer, algorithm).get("nonce")).orElseThrow();
  }

  private static String authorization(
      String user, String password, DigestAlgorithm algorithm, String nonce, String nc) {
    String head =
        "Digest username=\""
            + user
            + "\", realm=\"example.org\", nonce=\""
            + nonce
            + "\", uri=\""
            + URI
            + "\", algorithm="
            + algorithm.token()
            + ", qop=auth, cnonce=\"c1\", nc="
            + nc
            + ", response=\"";
    String ha1 = algorithm.ha1(user, "example.org", password);
    DigestCredentials unsigned = DigestCredentials.parse(head + "x\"");
    return head + DigestCredentials.expectedResponse(algorithm, ha1, unsigned, "REGISTER") + "\"";
  }

  @Test
  void theRightPasswordPassesWithBothAlgorithms() {
    for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
      String sent = authorization("alice", "secret", algorithm, nonce(algorithm, NOW), "00000001");
      assertThat(check(sent, NOW)).isEqualTo(new AuthVerdict.Authenticated("alice"));
    }
  }

  @Test
  void aStoredDigestServesTheAlgorithmItWasMadeFor() {
    DigestAlgorithm md5 = DigestAlgorithm.MD5;
    assertThat(check(authorization("bob", "hidden", md5, nonce(md5, NOW), "00000001"), NOW))
        .isEqualTo(new AuthVerdict.Authenticated("bob"));
    DigestAlgorithm sha = DigestAlgorithm.SHA_256;
    assertThat(check(authorization("bob", "hidden", sha, nonce(sha, NOW), "00000001"), NOW))
        .isInstanceOf(AuthVerdict.Unproven.class);
  }

  @Test
  void aWrongPasswordOrAnUnknownUserIsChallengedAnewAndNotAsStale() {
    DigestAlgorithm md5 = DigestAlgorithm.MD5;
    for (String user : List.of("alice", "mallory")) {
      AuthVerdict verdict =
          check(authorization(user, "guess", md5, nonce(md5, NOW), "00000001"), NOW);
      assertThat(challenge(answer(verdict), md5)).doesNotContainKey("stale");
    }
  }

  @Test
  void anOldNonceIsStaleForWhoKnowsThePassword() {
    DigestAlgorithm md5 = DigestAlgorithm.MD5;
    String sent = authorization("alice", "secret", md5, nonce(md5, NOW), "00000001");
    AuthVerdict verdict = check(sent, NOW.plus(Duration.ofMinutes(5)));
    assertThat(challenge(answer(verdict), md5)).containsEntry("stale", "true");
  }

  @Test
  void aRequestPlayedAgainIsNotBelievedAndTheNextCountIs() {
    DigestAlgorithm md5 = DigestAlgorithm.MD5;
    String nonce = nonce(md5, NOW);
    String first = authorization("alice", "secret", md5, nonce, "00000001");
    assertThat(check(first, NOW)).isInstanceOf(AuthVerdict.Authenticated.class);
    assertThat(challenge(answer(check(first, NOW)), md5)).containsEntry("stale", "true");
    assertThat(check(authorization("alice", "secret", md5, nonce, "0000000a"), NOW))
        .isInstanceOf(AuthVerdict.Authenticated.class);
    assertThat(check(authorization("alice", "secret", md5, nonce, "00000009"), NOW))
        .isInstanceOf(AuthVerdict.Unproven.class);
  }

  @Test
  void aForgottenNonceCannotBePlayedAgain() {
    DigestAuthenticator small = authenticator(2);
    DigestAlgorithm md5 = DigestAlgorithm.MD5;
    String first = authorization("alice", "secret", md5, nonce(small, md5, NOW), "00000001");
    assertThat(small.check("REGISTER", URI, List.of(first), NOW))
        .isInstanceOf(AuthVerdict.Authenticated.class);
    for (int i = 1; i <= 3; i++) {
      Instant later = NOW.plusSeconds(i);
      String next = authorization("alice", "secret", md5, nonce(small, md5, later), "00000001");
      assertThat(small.check("REGISTER", URI, List.of(next), later))
          .isInstanceOf(AuthVerdict.Authenticated.class);
    }
    assertThat(small.check("REGISTER", URI, List.of(first), NOW.plusSeconds(4)))
        .isInstanceOf(AuthVerdict.Unproven.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Digest realm=\"example.org\", nonce=\"n\", uri=\"sip:example.org\", response=\"r\"",
        "Digest username=\"a\", realm=\"example.org\", nonce=\"n\", response=\"r\"",
        "Digest username=\"a\", realm=\"example.org\", nonce=\"n\", uri=\"sip:other.org\","
            + " qop=auth, cnonce=\"c\", nc=00000001, response=\"r\""
      })
  void incompleteOrMisdirectedCredentialsGet400(String authorization) {
    assertThat(answer(check(authorization, NOW)).status()).isEqualTo(400);
  }

  @Test
  void aClientThatNamesAnotherResourceCanBeLetPass() {
    DigestAuthenticator tolerant = authenticator(100, UriRule.ANY);
    DigestAlgorithm md5 = DigestAlgorithm.MD5;
    String sent = authorization("alice", "secret", md5, nonce(tolerant, md5, NOW), "00000001");
    assertThat(tolerant.check("REGISTER", "sip:other.org", List.of(sent), NOW))
        .isEqualTo(new AuthVerdict.Authenticated("alice"));
    assertThat(
            answer(authenticator.check("REGISTER", "sip:other.org", List.of(sent), NOW)).status())
        .isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Basic YWxpY2U6c2VjcmV0",
        "Digest username=\"a\", realm=\"else.where\", nonce=\"n\", uri=\"sip:x\", response=\"r\"",
        "Digest username=\"a\", realm=\"example.org\", nonce=\"!\", uri=\"sip:example.org\","
            + " algorithm=SHA-512, response=\"r\""
      })
  void credentialsThatAreNotForUsAreChallenged(String authorization) {
    assertThat(answer(check(authorization, NOW)).status()).isEqualTo(401);
  }
}
