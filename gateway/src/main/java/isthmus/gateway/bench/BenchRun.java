package isthmus.gateway.bench;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** What a run of the bench works with. */
record BenchRun(BenchSite site, Ledger ledger, BenchPeers peers, PrintWriter out) {
  private static final Duration DRAIN_PATIENCE = Duration.ofMinutes(3);
  private static final Duration STALL = Duration.ofSeconds(20);
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  Reading reading(GatewayProcess gateway) {
    ProcessUsage postgres =
        ProcessUsage.postgres(site.data())
            .map(ProcessUsage::of)
            .orElse(new ProcessUsage(Duration.ZERO, java.util.OptionalLong.empty()));
    return new Reading(
        System.nanoTime(),
        peers.receipts(),
        ProcessUsage.ofAlone(gateway.handle()),
        postgres,
        ProcessUsage.ofAlone(ProcessHandle.current()));
  }

  boolean isReady() {
    return peers.linked() && GatewayProcess.answers(site.sip());
  }

  void say(String line) {
    out.println(line);
    out.flush();
  }

  /** Waits until everything accepted is submitted and notified, or nothing moves any more. */
  void drain(int from, int to) {
    long deadline = System.nanoTime() + DRAIN_PATIENCE.toNanos();
    long lastMove = System.nanoTime();
    long open = Long.MAX_VALUE;
    while (System.nanoTime() < deadline && System.nanoTime() - lastMove < STALL.toNanos()) {
      peers.load().settle(System.nanoTime() + POLL_NANOS);
      Account account = Account.of(ledger, from, to);
      if (account.isSettled() && peers.load().isSettled()) {
        return;
      }
      long now = (long) account.lost() + account.missing() + account.unanswered();
      if (now != open) {
        open = now;
        lastMove = System.nanoTime();
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }
}
