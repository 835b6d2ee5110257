package isthmus.cpm.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OutboundTimeoutTest {
  private static final SipTimers FAST =
      new SipTimers(Duration.ofMillis(40), Duration.ofMillis(160), Duration.ofMillis(100));

  private static CompletableFuture<SipResult> send(SipEndpoint endpoint, String to) {
    return endpoint.send(OutboundSipRequest.message(to).build()).toCompletableFuture();
  }

  @Test
  void aPeerThatNeverAnswersIsAskedAgainAndThenGivenUp() throws Exception {
    try (SipEndpoint endpoint =
            SipEndpoint.start(Requests.udp().with(FAST), (request, responder) -> {});
        UdpLine peer = new UdpLine(endpoint.listenPoints().getFirst().port())) {
      CompletableFuture<SipResult> result = send(endpoint, "sip:bob@" + peer.local());
      String first = peer.receive();
      assertThat(peer.receive()).isEqualTo(first);
      assertThat(result.get(60, TimeUnit.SECONDS)).isInstanceOf(SipResult.TimedOut.class);
      SipCounters counters = endpoint.counters();
      assertThat(counters.timedOut()).isEqualTo(1);
      assertThat(counters.resent()).isPositive();
      assertThat(counters.inFlight()).isZero();
    }
  }

  @Test
  void anAnswerToSomebodyElseIsStray() throws Exception {
    try (SipEndpoint endpoint =
            SipEndpoint.start(Requests.udp().with(FAST), (request, responder) -> {});
        UdpLine peer = new UdpLine(endpoint.listenPoints().getFirst().port())) {
      CompletableFuture<SipResult> result = send(endpoint, "sip:bob@" + peer.local());
      String request = peer.receive();
      peer.send(Answers.to(request.replace("branch=z9hG4bK", "branch=z9hG4bKx"), "200 OK"));
      peer.send(Answers.to(request.replace("CSeq: 1 MESSAGE", "CSeq: 1 OPTIONS"), "200 OK"));
      assertThat(result.get(60, TimeUnit.SECONDS)).isInstanceOf(SipResult.TimedOut.class);
      Requests.await(() -> endpoint.counters().strayResponses() == 2);
    }
  }

  @Test
  void beyondTheLimitInFlightARequestFailsAtOnceAndStoppingEndsTheRest() throws Exception {
    SipEndpoint endpoint =
        SipEndpoint.start(
            Requests.udp().with(SipLimits.defaults().withMaxInFlight(1)),
            (request, responder) -> {});
    try (endpoint;
        UdpLine peer = new UdpLine(endpoint.listenPoints().getFirst().port())) {
      CompletableFuture<SipResult> first = send(endpoint, "sip:bob@" + peer.local());
      assertThat(send(endpoint, "sip:bob@" + peer.local()).get(60, TimeUnit.SECONDS))
          .isEqualTo(new SipResult.TransportFailed("more than 1 requests in flight"));
      endpoint.stop();
      assertThat(first.get(60, TimeUnit.SECONDS))
          .isEqualTo(new SipResult.TransportFailed("the SIP endpoint was stopped"));
    }
  }

  @Test
  void aTelUriWithoutNextHopCannotBeSent() throws Exception {
    try (SipEndpoint endpoint = SipEndpoint.start(Requests.udp(), (request, responder) -> {})) {
      assertThat(send(endpoint, "tel:+15550100002").get(60, TimeUnit.SECONDS))
          .isEqualTo(new SipResult.TransportFailed("no next hop: not a sip or sips URI"));
    }
  }
}
