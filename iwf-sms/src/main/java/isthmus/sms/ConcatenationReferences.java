package isthmus.sms;

import isthmus.cpm.message.DeliveryKey;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * References of long messages. A reference follows from the key of the delivery, so that any node
 * continues a message with the reference that it began with; only where two recent messages between
 * the same parties would share one does the younger take the next. Safe for any thread.
 */
final class ConcatenationReferences {
  private static final int MAX_PAIRS = 20_000;
  private static final int MAX_REMEMBERED = 100;

  private record Pair(String from, String to, int max) {}

  private record Use(DeliveryKey delivery, int reference) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Pair, ArrayDeque<Use>> recent = new LinkedHashMap<>(16, 0.75f, true);

  /** The reference of a delivery, 0 to {@code max}, which is one less than a power of two. */
  int of(DeliveryKey delivery, String from, String to, int max) {
    lock.lock();
    try {
      ArrayDeque<Use> uses =
          recent.computeIfAbsent(new Pair(from, to, max), _ -> new ArrayDeque<>());
      for (Use use : uses) {
        if (use.delivery().equals(delivery)) {
          return use.reference();
        }
      }
      int reference = natural(delivery, max);
      while (isUsed(uses, reference)) {
        reference = (reference + 1) & max;
      }
      uses.addLast(new Use(delivery, reference));
      if (uses.size() > MAX_REMEMBERED) {
        uses.removeFirst();
      }
      forgetEldest();
      return reference;
    } finally {
      lock.unlock();
    }
  }

  /** What the key alone says. */
  static int natural(DeliveryKey delivery, int max) {
    long mixed =
        delivery.value().getMostSignificantBits()
            ^ Long.rotateLeft(delivery.value().getLeastSignificantBits(), 23);
    mixed = (mixed ^ (mixed >>> 31)) * 0x9E37_79B9_7F4A_7C15L;
    return (int) (mixed >>> 40) & max;
  }

  private static boolean isUsed(ArrayDeque<Use> uses, int reference) {
    for (Use use : uses) {
      if (use.reference() == reference) {
        return true;
      }
    }
    return false;
  }

  private void forgetEldest() {
    if (recent.size() > MAX_PAIRS) {
      Iterator<Pair> eldest = recent.keySet().iterator();
      eldest.next();
      eldest.remove();
    }
  }
}
