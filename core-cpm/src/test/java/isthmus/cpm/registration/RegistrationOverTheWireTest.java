package isthmus.cpm.registration;

import static org.assertj.core.api.Assertions.assertThat;

import isthmus.cpm.sip.Hop;
import isthmus.cpm.sip.ListenPoint;
import isthmus.cpm.sip.OutboundSipRequest;
import isthmus.cpm.sip.SipAnswer;
import isthmus.cpm.sip.SipConfig;
import isthmus.cpm.sip.SipEndpoint;
import isthmus.cpm.sip.SipParameters;
import isthmus.cpm.sip.SipRequestHandler;
import isthmus.cpm.sip.SipResult;
import isthmus.cpm.sip.Transport;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class RegistrationOverTheWireTest {
  private static final Instant NOW = Instant.parse("2026-01-05T10:00:00Z");

  private static SipEndpoint endpoint(SipRequestHandler handler) throws Exception {
    return SipEndpoint.start(
        SipConfig.of(List.of(ListenPoint.parse("udp://127.0.0.1:0"))), handler);
  }

  private static SipResult.Answered send(
      SipEndpoint from, SipEndpoint to, OutboundSipRequest.Builder request) throws Exception {
    Hop hop = new Hop(Transport.UDP, "127.0.0.1", to.listenPoints().getFirst().port());
    return (SipResult.Answered)
        from.send(request.nextHop(hop).build()).toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  private static OutboundSipRequest.Builder register(int cseq) {
    return OutboundSipRequest.request("REGISTER", "sip:example.org")
        .from("sip:alice@example.org")
        .to("sip:alice@example.org")
        .callId("reg1")
        .cseq(cseq)
        .header("Contact", "<sip:alice@127.0.0.1:5999>;+sip.instance=\"<urn:uuid:1>\"")
        .header("Expires", "600");
  }

  /** One user's bindings, enough for this test. */
  private static final class OneUser implements BindingStore {
    private List<Binding> kept = new ArrayList<>();

    @Override
    public synchronized List<Binding> bindings(String aor, Instant now) {
      return List.copyOf(kept);
    }

    @Override
    public synchronized Registration change(
        String aor, Function<List<Binding>, Registration> change) {
      Registration changed = change.apply(kept);
      kept = changed.bindings();
      return changed;
    }

    @Override
    public int removeExpired(Instant now) {
      return 0;
    }
  }

  @Test
  void aClientIsChallengedRegistersAndMayNotRegisterAnother() throws Exception {
    OneUser store = new OneUser();
    RegistrarService registrar =
        new RegistrarService(
            new DigestAuthenticator(
                "example.org",
                List.of(DigestAlgorithm.SHA_256),
                (user, realm) -> Optional.of(new Credential.Password("secret")),
                Nonces.withOwnKey(Duration.ofMinutes(5)),
                100,
                DigestAuthenticator.UriRule.SAME_RESOURCE),
            AorOwnership.sameUserIn("example.org"),
            new Registrar(RegistrarPolicy.defaults()),
            store,
            InstantSource.fixed(NOW));
    try (SipEndpoint server =
            endpoint(
                (request, responder) -> responder.respond(registrar.register(request).answer()));
        SipEndpoint client = endpoint((request, responder) -> {})) {
      SipResult.Answered challenged = send(client, server, register(1));
      assertThat(challenged.status()).isEqualTo(401);

      SipResult.Answered accepted =
          send(client, server, register(2).header("Authorization", proof(challenged, "00000001")));
      assertThat(accepted.status()).isEqualTo(200);
      assertThat(accepted.headers().first("Contact"))
          .contains("<sip:alice@127.0.0.1:5999>;expires=600;+sip.instance=\"<urn:uuid:1>\"");
      assertThat(accepted.headers().first("Date")).contains("Mon, 05 Jan 2026 10:00:00 GMT");
      assertThat(store.bindings("sip:alice@example.org", NOW)).hasSize(1);

      SipResult.Answered foreign =
          send(
              client,
              server,
              register(3)
                  .to("sip:bob@example.org")
                  .header("Authorization", proof(challenged, "00000002")));
      assertThat(foreign.status()).isEqualTo(403);
    }
  }

  private static String proof(SipResult.Answered challenge, String nc) {
    String value = challenge.headers().first("WWW-Authenticate").orElseThrow();
    String nonce =
        Optional.ofNullable(SipParameters.commaSeparated(value.substring(7)).get("nonce"))
            .orElseThrow();
    String head =
        "Digest username=\"alice\", realm=\"example.org\", nonce=\""
            + nonce
            + "\", uri=\"sip:example.org\", algorithm=SHA-256, qop=auth, cnonce=\"c\", nc="
            + nc;
    DigestAlgorithm sha = DigestAlgorithm.SHA_256;
    String response =
        DigestCredentials.expectedResponse(
            sha,
            sha.ha1("alice", "example.org", "secret"),
            DigestCredentials.parse(head + ", response=\"x\""),
            "REGISTER");
    return head + ", response=\"" + response + "\"";
  }

  @Test
  void aThirdPartyRegisterTellsTheUserTheTimeAndTheClientsTags() throws Exception {
    BlockingQueue<RegistrationEvent> events = new LinkedBlockingQueue<>();
    try (SipEndpoint server =
            endpoint(
                (request, responder) -> {
                  events.add(ThirdPartyRegister.read(request));
                  responder.respond(SipAnswer.of(200));
                });
        SipEndpoint client = endpoint((request, responder) -> {})) {
      String body =
          """
          --b1
          Content-Type: application/3gpp-ims+xml

          <ims-3gpp version="1"/>
          --b1
          Content-Type: message/sip

          REGISTER sip:example.net SIP/2.0
          To: <sip:+15550100001@example.net>
          m: <sip:a@192.0.2.1>;+g.3gpp.icsi-ref="urn%3Aurn-7%3A3gpp-service.ims.icsi.oma.cpm.msg"

          --b1--
          """
              .replace("\n", "\r\n");
      assertThat(
              send(
                      client,
                      server,
                      thirdParty("600000")
                          .body(
                              "multipart/mixed;boundary=\"b1\"",
                              body.getBytes(StandardCharsets.UTF_8)))
                  .status())
          .isEqualTo(200);
      RegistrationEvent event = events.take();
      assertThat(event.user()).isEqualTo("sip:+15550100001@example.net");
      assertThat(event.isRegistered()).isTrue();
      assertThat(event.expires()).isEqualTo(Duration.ofMinutes(10_000));
      assertThat(event.features().supportsPager()).isTrue();

      send(client, server, thirdParty("0"));
      assertThat(events.take().isRegistered()).isFalse();

      assertThat(send(client, server, thirdParty("soon")).status()).isEqualTo(400);
    }
  }

  private static OutboundSipRequest.Builder thirdParty(String expires) {
    return OutboundSipRequest.request("REGISTER", "sip:cpm-pf.example.net")
        .from("sip:scscf.example.net")
        .to("sip:+15550100001@example.net")
        .header("Contact", "<sip:scscf.example.net:6060>")
        .header("Expires", expires)
        .header("Event", "registration");
  }
}
