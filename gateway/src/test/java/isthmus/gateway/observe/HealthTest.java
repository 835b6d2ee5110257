package isthmus.gateway.observe;

import static org.assertj.core.api.Assertions.assertThat;

import isthmus.cpm.interworking.LinkStatus;
import isthmus.cpm.interworking.LinkStatus.State;
import isthmus.gateway.observe.GatewayGauges.DatabaseState;
import isthmus.gateway.observe.GatewayGauges.Figures;
import isthmus.gateway.observe.GatewayGauges.Lanes;
import isthmus.gateway.observe.GatewayGauges.Listener;
import isthmus.gateway.observe.GatewayGauges.Shards;
import isthmus.gateway.observe.GatewayGauges.SipBounds;
import isthmus.gateway.observe.GatewayGauges.Traffic;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          all is well                    | yes | open        | 3 | UP            | ready |
          one of two links is enough     | yes | open        | 3 | DOWN UP       | ready |
          a slowed link carries traffic  | yes | open        | 3 | DEGRADED      | ready |
          the database is away           | no  | open        | 3 | UP            | not   | database: where or why
          no SIP address at all          | yes | -           | 3 | UP            | not   | sip: listens nowhere
          one SIP address is closed      | yes | open closed | 3 | UP            | not   | sip: not listening at closed
          no table is loaded             | yes | open        | - | UP            | not   | routing table: none is loaded
          links only connect             | yes | open        | 3 | CONNECTING    | not   | service sms: 0 of 1 links carry traffic
          all links are down             | yes | open        | 3 | DOWN CLOSED   | not   | service sms: 0 of 2 links carry traffic
          a service without links        | yes | open        | 3 | -             | not   | service sms: has no link
          """)
  void readinessFollowsFromTheStates(
      String name,
      String database,
      String listeners,
      Long table,
      String links,
      String ready,
      String failed) {
    HealthReport report =
        Health.of(
            figures(database.equals("yes"), words(listeners), table),
            words(links).stream().map(State::valueOf).map(HealthTest::link).toList());
    assertThat(report.live()).isTrue();
    assertThat(report.ready()).isEqualTo(ready.equals("ready"));
    assertThat(report.checks().stream().filter(check -> !check.ok()))
        .extracting(check -> check.name() + ": " + check.detail())
        .isEqualTo(failed == null ? List.of() : List.of(failed));
    assertThat(report.links()).hasSize(words(links).size());
  }

  private static List<String> words(String text) {
    return text == null ? List.of() : Arrays.asList(text.split(" "));
  }

  private static Figures figures(boolean writable, List<String> listeners, Long table) {
    return new Figures(
        "n",
        "v",
        Instant.EPOCH,
        listeners.stream().map(at -> new Listener(at, at.equals("open"))).toList(),
        Set.of("sms"),
        new Lanes(0, 1, 0, 1, false),
        List.of(),
        new SipBounds(1, 0, 1, 1, 1),
        new Shards(0, 64),
        new DatabaseState(writable, "where or why", 0, 1),
        table == null ? OptionalLong.empty() : OptionalLong.of(table),
        0,
        new Traffic(0, 0, 0, 0, 0));
  }

  private static LinkStatus link(State state) {
    return new LinkStatus(
        "sms", "s", "ESME", state, Instant.EPOCH, Optional.empty(), Map.of(), Map.of());
  }
}
