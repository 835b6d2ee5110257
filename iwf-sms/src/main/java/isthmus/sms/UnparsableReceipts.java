package isthmus.sms;

import isthmus.cpm.interworking.Remark;
import isthmus.sms.mapping.DeliveryReport;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The newest receipts that could not be read, for operators; safe for any thread. */
final class UnparsableReceipts {
  private static final Logger LOG = LoggerFactory.getLogger(UnparsableReceipts.class);
  private static final int MAX = 100;
  private static final int HEAD_OCTETS = 32;

  private final ReentrantLock lock = new ReentrantLock();
  private final ArrayDeque<Remark> newest = new ArrayDeque<>();

  void add(String peer, Instant at, DeliveryReport.Unparsable report) {
    String hex = report.raw().toHex();
    LOG.warn("{}: a receipt cannot be read: {}", peer, report.reason());
    // The user's text, if any, stands at the end of a receipt.
    LOG.debug("{}: it begins {}", peer, hex.substring(0, Math.min(hex.length(), 2 * HEAD_OCTETS)));
    lock.lock();
    try {
      newest.addFirst(new Remark("sms", peer, at, report.reason(), hex));
      if (newest.size() > MAX) {
        newest.removeLast();
      }
    } finally {
      lock.unlock();
    }
  }

  List<Remark> newestFirst() {
    lock.lock();
    try {
      return List.copyOf(newest);
    } finally {
      lock.unlock();
    }
  }
}
