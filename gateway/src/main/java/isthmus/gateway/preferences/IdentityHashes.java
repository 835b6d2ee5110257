package isthmus.gateway.preferences;

import isthmus.cpm.address.Identity;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Which identities may have an entry: 64 bits of each, about 16 bytes for one. Says at times yes to
 * one that has none, never no to one that has. Any thread may ask; nothing is ever taken out.
 */
final class IdentityHashes {
  private static final int LEAST = 1 << 10;

  private volatile AtomicLongArray slots = new AtomicLongArray(LEAST);
  private int used;

  /** Adds an identity. */
  synchronized void add(Identity identity) {
    if (used * 2 >= slots.length()) {
      AtomicLongArray larger = new AtomicLongArray(slots.length() * 2);
      for (int i = 0; i < slots.length(); i++) {
        if (slots.get(i) != 0) {
          put(larger, slots.get(i));
        }
      }
      slots = larger;
    }
    if (put(slots, hash(identity.value()))) {
      used++;
    }
  }

  /** False when the identity has certainly no entry. */
  boolean mayContain(Identity identity) {
    AtomicLongArray table = slots;
    long hash = hash(identity.value());
    int mask = table.length() - 1;
    for (int i = (int) hash & mask; ; i = (i + 1) & mask) {
      long found = table.get(i);
      if (found == hash) {
        return true;
      }
      if (found == 0) {
        return false;
      }
    }
  }

  private static boolean put(AtomicLongArray table, long hash) {
    int mask = table.length() - 1;
    int i = (int) hash & mask;
    while (table.get(i) != 0) {
      if (table.get(i) == hash) {
        return false;
      }
      i = (i + 1) & mask;
    }
    table.set(i, hash);
    return true;
  }

  /** FNV-1a over the characters, mixed once more so that the low bits are good; never 0. */
  private static long hash(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    hash = (hash ^ (hash >>> 32)) * 0xd6e8feb86659fd93L;
    hash ^= hash >>> 32;
    return hash == 0 ? 1 : hash;
  }
}
