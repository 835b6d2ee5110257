package isthmus.cpm.sip;

import java.security.SecureRandom;

/**
 * To tags that are the same for every answer to one transaction and cannot be guessed from outside,
 * as a stateless server needs them (RFC 3261 §8.2.7).
 */
final class ToTags {
  private final long seed = new SecureRandom().nextLong();

  String of(String transactionKey) {
    long hash = seed;
    for (int i = 0; i < transactionKey.length(); i++) {
      hash = (hash ^ transactionKey.charAt(i)) * 0x100000001b3L;
      hash ^= hash >>> 29;
    }
    return Long.toHexString(hash | 0x1000000000000000L);
  }
}
