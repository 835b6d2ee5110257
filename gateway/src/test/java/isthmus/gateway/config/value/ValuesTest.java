package isthmus.gateway.config.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.time.Duration;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class ValuesTest {

  @ParameterizedTest
  @CsvSource({
    "500ms, PT0.5S",
    "10s, PT10S",
    "5 m, PT5M",
    "24h, PT24H",
    "2d, PT48H",
    "0, PT0S",
    "PT1H30M, PT1H30M"
  })
  void durations(String text, String iso) {
    assertThat(Durations.parse(text)).isEqualTo(Duration.parse(iso));
  }

  @ParameterizedTest
  @CsvSource({"1300, 1300", "64KiB, 65536", "1 MiB, 1048576", "64kB, 64000", "2GB, 2000000000"})
  void sizes(String text, long bytes) {
    assertThat(DataSize.parse(text).bytes()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @CsvSource({
    "sip:10.0.0.1, sip:10.0.0.1:5060;transport=udp",
    "sip:core.example.org:5070;transport=TCP;lr, sip:core.example.org:5070;transport=tcp",
    "sips:core.example.org, sip:core.example.org:5061;transport=tls",
    "sip:[::1]:5062, sip:[::1]:5062;transport=udp"
  })
  void nextHops(String text, String uri) {
    assertThat(SipNextHop.parse(text).uri()).isEqualTo(uri);
  }

  @ParameterizedTest
  @CsvSource({
    "10.1.0.0/16, 10.1.255.7, true",
    "10.1.0.0/16, 10.2.0.1, false",
    "10.1.2.3, 10.1.2.3, true",
    "0.0.0.0/0, 192.0.2.1, true",
    "192.0.2.128/25, 192.0.2.127, false",
    "fd00::/8, fdff::1, true",
    "fd00::/8, 10.0.0.1, false"
  })
  void addressBlocks(String block, String address, boolean contained) {
    assertThat(Cidr.parse(block).contains(InetAddress.ofLiteral(address))).isEqualTo(contained);
  }

  @ParameterizedTest
  @CsvSource({
    "udp://127.0.0.1:5060, udp://127.0.0.1:5060, true",
    "tls://0.0.0.0:5060, tcp://127.0.0.1:5060, true",
    "udp://127.0.0.1:5060, tcp://127.0.0.1:5060, false",
    "tcp://127.0.0.1:5060, tcp://127.0.0.2:5060, false",
    "tcp://127.0.0.1:0, tcp://127.0.0.1:0, false"
  })
  void listenersClash(String one, String other, boolean clash) {
    assertThat(ListenAddress.parse(one).clashesWith(ListenAddress.parse(other))).isEqualTo(clash);
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        wrong("duration", Durations::parse, "", "10", "-5s", "PT-5S", "5 weeks", "9999999999999s"),
        wrong("size", DataSize::parse, "", "-1", "1.5MiB", "1TiB", "64 kb", "999999999999999GiB"),
        wrong("ratio", Ratio::parse, "", "1.1", "-0.1", "101%", "NaN", "half"),
        wrong("rate", Rate::parse, "", "-1", "NaN", "Infinity", "fast"),
        wrong(
            "block",
            Cidr::parse,
            "",
            "10.1.0.1/16",
            "10.0.0.0/33",
            "::/129",
            "host",
            "10.1/16",
            "/8"),
        wrong(
            "host and port",
            HostPort::parse,
            "",
            "host",
            ":80",
            "::1:80",
            "h:65536",
            "h:-1",
            "a b:1"),
        wrong(
            "listener",
            ListenAddress::parse,
            "",
            "127.0.0.1:1",
            "http://h:1",
            "udp://",
            "UDP://h:1"),
        wrong(
            "next hop", SipNextHop::parse, "", "sip:", "sip:u@h", "tel:+1", "sip:h;transport=sctp"),
        wrong("status", CommandStatus::parse, "", "0", "0x", "-1", "0x100000000", "throttled"));
  }

  private static Arguments wrong(String name, Function<String, Object> parser, String... texts) {
    return Arguments.argumentSet(name, parser, texts);
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void whatIsNotAValueIsRefused(Function<String, Object> parser, String[] texts) {
    for (String text : texts) {
      assertThatIllegalArgumentException().as("'%s'", text).isThrownBy(() -> parser.apply(text));
    }
  }

  @Test
  void aSecretIsNeverPrinted() {
    assertThat(Secret.of("hunter2")).hasToString("***");
    assertThat(Secret.of("hunter2").matches("hunter2")).isTrue();
    assertThat(Secret.of("hunter2").matches("hunter3")).isFalse();
  }
}
