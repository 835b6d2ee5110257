package isthmus.cpm.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import isthmus.cpm.port.FreePorts;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointLifecycleTest {
  private static SipEndpoint start(String... listen) throws IOException {
    return SipEndpoint.start(
        SipConfig.of(List.of(listen).stream().map(ListenPoint::parse).toList()),
        (request, responder) -> responder.respond(SipAnswer.of(200)));
  }

  @Test
  void aPortInUseIsNamedAndWhatWasBoundBeforeIsFreed() throws Exception {
    try (SipEndpoint first = start("udp://127.0.0.1:0")) {
      String taken = "udp://127.0.0.1:" + first.listenPoints().getFirst().port();
      int free = new FreePorts().next();
      assertThatThrownBy(() -> start("tcp://127.0.0.1:" + free, taken))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("SIP cannot listen on " + taken + ": ");
      try (SipEndpoint again = start("tcp://127.0.0.1:" + free)) {
        assertThat(again.listenPoints().getFirst().port()).isEqualTo(free);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"udp", "tcp"})
  void aListenPointIsFreeAsSoonAsItsEndpointIsClosed(String transport) throws Exception {
    String point = transport + "://127.0.0.1:" + new FreePorts().next();
    for (int i = 0; i < 200; i++) {
      start(point).close();
    }
  }

  @Test
  void boundToAllAddressesItNamesTheAdvertisedOneInItsVia() throws Exception {
    SipConfig config =
        SipConfig.of(List.of(ListenPoint.parse("udp://0.0.0.0:0")))
            .withAdvertisedHost("gw.example.org");
    try (SipEndpoint endpoint = SipEndpoint.start(config, (request, responder) -> {});
        UdpLine peer = new UdpLine(endpoint.listenPoints().getFirst().port())) {
      endpoint.send(OutboundSipRequest.message("sip:bob@" + peer.local()).build());
      assertThat(peer.receive())
          .contains(
              "\r\nVia: SIP/2.0/UDP gw.example.org:"
                  + endpoint.listenPoints().getFirst().port()
                  + ";branch=z9hG4bK");
    }
  }

  @Test
  void aRequestFollowsItsFirstRoute() throws Exception {
    try (SipEndpoint endpoint = start("udp://127.0.0.1:0");
        UdpLine edge = new UdpLine(endpoint.listenPoints().getFirst().port())) {
      endpoint.send(
          OutboundSipRequest.message("sip:bob@192.0.2.1")
              .route("<sip:" + edge.local() + ";lr>")
              .route("<sip:next.example.org;lr>")
              .build());
      assertThat(edge.receive())
          .contains(
              "\r\nRoute: <sip:" + edge.local() + ";lr>\r\nRoute: <sip:next.example.org;lr>\r\n");
    }
  }

  @Test
  void aWarningAndABodyGoOutWithAnAnswer() throws Exception {
    try (SipEndpoint endpoint =
            SipEndpoint.start(
                Requests.udp(),
                (request, responder) ->
                    responder.respond(
                        SipAnswer.of(403)
                            .warning(133, "Size exceeded")
                            .withBody(SipBody.of("text/plain", new byte[] {'n', 'o'}))));
        UdpLine line = new UdpLine(endpoint.listenPoints().getFirst().port())) {
      line.send(Requests.message(1, "Subject: a"));
      assertThat(line.receive())
          .startsWith("SIP/2.0 403 Forbidden")
          .contains("\r\nWarning: 133 isthmus \"Size exceeded\"\r\n")
          .endsWith("Content-Type: text/plain\r\nContent-Length: 2\r\n\r\nno");
    }
  }

  @Test
  void aTlsListenPointWithoutCertificateIsAnError() {
    assertThatThrownBy(
            () -> SipConfig.of(List.of(ListenPoint.parse("tls://127.0.0.1:0")), Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a tls listen point needs a certificate");
  }
}
