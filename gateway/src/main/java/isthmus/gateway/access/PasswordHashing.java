package isthmus.gateway.access;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Passwords as Argon2id hashes (RFC 9106) in the PHC string format, {@code
 * $argon2id$v=19$m=…,t=…,p=…$SALT$HASH}: each names the cost it was made with, so that costs can
 * rise and old hashes still be read. A few are computed at a time, since each takes memory.
 */
final class PasswordHashing {
  private static final int SALT_OCTETS = 16;
  private static final int HASH_OCTETS = 32;
  private static final int AT_ONCE = 2;
  private static final long PATIENCE_SECONDS = 10;

  /** What a hash of our own can look like; others are not computed at all. */
  private static final Pattern PHC =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,2}),p=(\\d)\\$([A-Za-z0-9+/]{22})"
              + "\\$([A-Za-z0-9+/]{43})");

  private final Cost cost;
  private final SecureRandom random = new SecureRandom();
  private final Semaphore slots = new Semaphore(AT_ONCE, true);

  /** Of a password that nobody has: unknown names take as long as known ones. */
  private final String nobody;

  /**
   * How hard a hash is to compute.
   *
   * @param kibibytes of memory
   * @param passes over it
   */
  record Cost(int kibibytes, int passes) {
    /** What OWASP's Password Storage Cheat Sheet asks for at least, and a little more. */
    static final Cost DEFAULT = new Cost(32 * 1_024, 2);
  }

  PasswordHashing(Cost cost) {
    this.cost = requireNonNull(cost);
    this.nobody = hash(SecretKey.draw().reveal());
  }

  /** The hash of a password. */
  String hash(String password) {
    byte[] salt = new byte[SALT_OCTETS];
    random.nextBytes(salt);
    byte[] hash = compute(password, salt, cost, 1);
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return "$argon2id$v=19$m=%d,t=%d,p=1$%s$%s"
        .formatted(
            cost.kibibytes(),
            cost.passes(),
            base64.encodeToString(salt),
            base64.encodeToString(hash));
  }

  /** Whether a password is the one of a hash; compared in constant time. */
  boolean matches(String password, String stored) {
    Matcher phc = PHC.matcher(stored);
    if (!phc.matches()) {
      return false;
    }
    byte[] salt = Base64.getDecoder().decode(phc.group(4));
    Cost then = new Cost(Integer.parseInt(phc.group(1)), Integer.parseInt(phc.group(2)));
    byte[] hash = compute(password, salt, then, Integer.parseInt(phc.group(3)));
    return MessageDigest.isEqual(hash, Base64.getDecoder().decode(phc.group(5)));
  }

  /** Takes as long as a comparison with a hash. */
  void matchesNobody(String password) {
    matches(password, nobody);
  }

  /** Whether a hash was made with another cost than today's. */
  boolean isOutdated(String stored) {
    return !stored.startsWith(
        "$argon2id$v=19$m=%d,t=%d,p=1$".formatted(cost.kibibytes(), cost.passes()));
  }

  private byte[] compute(String password, byte[] salt, Cost with, int lanes) {
    byte[] octets =
        Normalizer.normalize(password, Normalizer.Form.NFKC).getBytes(StandardCharsets.UTF_8);
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    byte[] hash = new byte[HASH_OCTETS];
    await();
    try {
      generator.init(
          new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
              .withVersion(Argon2Parameters.ARGON2_VERSION_13)
              .withMemoryAsKB(with.kibibytes())
              .withIterations(with.passes())
              .withParallelism(lanes)
              .withSalt(salt)
              .build());
      generator.generateBytes(octets, hash);
      return hash;
    } finally {
      slots.release();
    }
  }

  private void await() {
    try {
      if (!slots.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new AccessRefusedException(503, "", "too many log-ins at once; try again");
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new AccessRefusedException(503, "", "the gateway is stopping");
    }
  }
}
