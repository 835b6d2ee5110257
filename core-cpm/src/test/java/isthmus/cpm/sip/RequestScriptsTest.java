package isthmus.cpm.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestScriptsTest {
  @ParameterizedTest
  @ValueSource(strings = {"options.txt", "refusals.txt", "several-vias.txt"})
  void aRequestIsAnsweredAsTheScriptSays(String script) throws Exception {
    try (SipEndpoint endpoint = answering(SipAnswer.of(200));
        UdpLine line = new UdpLine(endpoint.listenPoints().getFirst().port())) {
      Transcript.play(script, line);
    }
  }

  @Test
  void whatCannotBeAnsweredIsCountedAndLeftAlone() throws Exception {
    try (SipEndpoint endpoint = answering(SipAnswer.of(200));
        UdpLine line = new UdpLine(endpoint.listenPoints().getFirst().port())) {
      line.waitAtMost(200);
      Transcript.play("silence.txt", line);
      Requests.await(() -> endpoint.counters().junk() == 2);
      Requests.await(() -> endpoint.counters().strayResponses() == 1);
      Requests.await(() -> endpoint.counters().receivedByMethod().containsKey("ACK"));
    }
  }

  @Test
  void aHandlerThatMeetsABrokenHeaderMakesA400AndOneThatFailsA500() throws Exception {
    try (SipEndpoint endpoint =
            SipEndpoint.start(
                Requests.udp(),
                (request, responder) -> {
                  assertThat(request.assertedIdentities()).isEmpty();
                  throw new IllegalStateException("a defect");
                });
        UdpLine line = new UdpLine(endpoint.listenPoints().getFirst().port())) {
      line.send(Requests.message(1, "P-Asserted-Identity: <sip:broken"));
      assertThat(line.receive())
          .startsWith("SIP/2.0 400 Bad Request: P-Asserted-Identity: the value does not follow");
      line.send(Requests.message(2, "Subject: fine"));
      assertThat(line.receive()).startsWith("SIP/2.0 500 Server Internal Error");
    }
  }

  @Test
  void aMessageOverTheLimitGets513() throws Exception {
    try (SipEndpoint endpoint =
            SipEndpoint.start(
                Requests.udp().with(SipLimits.defaults().withMaxMessageBytes(600)),
                (request, responder) -> responder.respond(SipAnswer.of(200)));
        UdpLine line = new UdpLine(endpoint.listenPoints().getFirst().port())) {
      line.send(Requests.message(1, "Subject: " + "x".repeat(600)));
      assertThat(line.receive()).startsWith("SIP/2.0 513 Message Too Large");
      line.send(Requests.message(2, "Subject: short"));
      assertThat(line.receive()).startsWith("SIP/2.0 200 OK");
      assertThat(endpoint.counters().rejectedMalformed()).isEqualTo(1);
    }
  }

  private static SipEndpoint answering(SipAnswer answer) throws Exception {
    return SipEndpoint.start(
        SipConfig.of(List.of(ListenPoint.parse("udp://127.0.0.1:0"))),
        (request, responder) -> responder.respond(answer));
  }
}
