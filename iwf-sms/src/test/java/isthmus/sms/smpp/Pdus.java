package isthmus.sms.smpp;

import isthmus.cpm.codec.mime.Octets;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Messages and settings that tests share. */
final class Pdus {
  static final SmppAddress ALICE = SmppAddress.international("15551000001");
  static final SmppAddress BOB = SmppAddress.international("15557654321");

  private Pdus() {}

  static Octets octets(String text) {
    return Octets.of(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  static SubmitPdu submit(String text) {
    return SubmitPdu.of(ALICE, BOB, 0, octets(text));
  }

  static DeliverPdu deliver(String text) {
    return DeliverPdu.of(BOB, ALICE, 0, 0, octets(text));
  }

  /** Time-outs of a test: 30 s for responses unless told otherwise, quick reconnects. */
  static SmscLinkConfig.Timers timers(Duration response, Duration enquireLink) {
    return new SmscLinkConfig.Timers(
        Duration.ofSeconds(20),
        response,
        enquireLink,
        2,
        Duration.ofMillis(20),
        Duration.ofMillis(200),
        Duration.ofHours(1),
        0.25,
        Duration.ofSeconds(2));
  }

  static SmscLinkConfig.Timers timers() {
    return timers(Duration.ofSeconds(30), Duration.ofSeconds(30));
  }

  static SmscLinkConfig.Pace pace(int window, double rate) {
    return new SmscLinkConfig.Pace(
        window, rate, 100_000, Duration.ofMillis(50), Duration.ofMillis(400));
  }

  static SmscLinkConfig link(int port) {
    return SmscLinkConfig.of("s1", "127.0.0.1", port, "esme", "pw")
        .withTimers(timers())
        .withPace(pace(100, 0));
  }
}
