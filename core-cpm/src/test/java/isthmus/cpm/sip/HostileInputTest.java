package isthmus.cpm.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HostileInputTest {
  private static final int MUTATIONS = 3_000;

  /** So few that they fit into the smallest receive buffer. */
  private static final int BATCH = 25;

  @Test
  void afterThreeThousandMutatedRequestsTheNextGoodOnePasses() throws Exception {
    Random random = new Random(20260105);
    try (SipEndpoint endpoint =
            SipEndpoint.start(
                Requests.udp(),
                (request, responder) -> {
                  // Everything that can be read lazily is read, as a real handler may.
                  request.assertedIdentities();
                  request.contacts();
                  request.referredBy();
                  request.acceptContacts();
                  responder.respond(SipAnswer.of(200));
                });
        UdpLine line = new UdpLine(endpoint.listenPoints().getFirst().port());
        UdpLine good = new UdpLine(endpoint.listenPoints().getFirst().port())) {
      for (int i = 0; i < MUTATIONS; i++) {
        line.send(mutated(random, i, line.local()));
        if (i % BATCH == BATCH - 1) {
          aGoodOnePasses(good, 1_000_000 + i);
        }
      }
      Requests.await(() -> endpoint.counters().inProgress() == 0);
      Requests.await(() -> refused(endpoint.counters()) > MUTATIONS / 10);
    }
  }

  @Test
  void randomDatagramsAreCountedAsJunkAndNothingElse() throws Exception {
    Random random = new Random(7);
    try (SipEndpoint endpoint =
            SipEndpoint.start(
                Requests.udp(), (request, responder) -> responder.respond(SipAnswer.of(200)));
        UdpLine line = new UdpLine(endpoint.listenPoints().getFirst().port());
        UdpLine good = new UdpLine(endpoint.listenPoints().getFirst().port())) {
      for (int i = 0; i < 1_000; i++) {
        byte[] noise = new byte[1 + random.nextInt(1500)];
        random.nextBytes(noise);
        line.send(noise);
        if (i % BATCH == BATCH - 1) {
          aGoodOnePasses(good, i);
        }
      }
      Requests.await(() -> endpoint.counters().junk() > 900);
    }
  }

  /** Its answer also says that all before it were read from the socket. */
  private static void aGoodOnePasses(UdpLine good, int number) throws IOException {
    good.send(Requests.message(number, "Subject: good"));
    assertThat(good.receive())
        .startsWith("SIP/2.0 200 OK")
        .contains("Call-ID: m" + number + "@client");
  }

  private static long refused(SipCounters counters) {
    return counters.junk() + counters.rejectedMalformed();
  }

  private static byte[] mutated(Random random, int number, String local) {
    String text =
        Requests.message(
            number,
            """
            P-Asserted-Identity: "A" <sip:a@example.org>, <tel:+15551>
            Contact: <sip:a@192.0.2.1:5062;transport=tcp>;q=0.5;+sip.instance="<urn:x>"
            Referred-By: <sip:r@example.org>;add-ref=x\
            """);
    byte[] octets = Transcript.message(text.replace("\n", "\r\n"), local);
    int changes = 1 + random.nextInt(6);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(octets.length);
      octets =
          switch (random.nextInt(4)) {
            case 0 -> flipped(octets, at, (byte) random.nextInt(256));
            case 1 -> Arrays.copyOf(octets, Math.max(1, at));
            case 2 -> inserted(octets, at, pick(random));
            default -> inserted(octets, at, pick(random).repeat(1 + random.nextInt(50)));
          };
    }
    return octets;
  }

  private static String pick(Random random) {
    String[] parts = {
      "\r\n", "<", ">", "\"", ";", ",", ":", "=", "%", "[", "@", "\\", "\0", " ", "é", "*"
    };
    return parts[random.nextInt(parts.length)];
  }

  private static byte[] flipped(byte[] octets, int at, byte value) {
    byte[] changed = octets.clone();
    changed[at] = value;
    return changed;
  }

  private static byte[] inserted(byte[] octets, int at, String text) {
    byte[] more = text.getBytes(StandardCharsets.UTF_8);
    byte[] changed = new byte[octets.length + more.length];
    System.arraycopy(octets, 0, changed, 0, at);
    System.arraycopy(more, 0, changed, at, more.length);
    System.arraycopy(octets, at, changed, at + more.length, octets.length - at);
    return changed;
  }
}
