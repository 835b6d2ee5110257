package isthmus.cpm.registration;

import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The highest nonce count seen for each nonce, so that a request recorded on the wire cannot be
 * played again (RFC 7616 §5.5). Bounded: the nonce made known first is forgotten first, and from
 * then on no nonce made before it is believed. Safe for any thread.
 */
final class NonceCounts {
  private record Use(Instant made, long highest) {}

  private final int maxNonces;
  private final Map<String, Use> uses = new LinkedHashMap<>();
  private Instant forgottenUpTo = Instant.MIN;

  NonceCounts(int maxNonces) {
    this.maxNonces = maxNonces;
  }

  /** Takes note of a use; false when it is, or may be, one seen before. */
  synchronized boolean isNew(String nonce, Instant made, long count) {
    Use use = uses.get(nonce);
    if (use != null) {
      if (count <= use.highest()) {
        return false;
      }
      uses.put(nonce, new Use(made, count));
      return true;
    }
    // A nonce not known here starts at 1, unless it was known and forgotten.
    if (count != 1 || !made.isAfter(forgottenUpTo)) {
      return false;
    }
    uses.put(nonce, new Use(made, count));
    forgetOldest();
    return true;
  }

  private void forgetOldest() {
    Iterator<Use> oldest = uses.values().iterator();
    while (uses.size() > maxNonces) {
      Use forgotten = oldest.next();
      oldest.remove();
      if (forgotten.made().isAfter(forgottenUpTo)) {
        forgottenUpTo = forgotten.made();
      }
    }
  }
}
