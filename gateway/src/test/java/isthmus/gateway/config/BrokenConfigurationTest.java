package isthmus.gateway.config;

import static isthmus.gateway.config.ConfigurationText.MINIMAL;
import static isthmus.gateway.config.ConfigurationText.problems;
import static isthmus.gateway.config.ConfigurationText.read;
import static isthmus.gateway.config.ConfigurationText.warnings;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong is said in one clear line: file, line, key path, what is allowed. */
final class BrokenConfigurationTest {
  @TempDir Path directory;

  static Stream<Arguments> oneMistake() {
    return Stream.of(
        mistake(
            "unknown key near a known one",
            "    windwo: 5",
            "10: sms.smsc[0].windwo: unknown key; did you mean window?"),
        mistake(
            "not a number",
            "    port: many",
            "10: sms.smsc[0].port: 'many' is not a whole number; allowed: 1 to 65535"),
        mistake(
            "out of range",
            "    port: 70000",
            "10: sms.smsc[0].port: '70000' is out of range; allowed: 1 to 65535"),
        mistake(
            "duration without a unit",
            "    enquire-link: 30",
            "10: sms.smsc[0].enquire-link: '30' is not a duration; allowed: 1s to 1h"),
        mistake(
            "unknown choice",
            "    bind: transciever",
            "10: sms.smsc[0].bind: 'transciever' is not one of the choices; allowed: transceiver,"
                + " transmitter+receiver, transmitter"),
        mistake(
            "section instead of value",
            "    window: {size: 5}",
            "10: sms.smsc[0].window: must be a whole number, not a section; allowed: 1 to 10000"),
        mistake(
            "value instead of section",
            "    reconnect: 5s",
            "10: sms.smsc[0].reconnect: must be a section of keys, not a single value"),
        mistake(
            "key twice", "    host: other", "10: sms.smsc[0].host: is set twice; first on line 7"),
        mistake(
            "longer than SMPP allows, and not shown",
            "    password: hunter2-hunter2",
            "10: sms.smsc[0].password: SMPP allows at most 8 ASCII characters here"),
        mistake(
            "variable that is not set",
            "    password: \"${env:NO_SUCH}\"",
            "10: sms.smsc[0].password: environment variable NO_SUCH is not set"),
        mistake(
            "secret file that is not there",
            "    password: \"${file:no-such}\"",
            "10: sms.smsc[0].password: file no-such cannot be read"),
        mistake(
            "unknown reference",
            "    password: \"${vault:x}\"",
            "10: sms.smsc[0].password: unknown reference; allowed: ${env:NAME} or ${file:/path}"
                + " ($${ for a plain ${)"),
        mistake(
            "certificate without key, and not there",
            "    tls: {trust: ca.pem}",
            "10: sms.smsc[0].tls.trust: file DIR/ca.pem does not exist"),
        mistake(
            "alias",
            "    system-type: *other",
            "10: sms.smsc[0].system-type: YAML aliases (*name) are not supported; write the value"
                + " out"),
        mistake(
            "id twice",
            "  - {id: s1, host: h, system-id: e}",
            "10: sms.smsc[1].id: 's1' stands twice"),
        mistake(
            "id that a service identifier cannot tell from another",
            "  - {id: S1, host: h, system-id: e}",
            "10: sms.smsc[1].id: 'S1' cannot be told from 's1'"),
        mistake(
            "account named like an SMSC",
            "  server: {listen: [\"tcp://127.0.0.1:1\"], accounts: [{system-id: s1, password: p}]}",
            "10: sms.server.accounts[0].system-id: 's1' stands twice"),
        mistake(
            "account without networks",
            "  server: {listen: [\"tcp://127.0.0.1:1\"],"
                + " accounts: [{system-id: e, password: p, allowed: []}]}",
            "10: sms.server.accounts[0].allowed: is missing; allowed: a list of at least one"),
        mistake(
            "longest pause below the first",
            "    longest-throttle-pause: 10ms",
            "10: sms.smsc[0].longest-throttle-pause: must not be shorter than throttle-pause"),
        mistake(
            "tables without headers",
            "    text: {national-tables: turkish, segmentation: sar}",
            "10: sms.smsc[0].text.national-tables: need segmentation udh8 or udh16, and"
                + " default-alphabet gsm"),
        mistake(
            "packed text of another alphabet",
            "    text: {septets: packed, default-alphabet: latin1}",
            "10: sms.smsc[0].text.septets: packed needs default-alphabet gsm"),
        mistake(
            "more segments than a payload holds",
            "    text: {segmentation: payload, max-segments: 215}",
            "10: sms.smsc[0].text.max-segments: allowed with segmentation payload: 1 to 214"),
        mistake(
            "no data_coding",
            "    text: {data-codings: {256: gsm}}",
            "10: sms.smsc[0].text.data-codings: 256 is not a data_coding; allowed: 0 to 255"),
        mistake(
            "name domain that is none",
            "  name-domain: \"a b\"",
            "10: sms.name-domain: 'a b' is not a domain; allowed: such as sms.invalid"),
        mistake(
            "password without a keystore",
            "    tls: {password: p}",
            "10: sms.smsc[0].tls.password: is for a keystore; a key is not encrypted"),
        mistake(
            "settings of a service that are no section",
            "services: {toy: 5}",
            "10: services.toy: must be a section of keys, not a single value"),
        mistake(
            "reference in settings of a service",
            "services: {toy: {list: [\"${env:NO_SUCH}\"]}}",
            "10: services.toy.list[0]: environment variable NO_SUCH is not set"),
        mistake(
            "list of nothing in settings of a service",
            "services: {toy: {list: [~]}}",
            "10: services.toy.list[0]: has no value"),
        mistake(
            "missing key",
            "  - {id: s2, host: h}",
            "10: sms.smsc[1].system-id: is missing; allowed: text"),
        mistake(
            "port taken by SIP",
            "http: {listen: \"127.0.0.1:5060\"}",
            "10: http.listen: port 5060 is taken by sip.listen[1]; allowed: a port of its own"),
        mistake("unknown section", "isff: {}", "10: isff: unknown key; did you mean isf?"),
        mistake(
            "unknown key near nothing",
            "http: {compression: true}",
            "10: http.compression: unknown key; known here: listen, max-body"),
        mistake(
            "table that is not there",
            "isf: {table: routing.csv}",
            "10: isf.table: file DIR/routing.csv does not exist"),
        mistake(
            "database that is neither",
            "database: mysql",
            "10: database: allowed: embedded or {url, user, password, pool-size, connect-timeout}"),
        mistake(
            "database of another kind, whose URL is not shown",
            "database: {url: \"jdbc:mysql://u:p@h/x\"}",
            "10: database.url: this value is not a PostgreSQL URL; allowed:"
                + " jdbc:postgresql://HOST:PORT/DATABASE"),
        mistake("second document", "---", "11: a second YAML document begins here; allowed is one"),
        mistake(
            "broken YAML",
            "http: {listen: \"127.0.0.1:8080\"",
            "11: not valid YAML: expected ',' or '}', but got <stream end>"));
  }

