package isthmus.cpm.registration;

import static org.assertj.core.api.Assertions.assertThat;

import isthmus.cpm.registration.RegisterRequest.Contacts;
import isthmus.cpm.sip.Hop;
import isthmus.cpm.sip.NameAddress;
import isthmus.cpm.sip.Transport;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class RegistrarTest {
  private static final Instant START = Instant.parse("2026-01-05T10:00:00Z");
  private static final Hop UDP_SOURCE = new Hop(Transport.UDP, "192.0.2.9", 40_000);
  private static final Registrar REGISTRAR =
      new Registrar(
          new RegistrarPolicy(
              Duration.ofSeconds(60), Duration.ofSeconds(7200), Duration.ofSeconds(3600), 3));

  private static RegisterRequest request(String callId, long cseq, String expires, Contacts asked) {
    return new RegisterRequest(
        "sip:a@example.org",
        callId,
        cseq,
        asked,
        RegisterRequest.seconds(expires),
        List.of(),
        UDP_SOURCE,
        Optional.empty());
  }

  private static Contacts contacts(String text) {
    return switch (text) {
      case "-" -> new Contacts.Query();
      case "*" -> new Contacts.All();
      default -> {
        List<NameAddress> addresses = new ArrayList<>();
        for (String contact : text.split(" (?=<)", -1)) {
          addresses.add(NameAddress.parse(contact));
        }
        yield new Contacts.Some(addresses);
      }
    };
  }

  private static int status(RegistrarAnswer answer) {
    return switch (answer) {
      case RegistrarAnswer.Registered registered -> 200;
      case RegistrarAnswer.IntervalTooBrief brief -> 423;
      case RegistrarAnswer.Refused refused -> refused.status();
    };
  }

  private static String text(List<Binding> bindings, Instant now) {
    String text =
        bindings.stream()
            .map(b -> b.contact() + "@" + Duration.between(now, b.expiresAt()).toSeconds())
            .collect(Collectors.joining(" "));
    return text.isEmpty() ? "-" : text;
  }

  @TestFactory
  List<DynamicTest> theScriptOfRegistersHolds() throws Exception {
    List<DynamicTest> tests = new ArrayList<>();
    List<Binding> bindings = new ArrayList<>();
    try (InputStream in =
        Objects.requireNonNull(RegistrarTest.class.getResourceAsStream("registrar.csv"))) {
      String script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (String row : script.lines().filter(line -> !line.startsWith("#")).toList()) {
        tests.add(DynamicTest.dynamicTest(row, () -> play(row, bindings)));
      }
    }
    return tests;
  }

  private static void play(String row, List<Binding> bindings) {
    List<String> cells = new ArrayList<>();
    for (String cell : row.split("\\|", -1)) {
      cells.add(cell.strip());
    }
    Instant now = START.plusSeconds(Long.parseLong(cells.get(0)));
    RegisterRequest request =
        request(cells.get(1), Long.parseLong(cells.get(2)), cells.get(3), contacts(cells.get(4)));
    Registration outcome = REGISTRAR.next(bindings, request, now);
    bindings.clear();
    bindings.addAll(outcome.bindings());
    assertThat(status(outcome.answer())).isEqualTo(Integer.parseInt(cells.get(5)));
    assertThat(text(outcome.bindings(), now)).isEqualTo(cells.get(6));
  }

  private static Binding bound(String contact, Hop source) {
    RegisterRequest request =
        new RegisterRequest(
            "sip:a@example.org",
            "x",
            1,
            contacts(contact),
            RegisterRequest.seconds("600"),
            List.of("<sip:edge.example.org;lr>"),
            source,
            Optional.of("linphone"));
    return REGISTRAR.next(List.of(), request, START).bindings().getFirst();
  }

  @Test
  void aBindingKeepsWhatIsNeededToReachAndToJudgeTheDevice() {
    Binding binding =
        bound(
            "<sip:a@192.0.2.9:5070>;q=0.25;+sip.instance=\"<urn:uuid:1>\";reg-id=3;"
                + "+g.3gpp.icsi-ref=\"urn%3Aurn-7%3A3gpp-service.ims.icsi.oma.cpm.msg\"",
            UDP_SOURCE);
    assertThat(binding.qPermille()).isEqualTo(250);
    assertThat(binding.instance()).contains("<urn:uuid:1>");
    assertThat(binding.regId()).hasValue(3);
    assertThat(binding.path()).containsExactly("<sip:edge.example.org;lr>");
    assertThat(binding.features().supportsPager()).isTrue();
    assertThat(binding.nextHop()).isEqualTo(new Hop(Transport.UDP, "192.0.2.9", 5070));
  }

  @Test
  void aDeviceBehindANatOrOnAConnectionIsReachedWhereItCameFrom() {
    assertThat(bound("<sip:a@10.0.0.7:5070>", UDP_SOURCE).nextHop()).isEqualTo(UDP_SOURCE);
    Hop tcp = new Hop(Transport.TCP, "192.0.2.9", 51_234);
    assertThat(bound("<sip:a@192.0.2.9:5060;transport=tcp>", tcp).nextHop()).isEqualTo(tcp);
  }
}
