package isthmus.gateway.assembly;

import isthmus.cpm.sip.SipRequest;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Virtual threads beside those that receive. All requests of a sender, by the From URI, run on the
 * same one and so in their order; what others send goes on meanwhile, mostly.
 */
final class SenderStripes implements Reception, AutoCloseable {
  private static final int STRIPES = 32;

  /** Far more than a sender can have open; together more than are let in. */
  private static final int WAITING_EACH = 1_024;

  private final List<ExecutorService> stripes;

  SenderStripes() {
    stripes = IntStream.range(0, STRIPES).mapToObj(SenderStripes::stripe).toList();
  }

  private static ExecutorService stripe(int number) {
    return new ThreadPoolExecutor(
        1,
        1,
        0,
        TimeUnit.SECONDS,
        new LinkedBlockingQueue<>(WAITING_EACH),
        Thread.ofVirtual().name("isthmus-sender-" + number).factory());
  }

  @Override
  public boolean take(SipRequest request, Runnable work) {
    return take(request.from().uri(), work);
  }

  boolean take(String sender, Runnable work) {
    try {
      stripes.get(Math.floorMod(sender.hashCode(), STRIPES)).execute(work);
      return true;
    } catch (RejectedExecutionException full) {
      return false;
    }
  }

  /** Ends when what waits is done, or soon after. */
  @Override
  public void close() {
    stripes.forEach(ExecutorService::shutdown);
    for (ExecutorService stripe : stripes) {
      try {
        if (!stripe.awaitTermination(1, TimeUnit.SECONDS)) {
          stripe.shutdownNow();
        }
      } catch (InterruptedException stopped) {
        stripe.shutdownNow();
        Thread.currentThread().interrupt();
      }
    }
  }
}
