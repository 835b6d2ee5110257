package isthmus.cpm.sip;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures one endpoint over UDP on loopback, no test: {@code SipLoad <seconds> <in per second>
 * <out per second>}; a rate of 0 leaves a direction out, -1 drives it with a window instead. Prints
 * rates, losses and the CPU time of the endpoint's threads and of the generator's apart.
 */
public final class SipLoad {
  private static final int WINDOW = 200;
  private static final String CPIM =
      """
      From: <sip:anonymous@anonymous.invalid>
      To: <sip:anonymous@anonymous.invalid>
      NS: imdn <urn:ietf:params:imdn>
      imdn.Message-ID: Xk3f9a01c2d4
      DateTime: 2026-01-05T10:15:30.000Z
      imdn.Disposition-Notification: positive-delivery, negative-delivery, display

      Content-Type: text/plain; charset=UTF-8
      Content-Length: 5

      hello\
      """
          .replace("\n", "\r\n");

  private final AtomicBoolean running = new AtomicBoolean(true);
  private final LongAdder answeredIn = new LongAdder();
  private final LongAdder offeredIn = new LongAdder();
  private final LongAdder offeredOut = new LongAdder();
  private final LongAdder answeredOut = new LongAdder();
  private final LongAdder failedOut = new LongAdder();

  private SipLoad() {}

