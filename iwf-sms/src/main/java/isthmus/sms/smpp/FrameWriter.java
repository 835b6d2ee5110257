package isthmus.sms.smpp;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Writes PDUs in the order they are queued, as many as are waiting with one system call. Queuing
 * never blocks; the reading side calls {@link #awaitRoom} so that a peer that sends but does not
 * read cannot fill our memory.
 */
final class FrameWriter {
  private static final int BATCH_OCTETS = 16 * 1024;
  private static final long HIGH_WATER_OCTETS = 1024 * 1024;

  private final OutputStream out;
  private final LinkedBlockingQueue<byte[]> queue = new LinkedBlockingQueue<>();
  private final AtomicLong queuedOctets = new AtomicLong();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition room = lock.newCondition();
  private volatile boolean stopped;

  FrameWriter(OutputStream out) {
    this.out = out;
  }

  void queue(byte[] pdu) {
    queuedOctets.addAndGet(pdu.length);
    queue.add(pdu);
  }

  /** Lets {@link #run} return once everything queued so far is written. */
  void finish() {
    queue.add(new byte[0]);
  }

  /** Gives up: releases whoever waits for room. */
  void abandon() {
    stopped = true;
    finish();
    signalRoom();
  }

  /** Blocks while more than 1 MiB waits to be written. */
  void awaitRoom() throws InterruptedException {
    if (queuedOctets.get() < HIGH_WATER_OCTETS) {
      return;
    }
    lock.lock();
    try {
      while (queuedOctets.get() >= HIGH_WATER_OCTETS && !stopped) {
        room.await();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Writes until {@link #finish}. */
  void run() throws IOException, InterruptedException {
    byte[] batch = new byte[BATCH_OCTETS];
    while (true) {
      byte[] pdu = queue.take();
      int filled = 0;
      while (pdu != null && pdu.length > 0 && filled + pdu.length <= BATCH_OCTETS) {
        System.arraycopy(pdu, 0, batch, filled, pdu.length);
        filled += pdu.length;
        pdu = queue.poll();
      }
      write(batch, filled);
      if (pdu != null && pdu.length > 0) {
        write(pdu, pdu.length);
      }
      if (stopped || (pdu != null && pdu.length == 0)) {
        return;
      }
    }
  }

  private void write(byte[] octets, int length) throws IOException {
    if (length == 0) {
      return;
    }
    out.write(octets, 0, length);
    out.flush();
    long before = queuedOctets.getAndAdd(-length);
    if (before >= HIGH_WATER_OCTETS) {
      signalRoom();
    }
  }

  private void signalRoom() {
    lock.lock();
    try {
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
