package isthmus.cpm.registration;

import isthmus.cpm.sip.SipParameters;
import isthmus.cpm.sip.SipSyntaxException;
import java.util.Map;

/**
 * The value of an Authorization header with the Digest scheme and qop=auth (RFC 7616 §3.4).
 *
 * @param nc the nonce count as eight hexadecimal digits
 */
public record DigestCredentials(
    String username,
    String realm,
    String nonce,
    String uri,
    String response,
    String algorithm,
    String cnonce,
    String nc,
    String qop) {

  /** Whether a value is of the Digest scheme at all. */
  public static boolean isDigest(String value) {
    return value.regionMatches(true, 0, "Digest ", 0, 7);
  }

  /**
   * Reads a value.
   *
   * @throws SipSyntaxException naming the parameter that is missing or malformed
   */
  public static DigestCredentials parse(String value) {
    if (!isDigest(value)) {
      throw new SipSyntaxException("Authorization: the scheme is not Digest");
    }
    Map<String, String> parameters = SipParameters.commaSeparated(value.substring(7));
    return new DigestCredentials(
        required(parameters, "username"),
        required(parameters, "realm"),
        required(parameters, "nonce"),
        required(parameters, "uri"),
        required(parameters, "response"),
        parameters.getOrDefault("algorithm", "MD5"),
        parameters.getOrDefault("cnonce", ""),
        parameters.getOrDefault("nc", ""),
        parameters.getOrDefault("qop", ""));
  }

  private static String required(Map<String, String> parameters, String name) {
    String value = parameters.getOrDefault(name, "");
    if (value.isEmpty()) {
      throw new SipSyntaxException("Authorization: " + name + " is missing");
    }
    return value;
  }

  /** The nonce count, or -1 when it is not eight hexadecimal digits. */
  long nonceCount() {
    return nc.matches("[0-9A-Fa-f]{8}") ? Long.parseLong(nc, 16) : -1;
  }

  /** The response that a holder of H(A1) gives (RFC 7616 §3.4.1, qop=auth). */
  public static String expectedResponse(
      DigestAlgorithm algorithm, String ha1, DigestCredentials sent, String method) {
    String ha2 = algorithm.hash(method + ":" + sent.uri);
    return algorithm.hash(
        ha1 + ":" + sent.nonce + ":" + sent.nc + ":" + sent.cnonce + ":" + sent.qop + ":" + ha2);
  }

  /** Without the response and the nonces. */
  @Override
  public String toString() {
    return "digest credentials of " + username + " for " + realm;
  }
}
