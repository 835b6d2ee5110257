package isthmus.cpm.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SipTextFormsTest {
  @ParameterizedTest
  @CsvSource({
    "192.0.2.0/24, 192.0.2.255, true",
    "192.0.2.0/24, 192.0.3.0, false",
    "192.0.2.128/25, 192.0.2.127, false",
    "10.1.2.3, 10.1.2.3, true",
    "10.1.2.3, 10.1.2.4, false",
    "0.0.0.0/0, 203.0.113.9, true",
    "0.0.0.0/0, 2001:db8::1, false",
    "2001:db8::/33, 2001:db8:7fff::1, true",
    "2001:db8::/33, 2001:db8:8000::1, false"
  })
  void anAddressIsTrustedWhenABlockContainsIt(String block, String address, boolean trusted)
      throws Exception {
    assertThat(TrustedPeers.parse(List.of(block)).trusts(InetAddress.ofLiteral(address)))
        .isEqualTo(trusted);
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.0/33", "example.org", "192.0.2.0/", "", "10.0.0.0/-1"})
  void whatIsNoAddressBlockIsNamed(String block) {
    assertThatThrownBy(() -> TrustedPeers.parse(List.of(block)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"" + block + "\"");
  }

  @ParameterizedTest
  @CsvSource({
    "sip:bob@192.0.2.1, udp://192.0.2.1:5060",
    "sip:bob@192.0.2.1:5070;transport=TCP, tcp://192.0.2.1:5070",
    "sips:bob@example.org, tls://example.org:5061",
    "sip:[2001:db8::1]:5062;transport=tls, tls://[2001:db8::1]:5062",
    "sip:+15551;phone-context=x@example.org;user=phone;lr, udp://example.org:5060"
  })
  void aUriNamesItsHop(String uri, String hop) {
    assertThat(Hop.of(uri).toString()).isEqualTo(hop);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"tel:+15551", "sip:", "sip:bob@host;transport=sctp", "sip:a b@host", "http://x"})
  void whatNamesNoHopIsASyntaxError(String uri) {
    assertThatThrownBy(() -> Hop.of(uri)).isInstanceOf(SipSyntaxException.class);
  }

  @Test
  void aListenPointIsReadWithOrWithoutPort() {
    assertThat(ListenPoint.parse("udp://127.0.0.1:5070"))
        .isEqualTo(new ListenPoint(Transport.UDP, "127.0.0.1", 5070));
    assertThat(ListenPoint.parse("tls://[::1]"))
        .isEqualTo(new ListenPoint(Transport.TLS, "::1", 5061));
    assertThatThrownBy(() -> ListenPoint.parse("sctp://127.0.0.1"))
        .hasMessage("unknown SIP transport \"sctp\": allowed are udp, tcp and tls");
    assertThatThrownBy(() -> ListenPoint.parse("127.0.0.1:5060"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anAddressKeepsItsParametersAndLosesTheirQuotes() {
    NameAddress address =
        NameAddress.parse(
            "\"Bob, B.\" <sip:bob@192.0.2.1;transport=tcp>;q=0.7;+sip.instance=\"<urn:uuid:1>\";"
                + "+g.3gpp.icsi-ref=\"urn%3Aa,urn%3Ab\";+g.gsma.rcs.msgrevoke");
    assertThat(address.displayName()).contains("Bob, B.");
    assertThat(address.uri()).isEqualTo("sip:bob@192.0.2.1;transport=tcp");
    assertThat(address.parameter("+sip.instance")).contains("<urn:uuid:1>");
    assertThat(address.parameter("+g.3gpp.icsi-ref")).contains("urn%3Aa,urn%3Ab");
    assertThat(address.parameter("+g.gsma.rcs.msgrevoke")).contains("");
  }

  @Test
  void aHeaderCannotCarryALineBreak() {
    assertThatThrownBy(() -> new SipHeader("Subject", "a\r\nEvil: b"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> OutboundSipRequest.message("sip:a@b\r\nX: y").build())
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(SipAnswer.of(400, "bad\r\nthing").reason()).isEqualTo("bad  thing");
  }

  @Test
  void theOldestAnswersAreForgottenBeyondTheBoundAndAllAfterTheirTime() {
    AnswerCache cache = new AnswerCache(2, 1_000_000, Duration.ofSeconds(32));
    for (String key : List.of("a", "b", "c")) {
      cache.answer(cache.open(key, 0).orElseThrow(), SipAnswer.of(200), 10);
    }
    assertThat(cache.answersKept()).isEqualTo(2);
    assertThat(cache.find("a")).isEmpty();
    assertThat(cache.find("c")).isPresent();
    assertThat(cache.sweep(Duration.ofSeconds(33).toNanos())).isZero();
    assertThat(cache.answersKept()).isZero();
    assertThat(cache.find("c")).isEmpty();
  }

  @Test
  void answersAreBoundedByMemoryToo() {
    AnswerCache cache = new AnswerCache(1000, 2_000, Duration.ofSeconds(32));
    for (int i = 0; i < 100; i++) {
      cache.answer(cache.open("key" + i, 0).orElseThrow(), SipAnswer.of(200), 10);
    }
    assertThat(cache.answersKept()).isBetween(5, 10);
  }

  @Test
  void aTimerRunsAtItsTimeEvenBeyondOneTurnOfTheWheel() {
    Instant start = Instant.parse("2026-01-05T10:00:00Z");
    AtomicReference<Instant> now = new AtomicReference<>(start);
    TimerWheel wheel = new TimerWheel(Duration.ofMillis(10), 8, now::get);
    List<String> fired = new ArrayList<>();
    wheel.schedule(start.plusMillis(25), () -> fired.add("25"));
    wheel.schedule(start.plusMillis(500), () -> fired.add("500"));
    wheel.schedule(start.minusMillis(5), () -> fired.add("past"));
    for (int millis = 0; millis <= 600; millis += 10) {
      now.set(start.plusMillis(millis));
      int before = fired.size();
      wheel.advance();
      if (fired.size() > before && fired.getLast().equals("500")) {
        assertThat(millis).isEqualTo(500);
      }
    }
    assertThat(fired).containsExactly("past", "25", "500");
  }
}
