package isthmus.cpm.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RetransmissionTest {
  private record Call(SipRequest request, SipResponder responder) {}

  private final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();
  private Optional<SipEndpoint> started = Optional.empty();

  private SipEndpoint endpoint(SipConfig config) throws Exception {
    SipEndpoint endpoint =
        SipEndpoint.start(config, (request, responder) -> calls.add(new Call(request, responder)));
    started = Optional.of(endpoint);
    return endpoint;
  }

  @AfterEach
  void stop() {
    started.ifPresent(SipEndpoint::close);
  }

  private static UdpLine line(SipEndpoint endpoint) throws Exception {
    return new UdpLine(endpoint.listenPoints().getFirst().port());
  }

  private Call nextCall() throws Exception {
    return Optional.ofNullable(calls.poll(60, TimeUnit.SECONDS)).orElseThrow();
  }

  @Test
  void aRetransmissionInProgressIsDroppedAndAfterTheAnswerGetsTheSameAnswer() throws Exception {
    SipEndpoint endpoint = endpoint(Requests.udp());
    try (UdpLine line = line(endpoint)) {
      line.send(Requests.message(1, "Subject: a"));
      Call call = nextCall();
      line.send(Requests.message(1, "Subject: a"));
      Requests.await(() -> endpoint.counters().retransmissionsAbsorbed() == 1);
      call.responder().respond(SipAnswer.of(202).with("Conversation-ID", "c"));
      String first = line.receive();
      line.send(Requests.message(1, "Subject: a"));
      assertThat(line.receive()).isEqualTo(first).startsWith("SIP/2.0 202 Accepted");
      assertThat(calls).isEmpty();
    }
  }

  @Test
  void onlyTheFirstAnswerCounts() throws Exception {
    SipEndpoint endpoint = endpoint(Requests.udp());
    try (UdpLine line = line(endpoint)) {
      line.send(Requests.message(1, "Subject: a"));
      Call call = nextCall();
      call.responder().respond(SipAnswer.of(202));
      call.responder().respond(SipAnswer.of(500));
      assertThat(line.receive()).startsWith("SIP/2.0 202");
      assertThat(endpoint.counters().answeredByStatus()).containsOnlyKeys(202);
      assertThat(endpoint.counters().inProgress()).isZero();
    }
  }

  @Test
  void aForkedCopyReachesTheHandlerAndIsRecognisable() throws Exception {
    SipEndpoint endpoint = endpoint(Requests.udp());
    try (UdpLine line = line(endpoint)) {
      line.send(Requests.message(1, "left", "UDP", "Subject: a"));
      line.send(Requests.message(1, "right", "UDP", "Subject: a"));
      SipRequest left = nextCall().request();
      SipRequest right = nextCall().request();
      assertThat(left.requestKey()).isEqualTo(right.requestKey());
      assertThat(left.transactionKey()).isNotEqualTo(right.transactionKey());
    }
  }

  @Test
  void moreThanTheAllowedRequestsInProgressGet503WithRetryAfter() throws Exception {
    SipEndpoint endpoint =
        endpoint(Requests.udp().with(SipLimits.defaults().withMaxRequestsInProgress(1)));
    try (UdpLine line = line(endpoint)) {
      line.send(Requests.message(1, "Subject: a"));
      Call first = nextCall();
      line.send(Requests.message(2, "Subject: b"));
      assertThat(line.receive())
          .startsWith("SIP/2.0 503 Service Unavailable")
          .contains("\r\nRetry-After: 5\r\n");
      first.responder().respond(SipAnswer.of(202));
      assertThat(line.receive()).startsWith("SIP/2.0 202");
      line.send(Requests.message(2, "Subject: b"));
      nextCall().responder().respond(SipAnswer.of(202));
      assertThat(line.receive()).startsWith("SIP/2.0 202");
      assertThat(endpoint.counters().rejectedByOverload()).isEqualTo(1);
    }
  }

  @Test
  void moreThanTheAllowedRequestsPerSecondGet503() throws Exception {
    SipEndpoint endpoint =
        endpoint(Requests.udp().with(SipLimits.defaults().withMaxRequestsPerSecond(3)));
    try (UdpLine line = line(endpoint)) {
      long start = System.nanoTime();
      for (int i = 0; i < 30; i++) {
        line.send(Requests.message(i, "Subject: a"));
      }
      Requests.await(() -> calls.size() + endpoint.counters().rejectedByOverload() == 30);
      // A second that had begun, those that passed, and the one that has begun since.
      long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
      assertThat(calls.size()).isBetween(3, Math.toIntExact(3 * (2 + seconds)));
    }
  }

  @Test
  void theLayerAboveCanRefuseToo() throws Exception {
    try (SipEndpoint endpoint =
            SipEndpoint.start(
                Requests.udp(),
                (request, responder) -> calls.add(new Call(request, responder)),
                () -> Optional.of(Duration.ofSeconds(30)));
        UdpLine line = line(endpoint)) {
      line.send(Requests.message(1, "Subject: a"));
      assertThat(line.receive()).startsWith("SIP/2.0 503").contains("\r\nRetry-After: 30\r\n");
      assertThat(calls).isEmpty();
    }
  }

  @Test
  void aRequestThatIsNeverAnsweredGivesItsPlaceBack() throws Exception {
    SipTimers fast =
        new SipTimers(Duration.ofMillis(5), Duration.ofMillis(20), Duration.ofMillis(20));
    SipRequestHandler handler =
        (request, responder) -> {
          if (request.callId().equals("m1@client")) {
            calls.add(new Call(request, responder));
          } else {
            responder.respond(SipAnswer.of(200));
          }
        };
    try (SipEndpoint endpoint =
            SipEndpoint.start(
                Requests.udp().with(fast).with(SipLimits.defaults().withMaxRequestsInProgress(1)),
                handler);
        UdpLine line = line(endpoint)) {
      line.send(Requests.message(1, "Subject: a"));
      Call forgotten = nextCall();
      Requests.await(() -> endpoint.counters().abandoned() == 1);
      assertThat(endpoint.counters().inProgress()).isZero();
      forgotten.responder().respond(SipAnswer.of(202));
      line.send(Requests.message(2, "Subject: b"));
      assertThat(line.receive()).startsWith("SIP/2.0 200").contains("Call-ID: m2@client");
    }
  }
}
