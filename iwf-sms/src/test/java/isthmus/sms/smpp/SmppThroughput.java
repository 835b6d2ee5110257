package isthmus.sms.smpp;

import com.sun.management.OperatingSystemMXBean;
import isthmus.sms.Await;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;

/**
 * Measures submits and deliveries between a link and a server in one JVM over loopback, by hand:
 * run {@code main}. Both ends are counted in the CPU time.
 */
final class SmppThroughput {
  private static final int MESSAGES = 300_000;

  private SmppThroughput() {}

  public static void main(String[] arguments) throws Exception {
    System.out.println("direction        window  completions  per second  CPU us/message");
    for (int round = 0; round < 2; round++) {
      for (int window : List.of(1, 10, 100)) {
        submits(window, false);
        submits(window, true);
      }
      deliveries(100);
    }
    System.exit(0);
  }

  private static void submits(int window, boolean inline) throws Exception {
    int count = window == 1 ? MESSAGES / 5 : MESSAGES;
    try (SmppRuntime runtime = SmppRuntime.standard();
        SmppServer server = server(runtime);
        SmscLink link = link(server, inline ? runtime.withCompletions(here()) : runtime, window)) {
      SubmitPdu message = Pdus.submit("A message of about the usual length, all in all.");
      run("submit_sm", window, inline, count, () -> link.submit(message));
    }
  }

  private static void deliveries(int window) throws Exception {
    try (SmppRuntime runtime = SmppRuntime.standard();
        SmppServer server = server(runtime);
        SmscLink _ = link(server, runtime, window)) {
      DeliverPdu receipt =
          DeliverPdu.of(
              Pdus.BOB,
              Pdus.ALICE,
              4,
              0,
              Pdus.octets(
                  "id:000001F4 sub:001 dlvrd:001 submit date:2603151020 done date:2603151021"
                      + " stat:DELIVRD err:000 text:hello"));
      run("deliver_sm", window, false, MESSAGES, () -> server.deliver("esme", receipt));
    }
  }

  private static Executor here() {
    return Runnable::run;
  }

  private static SmppServer server(SmppRuntime runtime) throws Exception {
    EsmeRequests desk =
        new EsmeDesk() {
          @Override
          public CompletionStage<Answer> onMessage(
              EsmeAccount account, String sessionId, MessagePdu message) {
            return CompletableFuture.completedFuture(Answer.taken("0123456789"));
          }
        };
    SmppServer server =
        new SmppServer(
            SmppServerConfig.of("127.0.0.1", 0, "bench"),
            List.of(EsmeAccount.of("esme", "pw")),
            runtime,
            desk);
    server.start();
    return server;
  }

  private static SmscLink link(SmppServer server, SmppRuntime runtime, int window) {
    InboundPdus inbound =
        new Inbox() {
          @Override
          public CompletionStage<Answer> onMessage(String linkId, String bindId, MessagePdu m) {
            return CompletableFuture.completedFuture(Answer.ok());
          }
        };
    SmscLink link =
        new SmscLink(
            Pdus.link(server.port()).withPace(Pdus.pace(window, 0)),
            runtime,
            inbound,
            (_, _, _) -> {});
    link.start();
    Await.until("bound", link::isUp);
    return link;
  }

  private interface Send {
    CompletionStage<RequestResult> one();
  }

  private static void run(String what, int window, boolean inline, int count, Send send)
      throws InterruptedException {
    OperatingSystemMXBean os = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    Semaphore queued = new Semaphore(2_000);
    LongAdder failed = new LongAdder();
    long cpu = os.getProcessCpuTime();
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      queued.acquire();
      var _ =
          send.one()
              .thenAccept(
                  result -> {
                    if (!(result instanceof RequestResult.Accepted)) {
                      failed.increment();
                    }
                    queued.release();
                  });
    }
    queued.acquire(2_000);
    double seconds = (System.nanoTime() - start) / 1e9;
    double micros = (os.getProcessCpuTime() - cpu) / 1e3 / count;
    System.out.printf(
        "%-15s  %6d  %-11s  %10.0f  %14.1f%s%n",
        what,
        window,
        inline ? "inline" : "virtual",
        count / seconds,
        micros,
        failed.sum() == 0 ? "" : "  FAILED " + failed.sum());
  }
}
