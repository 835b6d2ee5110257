package isthmus.sms;

import isthmus.cpm.interworking.OutboundMessage;
import isthmus.cpm.message.Content;
import isthmus.sms.smpp.SmscLinkConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;

/**
 * Loads the interworking function against a trivial SMSC in the same process and prints rates.
 *
 * <p>Run: {@code SmsThroughput [messages]}.
 */
final class SmsThroughput {
  private SmsThroughput() {}

  /** Submits with 500 under way, then measures content. */
  public static void main(String[] arguments) throws Exception {
    int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 200_000;
    try (TestSmsc smsc = new TestSmsc()) {
      smsc.recording = false;
      SmscLinkConfig link =
          SmscLinkConfig.of("s1", "127.0.0.1", smsc.port(), "esme", "pw")
              .withPace(
                  new SmscLinkConfig.Pace(
                      100, 0, 10_000, Duration.ofSeconds(1), Duration.ofSeconds(30)));
      try (Fixture gateway = new Fixture(Fixture.settings(SmscSettings.of(link))).up("s1")) {
        for (int round = 1; round <= 3; round++) {
          submit(gateway, "Hello, this is an ordinary message of some length.", count);
        }
        submit(gateway, "An emoji message \uD83C\uDF89 of three parts. ".repeat(5), count / 5);
        inbound(smsc, gateway, count / 4);
        measure(gateway, "Hello, this is an ordinary message of some length.", 500_000);
        measure(gateway, "ж and more of a long text in UCS-2, ".repeat(10), 20_000);
      }
    }
    System.exit(0);
  }

  private static void submit(Fixture gateway, String text, int count) throws InterruptedException {
    List<OutboundMessage> messages = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      messages.add(Fixture.message(text, "+1555" + (1_000_000 + i)));
    }
    Semaphore window = new Semaphore(500);
    LongAdder accepted = new LongAdder();
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      window.acquire();
      gateway.sms.submit(
          messages.get(i % messages.size()),
          outcome -> {
            accepted.add(outcome.parts().size());
            window.release();
          });
    }
    window.acquire(500);
    print("messages submitted, " + accepted.sum() + " parts", count, start);
  }

  private static void inbound(TestSmsc smsc, Fixture gateway, int count)
      throws InterruptedException {
    Semaphore window = new Semaphore(100);
    gateway.inbound.recording = false;
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      window.acquire();
      var _ =
          smsc.send(Pdus.deliver("An ordinary reply of some length"))
              .whenComplete((_, _) -> window.release());
    }
    window.acquire(100);
    print("messages taken in", count, start);
  }

  private static void measure(Fixture gateway, String text, int count) {
    Content content = Content.text(text);
    long start = System.nanoTime();
    long sum = 0;
    for (int i = 0; i < count; i++) {
      sum += gateway.sms.measure(content).getOrDefault("segments", 0L);
    }
    print("measurements (" + sum / count + " segments)", count, start);
  }

  private static void print(String what, int count, long start) {
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        "%,d %s in %.2f s: %,.0f/s, %.1f µs each%n",
        count, what, seconds, count / seconds, seconds * 1e6 / count);
  }
}
