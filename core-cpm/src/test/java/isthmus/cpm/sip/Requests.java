package isthmus.cpm.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Requests and settings that several tests use. */
final class Requests {
  private Requests() {}

  static SipConfig udp() {
    return SipConfig.of(List.of(ListenPoint.parse("udp://127.0.0.1:0")));
  }

  /** A good MESSAGE; the number makes Call-ID and branch its own. */
  static String message(int number, String header) {
    return message(number, "branch" + number, "UDP", header);
  }

  static String message(int number, String branch, String transport, String header) {
    return """
    MESSAGE sip:bob@example.org SIP/2.0
    Via: SIP/2.0/%s {local};branch=z9hG4bK%s;rport
    Max-Forwards: 70
    From: <sip:alice@example.org>;tag=a1
    To: <sip:bob@example.org>
    Call-ID: m%d@client
    CSeq: 1 MESSAGE
    %s
    Content-Type: text/plain
    Content-Length: {length}

    hello\
    """
        .formatted(transport, branch, number, header);
  }

  /** Waits for a condition that other threads bring about. */
  static void await(BooleanSupplier condition) {
    long until = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("the condition is met in time").isLessThan(until);
      LockSupport.parkNanos(1_000_000);
    }
  }
}