  public static void main(String[] args) throws Exception {
    new SipLoad()
        .run(Integer.parseInt(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2]));
  }

  private void run(int seconds, int in, int out) throws Exception {
    try (SipEndpoint endpoint =
            SipEndpoint.start(
                SipConfig.of(List.of(ListenPoint.parse("udp://127.0.0.1:0")))
                    .with(SipLimits.defaults().withMaxRequestsPerSecond(1_000_000)),
                (request, responder) ->
                    responder.respond(
                        SipAnswer.of(202)
                            .with("Conversation-ID", request.conversationId().orElse(""))));
        DatagramSocket client = socket();
        DatagramSocket peer = socket()) {
      int port = endpoint.listenPoints().getFirst().port();
      Semaphore window = new Semaphore(WINDOW);
      if (in != 0) {
        start("load-in-answers", () -> countAnswers(client, window));
        start("load-in", () -> paced(in, window, n -> sendIn(client, port, n)));
      }
      if (out != 0) {
        Semaphore outWindow = new Semaphore(WINDOW);
        start("load-peer", () -> answer(peer));
        start("sip-out", () -> paced(out, outWindow, n -> sendOut(endpoint, peer, outWindow)));
      }
      pause(3_000);
      report(endpoint, seconds);
      running.set(false);
    }
  }

  private void report(SipEndpoint endpoint, int seconds) {
    Map<String, Long> before = cpuByThread();
    long in = answeredIn.sum();
    long out = answeredOut.sum();
    long start = System.nanoTime();
    pause(seconds * 1_000L);
    double elapsed = (System.nanoTime() - start) / 1e9;
    double inRate = (answeredIn.sum() - in) / elapsed;
    double outRate = (answeredOut.sum() - out) / elapsed;
    Map<String, Double> cpu = new TreeMap<>();
    cpuByThread()
        .forEach(
            (name, nanos) ->
                cpu.put(name, (nanos - before.getOrDefault(name, 0L)) / elapsed / 1e7));
    double own =
        cpu.entrySet().stream()
            .filter(entry -> entry.getKey().startsWith("sip-"))
            .mapToDouble(Map.Entry::getValue)
            .sum();
    print(
        "in answered/s %.0f, out answered/s %.0f, out failed %d", inRate, outRate, failedOut.sum());
    print("endpoint threads %.0f%% of a core; each: %s", own, cpu);
    print(
        "heap used %d MiB",
        (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) >> 20);
    print("%s", endpoint.counters());
    print(
        "offered in %d answered %d, offered out %d answered %d",
        offeredIn.sum(), answeredIn.sum(), offeredOut.sum(), answeredOut.sum());
  }

  @FormatMethod
  private static void print(@FormatString String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }

  private interface Shot {
    void fire(long number) throws IOException;
  }

  private void paced(int perSecond, Semaphore window, Shot shot) {
    long begin = System.nanoTime();
    for (long n = 0; running.get(); n++) {
      if (perSecond > 0) {
        long due = begin + n * 1_000_000_000L / perSecond;
        for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
          LockSupport.parkNanos(wait);
        }
      } else {
        window.acquireUninterruptibly();
      }
      try {
        shot.fire(n);
      } catch (IOException e) {
        return;
      }
    }
  }

  private void sendIn(DatagramSocket socket, int port, long n) throws IOException {
    offeredIn.increment();
    String head =
        "MESSAGE tel:+15550100002 SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:"
            + socket.getLocalPort()
            + ";branch=z9hG4bKload"
            + n
            + ";rport\r\nMax-Forwards: 70\r\n"
            + "From: <sip:+15550100001@example.net>;tag=t"
            + n
            + "\r\nTo: <tel:+15550100002>\r\n"
            + "Call-ID: load"
            + n
            + "@127.0.0.1\r\n"
            + "CSeq: 1 MESSAGE\r\n"
            + "P-Asserted-Identity: <sip:+15550100001@example.net>\r\n"
            + "P-Asserted-Service: urn:urn-7:3gpp-service.ims.icsi.oma.cpm.msg\r\n"
            + "Accept-Contact:"
            + " *;+g.3gpp.icsi-ref=\"urn%3Aurn-7%3A3gpp-service.ims.icsi.oma.cpm.msg\";require;explicit\r\n"
            + "Request-Disposition: no-fork\r\n"
            + "Conversation-ID: 0b9b1a52-6d1e-4ac4-9d73-"
            + n
            + "\r\nContribution-ID: 7a7b0a9e-20f5-4e0d-b8f7-"
            + n
            + "\r\nUser-Agent: CPM-client/OMA2.1 load/0.1\r\nContent-Type: message/cpim\r\n"
            + "Content-Length: "
            + CPIM.length()
            + "\r\n\r\n"
            + CPIM;
    byte[] octets = head.getBytes(StandardCharsets.UTF_8);
    socket.send(new DatagramPacket(octets, octets.length, InetAddress.getLoopbackAddress(), port));
  }

  private void sendOut(SipEndpoint endpoint, DatagramSocket peer, Semaphore window) {
    offeredOut.increment();
    endpoint
        .send(
            OutboundSipRequest.message("sip:+15550100002@127.0.0.1:" + peer.getLocalPort())
                .from("tel:+15550100001")
                .header("P-Asserted-Identity", "<tel:+15550100001>")
                .header("P-Asserted-Service", "urn:urn-7:3gpp-service.ims.icsi.oma.cpm.msg")
                .header("Conversation-ID", "0b9b1a52-6d1e-4ac4-9d73-6d0a5f3f2f10")
                .header("Contribution-ID", "7a7b0a9e-20f5-4e0d-b8f7-3df1a0c0a001")
                .body("message/cpim", CPIM.getBytes(StandardCharsets.UTF_8))
                .build())
        .whenComplete(
            (result, failure) -> {
              window.release();
              if (result instanceof SipResult.Answered answered && answered.isSuccess()) {
                answeredOut.increment();
              } else {
                failedOut.increment();
              }
            });
  }

  private void countAnswers(DatagramSocket socket, Semaphore window) {
    DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
    while (running.get()) {
      try {
        packet.setLength(4096);
        socket.receive(packet);
        answeredIn.increment();
        window.release();
      } catch (IOException e) {
        return;
      }
    }
  }

  private void answer(DatagramSocket socket) {
    DatagramPacket packet = new DatagramPacket(new byte[8192], 8192);
    while (running.get()) {
      try {
        packet.setLength(8192);
        socket.receive(packet);
        String request =
            new String(packet.getData(), 0, packet.getLength(), StandardCharsets.ISO_8859_1);
        byte[] octets = Answers.to(request, "200 OK");
        socket.send(new DatagramPacket(octets, octets.length, packet.getSocketAddress()));
      } catch (IOException e) {
        return;
      }
    }
  }

  private static Map<String, Long> cpuByThread() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    Map<String, Long> cpu = new TreeMap<>();
    for (long id : threads.getAllThreadIds()) {
      ThreadInfo info = threads.getThreadInfo(id);
      if (info != null) {
        cpu.merge(info.getThreadName(), threads.getThreadCpuTime(id), Long::sum);
      }
    }
    return cpu;
  }

  private static DatagramSocket socket() throws IOException {
    DatagramSocket socket =
        new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    socket.setReceiveBufferSize(4 << 20);
    return socket;
  }

  private static void start(String name, Runnable task) {
    Thread.ofPlatform().name(name).daemon(true).start(task);
  }

  private static void pause(long millis) {
    long until = System.nanoTime() + millis * 1_000_000L;
    for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