  private static Arguments mistake(String name, String lineTen, String expected) {
    return Arguments.argumentSet(name, lineTen, "isthmus.yaml:" + expected);
  }

  @ParameterizedTest
  @MethodSource("oneMistake")
  void oneMistakeIsOneLine(String lineTen, String expected) {
    String yaml =
        """
        sip:
          listen: ["udp://127.0.0.1:5060", "tcp://127.0.0.1:5060"]
          domain: ims.example.org
          mode: embedded
        sms:
          smsc:
          - host: 127.0.0.1
            system-id: esme
            id: s1
        """;
    assertThat(problems(read(yaml + lineTen + "\n", directory)))
        .containsExactly(expected.replace("DIR", directory.toString()));
  }

  @Test
  void aMisspeltKeyIsNotMissedAsWell() {
    String misspelt =
        """
        sip:
          listen: ["udp://127.0.0.1:5060"]
          domain: ims.example.org
          mode: isc
          trusted: ["127.0.0.1/32"]
          nexthop: "sip:127.0.0.1:5090"
        """;
    assertThat(problems(read(misspelt, directory)))
        .containsExactly("isthmus.yaml:6: sip.nexthop: unknown key; did you mean next-hop?");
  }

  @Test
  void everyMistakeIsReportedInTheOrderOfTheFile() {
    String yaml =
        """
        data: ./data
        sip:
          listen: ["udp://127.0.0.1", "sctp://127.0.0.1:5060"]
          domain: ims.example.org
          mode: imc
        delivery: {retry: {factor: 0}, max-in-memory: lots}
        sms: {smsc: [{id: a}]}
        """;
    assertThat(problems(read(yaml, directory)))
        .containsExactly(
            "isthmus.yaml:3: sip.listen[0]: 'udp://127.0.0.1' is not a listening address; allowed:"
                + " udp://HOST:PORT, tcp://HOST:PORT or tls://HOST:PORT",
            "isthmus.yaml:3: sip.listen[1]: 'sctp://127.0.0.1:5060' is not a listening address;"
                + " allowed: udp://HOST:PORT, tcp://HOST:PORT or tls://HOST:PORT",
            "isthmus.yaml:5: sip.mode: 'imc' is not one of the choices; allowed: isc, embedded",
            "isthmus.yaml:6: delivery.retry.factor: '0' is out of range; allowed: 1 to 100",
            "isthmus.yaml:6: delivery.max-in-memory: 'lots' is not a whole number; allowed: 100 to"
                + " 1000000",
            "isthmus.yaml:7: sms.smsc[0].host: is missing; allowed: text",
            "isthmus.yaml:7: sms.smsc[0].system-id: is missing; allowed: text");
  }

