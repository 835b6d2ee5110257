package isthmus.sms;

import isthmus.cpm.interworking.PartStore;
import isthmus.cpm.interworking.PartStore.Part;
import isthmus.sms.text.SmsFormatException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks for messages that stay incomplete and ends them, on a virtual thread of its own. */
final class OverdueParts {
  private static final Logger LOG = LoggerFactory.getLogger(OverdueParts.class);
  private static final int BATCH = 100;

  private final PartStore store;
  private final AssembledMessages messages;
  private final Duration timeout;
  private final InstantSource clock;
  private final Thread thread;

  OverdueParts(PartStore store, AssembledMessages messages, Duration timeout, InstantSource clock) {
    this.store = store;
    this.messages = messages;
    this.timeout = timeout;
    this.clock = clock;
    this.thread = Thread.ofVirtual().name("sms-overdue-parts").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  void stop() {
    thread.interrupt();
  }

  private void run() {
    Duration pause = Duration.ofMillis(Math.clamp(timeout.toMillis() / 4, 10, 5_000));
    try {
      while (true) {
        Thread.sleep(pause);
        sweep();
      }
    } catch (InterruptedException _) {
      // Stopped.
    }
  }

  private void sweep() throws InterruptedException {
    try {
      List<List<Part>> groups =
          store.overdue(clock.instant().minus(timeout), BATCH).toCompletableFuture().get();
      for (List<Part> group : groups) {
        end(group);
      }
    } catch (ExecutionException | RuntimeException e) {
      LOG.warn("overdue parts could not be read: {}", e.toString());
    }
  }

  private void end(List<Part> group) throws InterruptedException {
    if (group.isEmpty()) {
      return;
    }
    Part first = group.getFirst();
    LOG.info("{}: {} of {} parts came in time", first.group(), group.size(), first.total());
    try {
      var _ = messages.giveUp(group).toCompletableFuture().get();
    } catch (ExecutionException | RuntimeException e) {
      if (e instanceof SmsFormatException || e.getCause() instanceof SmsFormatException) {
        LOG.error("{}: parts that nobody can read are removed: {}", first.group(), e.toString());
        var _ = store.remove(first.group());
      } else {
        LOG.warn("{}: overdue parts stay until the next round: {}", first.group(), e.toString());
      }
    }
  }
}
