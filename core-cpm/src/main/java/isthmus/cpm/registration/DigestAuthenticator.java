package isthmus.cpm.registration;

import isthmus.cpm.sip.SipAnswer;
import isthmus.cpm.sip.SipRequest;
import isthmus.cpm.sip.SipSyntaxException;
import isthmus.cpm.sip.SipUri;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Digest authentication as a registrar and user agent server does it: 401 with WWW-Authenticate
 * (RFC 3261 §22.2, RFC 7616, RFC 8760), qop=auth. Safe for any thread; may block on the credential
 * store.
 */
public final class DigestAuthenticator {
  private final String realm;
  private final List<DigestAlgorithm> algorithms;
  private final CredentialStore credentials;
  private final Nonces nonces;
  private final NonceCounts counts;
  private final UriRule uriRule;

  /** What is done with a digest {@code uri} that is not the Request-URI (RFC 7616 §3.4.6). */
  public enum UriRule {
    /** It is refused with 400. */
    SAME_RESOURCE,
    /** It is let pass, as some clients (sipp) put the server's address there. */
    ANY
  }

  /**
   * An authenticator.
   *
   * @param algorithms offered, the preferred first; some clients (sipp) look at the first only and
   *     know but MD5
   * @param maxNonces how many nonces in use are remembered against replay
   */
  public DigestAuthenticator(
      String realm,
      List<DigestAlgorithm> algorithms,
      CredentialStore credentials,
      Nonces nonces,
      int maxNonces,
      UriRule uriRule) {
    if (algorithms.isEmpty() || realm.indexOf('"') >= 0) {
      throw new IllegalArgumentException("digest needs an algorithm and a realm without quotes");
    }
    this.realm = realm;
    this.algorithms = List.copyOf(algorithms);
    this.credentials = credentials;
    this.nonces = nonces;
    this.counts = new NonceCounts(maxNonces);
    this.uriRule = uriRule;
  }

  /** Checks a request of any method by its Authorization headers. */
  public AuthVerdict check(SipRequest request, Instant now) {
    return check(request.method(), request.requestUri(), request.headers("Authorization"), now);
  }

  AuthVerdict check(String method, String requestUri, List<String> authorizations, Instant now) {
    Optional<DigestCredentials> sent;
    try {
      sent = forOurRealm(authorizations);
    } catch (SipSyntaxException e) {
      return new AuthVerdict.Unproven(SipAnswer.of(400, "Bad Request: " + e.getMessage()));
    }
    return sent.isEmpty() ? challenge(false, now) : check(method, requestUri, sent.get(), now);
  }

  private AuthVerdict check(String method, String requestUri, DigestCredentials sent, Instant now) {
    Optional<DigestAlgorithm> algorithm =
        DigestAlgorithm.of(sent.algorithm()).filter(algorithms::contains);
    if (algorithm.isEmpty() || !sent.qop().equals("auth") || sent.cnonce().isEmpty()) {
      return challenge(false, now);
    }
    if (uriRule == UriRule.SAME_RESOURCE && !isSameResource(sent.uri(), requestUri)) {
      return new AuthVerdict.Unproven(
          SipAnswer.of(400, "Bad Request: Authorization: uri is not the Request-URI"));
    }
    Optional<Instant> made = nonces.madeAt(sent.nonce());
    if (made.isEmpty() || !isRight(algorithm.get(), sent, method)) {
      return challenge(false, now);
    }
    // Only a right response may learn that its nonce is stale, or use up a nonce count.
    boolean usable =
        nonces.standing(sent.nonce(), now) == Nonces.Standing.FRESH
            && counts.isNew(sent.nonce(), made.get(), sent.nonceCount());
    return usable ? new AuthVerdict.Authenticated(sent.username()) : challenge(true, now);
  }

  private boolean isRight(DigestAlgorithm algorithm, DigestCredentials sent, String method) {
    Optional<String> ha1 =
        credentials
            .credential(sent.username(), realm)
            .flatMap(credential -> credential.ha1(sent.username(), realm, algorithm));
    if (ha1.isEmpty()) {
      return false;
    }
    String expected = DigestCredentials.expectedResponse(algorithm, ha1.get(), sent, method);
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.US_ASCII),
        sent.response().getBytes(StandardCharsets.US_ASCII));
  }

  private Optional<DigestCredentials> forOurRealm(List<String> authorizations) {
    for (String value : authorizations) {
      if (DigestCredentials.isDigest(value)) {
        DigestCredentials sent = DigestCredentials.parse(value);
        if (sent.realm().equals(realm)) {
          return Optional.of(sent);
        }
      }
    }
    return Optional.empty();
  }

  /** RFC 7616 §3.4.6: the same resource, however it is spelt. */
  private static boolean isSameResource(String uri, String requestUri) {
    if (uri.equals(requestUri)) {
      return true;
    }
    if (!SipUri.isSip(uri) || !SipUri.isSip(requestUri)) {
      return false;
    }
    try {
      SipUri one = SipUri.parse(uri);
      SipUri other = SipUri.parse(requestUri);
      return one.user().equals(other.user()) && one.host().equalsIgnoreCase(other.host());
    } catch (SipSyntaxException e) {
      return false;
    }
  }

  private AuthVerdict challenge(boolean stale, Instant now) {
    SipAnswer answer = SipAnswer.of(401);
    for (DigestAlgorithm algorithm : algorithms) {
      answer =
          answer.with(
              "WWW-Authenticate",
              "Digest realm=\""
                  + realm
                  + "\", nonce=\""
                  + nonces.make(now)
                  + "\", algorithm="
                  + algorithm.token()
                  + ", qop=\"auth\""
                  + (stale ? ", stale=true" : ""));
    }
    return new AuthVerdict.Unproven(answer);
  }
}
