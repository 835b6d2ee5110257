package isthmus.cpm.registration;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/** Hash algorithms of digest authentication (RFC 7616 §3.2, RFC 8760 §2). */
public enum DigestAlgorithm {
  SHA_256("SHA-256"),
  MD5("MD5");

  private final String token;

  DigestAlgorithm(String token) {
    this.token = token;
  }

  /** The value of the {@code algorithm} parameter. */
  public String token() {
    return token;
  }

  /** The algorithm of a token, in any case; session variants are not supported. */
  public static Optional<DigestAlgorithm> of(String token) {
    String upper = token.toUpperCase(Locale.ROOT);
    for (DigestAlgorithm algorithm : values()) {
      if (algorithm.token.equals(upper)) {
        return Optional.of(algorithm);
      }
    }
    return Optional.empty();
  }

  /** The hash in lower-case hexadecimal: H(data) of RFC 7616 §3.3. */
  public String hash(String data) {
    try {
      byte[] digest =
          MessageDigest.getInstance(token).digest(data.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + token, e);
    }
  }

  /** H(A1) for user, realm and password (RFC 7616 §3.4.2). */
  public String ha1(String username, String realm, String password) {
    return hash(username + ":" + realm + ":" + password);
  }
}
