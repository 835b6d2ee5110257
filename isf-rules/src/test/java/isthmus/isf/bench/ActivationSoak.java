package isthmus.isf.bench;

import isthmus.isf.Activation;
import isthmus.isf.InterworkingSelection;
import isthmus.isf.IsfRules;
import isthmus.isf.SelectionRequest;
import isthmus.isf.policy.RuleSet;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Activates rule sets under load and prints what memory and messages feel of it: {@code
 * ActivationSoak [activations, 500] [policy rows, 30]}. Not a test.
 */
final class ActivationSoak {
  private final AtomicBoolean stop = new AtomicBoolean();
  private final AtomicLong selections = new AtomicLong();
  private final AtomicLong errors = new AtomicLong();
  private final AtomicLong slowest = new AtomicLong();

  private ActivationSoak() {}

  public static void main(String[] arguments) throws InterruptedException {
    int activations = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 500;
    int rows = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 30;
    new ActivationSoak().run(activations, rows);
  }

  private void run(int activations, int rows) throws InterruptedException {
    RuleSet rules = Samples.big(rows);
    try (IsfRules holder = new IsfRules(InstantSource.system())) {
      activate(holder, rules);
      CountDownLatch done = new CountDownLatch(1);
      Thread.ofPlatform().start(() -> load(holder, rules, done));
      System.out.println("activations | heap MB | metaspace MB | classes | selections | errors");
      for (int i = 1; i <= activations; i++) {
        activate(holder, rules);
        if (i == 10 || i % 100 == 0 || i == activations) {
          print(i);
        }
      }
      stop.set(true);
      done.await();
    }
    System.out.printf(
        Locale.ROOT,
        "slowest selection %.1f ms, on a machine that compiled all the while%n",
        slowest.get() / 1e6);
  }

  private static void activate(IsfRules holder, RuleSet rules) {
    if (holder.activate(rules) instanceof Activation.Refused refused) {
      throw new IllegalStateException(refused.why());
    }
  }

  private void load(IsfRules holder, RuleSet rules, CountDownLatch done) {
    InterworkingSelection selection = Samples.selection(holder);
    List<SelectionRequest> requests = Samples.requests(rules, 1_000);
    try {
      for (int i = 0; !stop.get(); i = (i + 1) % requests.size()) {
        long began = System.nanoTime();
        selection.select(requests.get(i));
        slowest.accumulateAndGet(System.nanoTime() - began, Math::max);
        selections.incrementAndGet();
      }
    } catch (RuntimeException e) {
      errors.incrementAndGet();
      System.out.println(e);
    } finally {
      done.countDown();
    }
  }

  private void print(int activation) {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    long metaspace =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getName().equals("Metaspace"))
            .mapToLong(ActivationSoak::used)
            .sum();
    System.out.printf(
        Locale.ROOT,
        "%11d | %7.1f | %12.1f | %7d | %,d | %d%n",
        activation,
        (runtime.totalMemory() - runtime.freeMemory()) / 1e6,
        metaspace / 1e6,
        ManagementFactory.getClassLoadingMXBean().getLoadedClassCount(),
        selections.get(),
        errors.get());
  }

  private static long used(MemoryPoolMXBean pool) {
    return pool.getUsage().getUsed();
  }
}
