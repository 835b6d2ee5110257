package isthmus.gateway.demo;

import isthmus.cpm.registration.DigestAlgorithm;
import isthmus.cpm.registration.DigestCredentials;
import isthmus.cpm.sip.SipParameters;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Digest authentication as a client does it (RFC 3261 §22, RFC 7616 §3.4, RFC 8760): takes the
 * strongest challenge that it knows and answers it again and again with a growing nonce count.
 * qop=auth only. Safe for any thread.
 */
final class DigestClient {
  private static final int CNONCE_OCTETS = 12;

  private final String user;
  private final String password;
  private final SecureRandom random = new SecureRandom();
  private Optional<Challenge> challenge = Optional.empty();
  private long count;

  private record Challenge(
      String realm, String nonce, DigestAlgorithm algorithm, Optional<String> opaque) {}

  DigestClient(String user, String password) {
    this.user = user;
    this.password = password;
  }

  /**
   * Takes over a challenge.
   *
   * @param values of WWW-Authenticate or Proxy-Authenticate, one challenge each
   * @return false if none of them can be answered
   */
  synchronized boolean challenged(List<String> values) {
    for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
      for (String value : values) {
        Optional<Challenge> found = read(value).filter(c -> c.algorithm() == algorithm);
        if (found.isPresent()) {
          challenge = found;
          count = 0;
          return true;
        }
      }
    }
    return false;
  }

  private static Optional<Challenge> read(String value) {
    if (!DigestCredentials.isDigest(value)) {
      return Optional.empty();
    }
    Map<String, String> parameters = SipParameters.commaSeparated(value.substring(7));
    boolean auth =
        List.of(parameters.getOrDefault("qop", "").toLowerCase(Locale.ROOT).split("\\s*,\\s*", -1))
            .contains("auth");
    String realm = parameters.getOrDefault("realm", "");
    String nonce = parameters.getOrDefault("nonce", "");
    if (!auth || realm.isEmpty() || nonce.isEmpty()) {
      return Optional.empty();
    }
    return DigestAlgorithm.of(parameters.getOrDefault("algorithm", "MD5"))
        .map(
            algorithm ->
                new Challenge(
                    realm, nonce, algorithm, Optional.ofNullable(parameters.get("opaque"))));
  }

  /** The Authorization value for a request; empty before the first challenge. */
  synchronized Optional<String> authorization(String method, String uri) {
    return challenge.map(known -> answer(known, method, uri));
  }

  private String answer(Challenge known, String method, String uri) {
    count++;
    byte[] octets = new byte[CNONCE_OCTETS];
    random.nextBytes(octets);
    DigestCredentials unsigned =
        new DigestCredentials(
            user,
            known.realm(),
            known.nonce(),
            uri,
            "",
            known.algorithm().token(),
            HexFormat.of().formatHex(octets),
            String.format(Locale.ROOT, "%08x", count),
            "auth");
    String response =
        DigestCredentials.expectedResponse(
            known.algorithm(),
            known.algorithm().ha1(user, known.realm(), password),
            unsigned,
            method);
    String opaque = known.opaque().map(value -> ", opaque=\"" + value + "\"").orElse("");
    return "Digest username=\"%s\", realm=\"%s\", nonce=\"%s\", uri=\"%s\", response=\"%s\""
            .formatted(user, known.realm(), known.nonce(), uri, response)
        + ", algorithm=%s, cnonce=\"%s\", nc=%s, qop=auth"
            .formatted(known.algorithm().token(), unsigned.cnonce(), unsigned.nc())
        + opaque;
  }
}
