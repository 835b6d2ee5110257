package isthmus.gateway.access;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A random text of 256 bits that proves who somebody is: the value of a session's cookie, or a
 * token. Only its hash is kept; that needs no salt and no slowness, since nobody can guess it.
 */
final class SecretKey {
  private static final int OCTETS = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final String text;

  private SecretKey(String text) {
    this.text = text;
  }

  /** A new one. */
  static SecretKey draw() {
    byte[] random = new byte[OCTETS];
    RANDOM.nextBytes(random);
    return new SecretKey(base64(random));
  }

  /** One that somebody presents. */
  static SecretKey presented(String text) {
    return new SecretKey(text);
  }

  /** What the owner holds; never logged. */
  String reveal() {
    return text;
  }

  /** SHA-256. */
  byte[] hash() {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * What a page must send along with whatever changes something: derived from the session, which
   * scripts cannot read, so that it needs no place in the database and ends with it.
   */
  String csrf() {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(text.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return base64(mac.doFinal("isthmus csrf".getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether a page sent the right one, in a time that does not depend on where they differ. */
  boolean matchesCsrf(String sent) {
    return MessageDigest.isEqual(
        csrf().getBytes(StandardCharsets.UTF_8), sent.getBytes(StandardCharsets.UTF_8));
  }

  private static String base64(byte[] octets) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
  }

  @Override
  public String toString() {
    return "***";
  }
}