  @Test
  void iscModeNeedsANextHopAndWarnsWithoutTrustedPeers() {
    String isc = MINIMAL.replace("embedded", "isc");
    assertThat(problems(read(isc, directory)))
        .containsExactly(
            "isthmus.yaml:1: sip.next-hop: is missing; mode isc needs the SIP URI of the core, such"
                + " as sip:10.0.0.1:5060");
    assertThat(warnings(read(isc + "  next-hop: sip:10.0.0.1\n", directory)))
        .containsExactly(
            "isthmus.yaml:1: warning: sip.trusted: is empty: in mode isc every peer is refused");
  }

  @Test
  void theDataDirectoryMayNotBeAFile() throws IOException {
    Files.createFile(directory.resolve("data"));
    assertThat(problems(read(MINIMAL, directory)))
        .containsExactly(
            "isthmus.yaml:1: data: %s is not a directory that can be written to"
                .formatted(directory.resolve("data")));
  }

  @Test
  void sipNeedsAnAddressToListenAt() {
    assertThat(problems(read(MINIMAL.replace("\"udp://127.0.0.1:5060\"", ""), directory)))
        .containsExactly("isthmus.yaml:2: sip.listen: is missing; allowed: a list of at least one");
  }

  @Test
  void aUserNeedsAPasswordOrADigest() {
    assertThat(problems(read(MINIMAL + "  users: [{user: alice}]\n", directory)))
        .containsExactly(
            "isthmus.yaml:5: sip.users[0].password: is missing; allowed: password, or ha1-md5 and"
                + " ha1-sha-256");
  }

  @Test
  void aUserNeedsADigestThatClientsAreAskedFor() {
    String digest = "0123456789abcdef0123456789abcdef";
    String users = "  users: [{user: alice, ha1-md5: %s}]\n".formatted(digest);
    assertThat(problems(read(MINIMAL + users, directory))).isEmpty();
    assertThat(problems(read(MINIMAL + users + "  digest: {algorithms: sha-256}\n", directory)))
        .containsExactly(
            "isthmus.yaml:5: sip.users[0].password: is missing; allowed: password, or the digest"
                + " of one of digest.algorithms");
  }

  @Test
  void aWindowForReceiptsThatRetentionEndsIsWarnedOf() {
    String yaml = MINIMAL + "delivery: {retention: 1d, receipts: {window: 2d}}\n";
    assertThat(warnings(read(yaml, directory)))
        .containsExactly(
            "isthmus.yaml:5: warning: delivery.receipts.window: is longer than retention, which"
                + " ends it");
  }

  @Test
  void aTlsListenerNeedsACertificate() {
    assertThat(problems(read(MINIMAL.replace("udp:", "tls:"), directory)))
        .containsExactly(
            "isthmus.yaml:1: sip.tls: is missing; a tls:// listener needs certificate and key, or"
                + " keystore");
  }

  @Test
  void anEmptyFileSaysWhatItNeeds() {
    assertThat(problems(read("# nothing yet\n", directory)))
        .containsExactly(
            "isthmus.yaml:1: sip: this section is missing; it needs listen, domain, mode");
  }

  @Test
  void anAliasIsRefused() {
    String yaml = MINIMAL + "node: &name gateway\nhttp: {listen: *name}\n";
    assertThat(problems(read(yaml, directory)))
        .containsExactly(
            "isthmus.yaml:6: http.listen: YAML aliases (*name) are not supported; write the value"
                + " out");
  }

  @Test
  void filesThatCannotBeReadAreOneLine() throws IOException {
    ConfigurationLoader loader = new ConfigurationLoader(Map.of());
    Path huge = directory.resolve("huge.yaml");
    Files.writeString(huge, "#".repeat(ConfigurationLoader.MAX_FILE_BYTES + 1));
    Path binary = directory.resolve("binary.yaml");
    Files.write(binary, new byte[] {(byte) 0xC3, (byte) 0x28});
    assertThat(problems(loader.load(directory.resolve("none.yaml"))))
        .containsExactly(directory.resolve("none.yaml") + ": does not exist");
    assertThat(problems(loader.load(directory))).containsExactly(directory + ": is a directory");
    assertThat(problems(loader.load(huge)))
        .containsExactly(huge + ": is larger than 1 MiB, too large for a configuration");
    assertThat(problems(loader.load(binary))).containsExactly(binary + ": is not UTF-8 text");
  }

  @Test
  void deepNestingIsOneLine() {
    assertThat(problems(read("[".repeat(5000), directory))).hasSize(1);
  }

  @Test
  void mangledFilesNeverThrow() {
    String yaml = ConfigurationText.resource("full.yaml");
    Random random = new Random(5438);
    for (int round = 0; round < 400; round++) {
      char[] mangled = yaml.toCharArray();
      for (int i = 0; i < 1 + round % 7; i++) {
        mangled[random.nextInt(mangled.length)] =
            ":{}[]\"'*&!%@\t\n -#0a".charAt(random.nextInt(19));
      }
      assertThat(problems(read(new String(mangled), directory)))
          .isNotEmpty()
          .allSatisfy(line -> assertThat(line).startsWith("isthmus.yaml:").doesNotContain("\n"));
    }
  }
}
