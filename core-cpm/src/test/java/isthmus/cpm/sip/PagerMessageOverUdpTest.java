package isthmus.cpm.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PagerMessageOverUdpTest {
  private static SipEndpoint udpEndpoint(SipRequestHandler handler) throws Exception {
    return SipEndpoint.start(
        SipConfig.of(List.of(ListenPoint.parse("udp://127.0.0.1:0"))), handler);
  }

  @Test
  void aPagerMessageIsHandedOnWithItsHeadersAndAnsweredWhereItCameFrom() throws Exception {
    CompletableFuture<SipRequest> seen = new CompletableFuture<>();
    try (SipEndpoint endpoint =
            udpEndpoint(
                (request, responder) -> {
                  seen.complete(request);
                  responder.respond(
                      SipAnswer.of(202)
                          .with("Conversation-ID", request.conversationId().orElse("")));
                });
        UdpLine line = new UdpLine(endpoint.listenPoints().getFirst().port())) {
      Transcript.play("pager-message.txt", line);

      SipRequest request = seen.get(60, TimeUnit.SECONDS);
      assertThat(request.requestUri()).isEqualTo("tel:+15550100002");
      assertThat(request.from().uri()).isEqualTo("sip:+15550100001@example.net");
      assertThat(request.fromTag()).contains("11aa");
      assertThat(request.to().uri()).isEqualTo("tel:+15550100002");
      assertThat(request.preferredIdentities())
          .extracting(NameAddress::uri)
          .containsExactly("sip:+15550100001@example.net");
      assertThat(request.acceptContacts())
          .containsExactly(
              "*;+g.3gpp.icsi-ref=\"urn%3Aurn-7%3A3gpp-service.ims.icsi.oma.cpm.msg\";"
                  + "require;explicit");
      assertThat(request.contributionId()).contains("7a7b0a9e-20f5-4e0d-b8f7-3df1a0c0a001");
      assertThat(request.inReplyToContributionId()).isPresent();
      assertThat(request.contentType()).contains("message/cpim");
      assertThat(new String(request.body().octets(), StandardCharsets.UTF_8)).endsWith("hello");
      assertThat(request.source().port()).isEqualTo(line.port());
    }
  }

  @Test
  void aMessageOfOursReachesThePeerAndItsAnswerComesBack() throws Exception {
    try (SipEndpoint endpoint = udpEndpoint((request, responder) -> {});
        UdpLine peer = new UdpLine(endpoint.listenPoints().getFirst().port())) {
      CompletableFuture<SipResult> result =
          endpoint
              .send(
                  OutboundSipRequest.message("sip:bob@" + peer.local())
                      .from("sip:alice@example.org")
                      .header("P-Asserted-Identity", "<tel:+15550100001>")
                      .header("Conversation-ID", "c1")
                      .body("text/plain", "hi".getBytes(StandardCharsets.UTF_8))
                      .build())
              .toCompletableFuture();
      String request = peer.receive();
      assertThat(request).startsWith("MESSAGE sip:bob@" + peer.local() + " SIP/2.0\r\n");
      assertThat(request).contains("\r\nP-Asserted-Identity: <tel:+15550100001>\r\n");
      assertThat(request).contains("\r\nUser-Agent: CPM-serv/OMA2.1\r\n");
      assertThat(request).endsWith("Content-Length: 2\r\n\r\nhi");

      peer.send(Answers.to(request, "100 Trying"));
      peer.send(Answers.to(request, "200 OK"));

      assertThat(result.get(60, TimeUnit.SECONDS))
          .isInstanceOfSatisfying(
              SipResult.Answered.class, answer -> assertThat(answer.status()).isEqualTo(200));
      assertThat(endpoint.counters().inFlight()).isZero();
    }
  }
}
