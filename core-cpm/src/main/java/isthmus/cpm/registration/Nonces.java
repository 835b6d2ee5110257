package isthmus.cpm.registration;

import java.nio.ByteBuffer;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Nonces that carry their own time and a seal (RFC 7616 §5.4's time-stamp and private key), so that
 * none is stored and every node with the same key knows them. Safe for any thread.
 */
public final class Nonces {
  private static final int TIME_AND_SALT_BYTES = 16;
  private static final int SEAL_BYTES = 16;

  private final SecretKeySpec key;
  private final Duration lifetime;
  private final SecureRandom random = new SecureRandom();

  /** What a nonce is. */
  public enum Standing {
    FRESH,
    /** Ours, and too old: the client may try again with a new one without asking its user. */
    STALE,
    /** Not ours. */
    FORGED
  }

  /**
   * With a key shared by all nodes.
   *
   * @throws IllegalArgumentException when the key is shorter than 16 bytes
   */
  public Nonces(byte[] key, Duration lifetime) {
    if (key.length < 16) {
      throw new IllegalArgumentException("the nonce key needs 16 bytes or more");
    }
    this.key = new SecretKeySpec(key, "HmacSHA256");
    this.lifetime = lifetime;
  }

  /** With a key of its own, which ends with this process. */
  public static Nonces withOwnKey(Duration lifetime) {
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    return new Nonces(key, lifetime);
  }

  /** A new nonce. */
  public String make(Instant now) {
    byte[] head =
        ByteBuffer.allocate(TIME_AND_SALT_BYTES)
            .putLong(now.toEpochMilli())
            .putLong(random.nextLong())
            .array();
    byte[] whole = Arrays.copyOf(head, TIME_AND_SALT_BYTES + SEAL_BYTES);
    System.arraycopy(seal(head), 0, whole, TIME_AND_SALT_BYTES, SEAL_BYTES);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
  }

  public Standing standing(String nonce, Instant now) {
    Optional<Instant> made = madeAt(nonce);
    if (made.isEmpty()) {
      return Standing.FORGED;
    }
    boolean young = now.isBefore(made.get().plus(lifetime));
    return young ? Standing.FRESH : Standing.STALE;
  }

  /** When one of ours was made; empty for any other. */
  Optional<Instant> madeAt(String nonce) {
    byte[] whole;
    try {
      whole = Base64.getUrlDecoder().decode(nonce);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    if (whole.length != TIME_AND_SALT_BYTES + SEAL_BYTES) {
      return Optional.empty();
    }
    byte[] head = Arrays.copyOf(whole, TIME_AND_SALT_BYTES);
    byte[] sealed = Arrays.copyOfRange(whole, TIME_AND_SALT_BYTES, whole.length);
    if (!MessageDigest.isEqual(sealed, seal(head))) {
      return Optional.empty();
    }
    return Optional.of(Instant.ofEpochMilli(ByteBuffer.wrap(head).getLong()));
  }

  private byte[] seal(byte[] head) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return Arrays.copyOf(mac.doFinal(head), SEAL_BYTES);
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }
}
