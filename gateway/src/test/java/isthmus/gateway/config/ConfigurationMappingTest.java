package isthmus.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import isthmus.gateway.config.tree.SettingDescription;
import isthmus.gateway.config.value.CommandStatus;
import isthmus.gateway.config.value.FreeSettings;
import isthmus.gateway.config.value.HostPort;
import isthmus.gateway.config.value.Rate;
import isthmus.gateway.config.value.Ratio;
import isthmus.gateway.config.value.Secret;
import isthmus.gateway.config.value.SipNextHop;
import isthmus.gateway.config.value.Transport;
import isthmus.gateway.config.value.WebAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file with every key, each with a value that is not its default. */
final class ConfigurationMappingTest {
  /** A certificate is given in one of two ways. */
  private static final Set<String> OTHER_WAY =
      Set.of(
          "sip.tls.certificate", "sip.tls.key", "sms.server.tls.certificate", "sms.server.tls.key");

  @TempDir Path directory;

  private final String yaml = ConfigurationText.resource("full.yaml");

  @BeforeEach
  void writeTheFilesThatItNames() throws IOException {
    for (String name :
        List.of(
            "sip.pem",
            "sip.key",
            "sip.p12",
            "ca.pem",
            "client.p12",
            "server.p12",
            "routing.xlsx",
            "routing.csv")) {
      Files.createFile(directory.resolve(name));
    }
    Files.createDirectory(directory.resolve("jars"));
  }

  @Test
  void theFullFileHasEveryKey() throws IOException {
    JsonNode root = new YAMLMapper().readTree(yaml);
    List<String> missing = new ArrayList<>();
    for (SettingDescription setting : ConfigurationReference.describe()) {
      boolean otherWay =
          setting.path().startsWith("database.embedded") || OTHER_WAY.contains(setting.path());
      if (!otherWay && !has(root, setting.path())) {
        missing.add(setting.path());
      }
    }
    assertThat(missing).isEmpty();
  }

  private static boolean has(JsonNode node, String path) {
    if (path.isEmpty()) {
      return !node.isMissingNode();
    }
    int dot = path.indexOf('.');
    String step = dot < 0 ? path : path.substring(0, dot);
    String rest = dot < 0 ? "" : path.substring(dot + 1);
    if (step.equals("*")) {
      return !node.isEmpty();
    }
    if (!step.endsWith("[]")) {
      return has(node.path(step), rest);
    }
    for (JsonNode item : node.path(step.substring(0, step.length() - 2))) {
      if (has(item, rest)) {
        return true;
      }
    }
    return false;
  }

  @Test
  void generalKeysAreMapped() {
    Configuration configuration = ConfigurationText.good(yaml, directory);
    assertThat(configuration.data()).isEqualTo(directory.resolve("store"));
    assertThat(configuration.node()).contains("node-7");
    assertThat(configuration.database())
        .isInstanceOfSatisfying(
            Database.External.class,
            external -> {
              assertThat(external.url().value())
                  .isEqualTo("jdbc:postgresql://db.example.org:5432/isthmus");
              assertThat(external.user()).contains("isthmus");
              assertThat(external.password()).contains(Secret.of("database-password"));
              assertThat(external.poolSize()).isEqualTo(20);
              assertThat(external.connectTimeout()).isEqualTo(Duration.ofSeconds(3));
            });
    assertThat(configuration.numbering())
        .isEqualTo(new NumberingConfiguration("49", Optional.of("010"), Optional.of("8")));
    assertThat(configuration.conversation().lifetime()).isEqualTo(Duration.ofDays(7));
    assertThat(configuration.isf())
        .isEqualTo(
            new IsfConfiguration(
                List.of(directory.resolve("routing.xlsx")),
                IsfConfiguration.Strategy.WEIGHTS,
                IsfConfiguration.Approval.REQUIRED,
                Optional.of(new WebAddress("https://links.example.org")),
                Duration.ofDays(2)));
    assertThat(configuration.http().listen()).isEqualTo(new HostPort("::1", 9090));
    assertThat(configuration.observe().logLevel()).isEqualTo(ObserveConfiguration.LogLevel.DEBUG);
  }

  @Test
  void sipKeysAreMapped() {
    SipConfiguration sip = ConfigurationText.good(yaml, directory).sip();
    assertThat(sip.listen())
        .map(Object::toString)
        .containsExactly("udp://127.0.0.1:5070", "tls://[::1]:5071");
    assertThat(sip.trusted())
        .map(Object::toString)
        .containsExactly("10.1.0.0/16", "fd00:0:0:0:0:0:0:0/8", "192.0.2.1/32");
    assertThat(sip.nextHop())
        .contains(new SipNextHop(Transport.TCP, new HostPort("core.example.org", 5060)));
    assertThat(sip.users()).map(SipUser::user).containsExactly("+15551000001", "bob");
    assertThat(sip.users().getLast().ha1Sha256()).isPresent();
    assertThat(sip.tls()).map(TlsServer::clientAuth).contains(TlsServer.ClientAuth.WANT);
    assertThat(sip.maxMessageBytes().bytes()).isEqualTo(32 * 1024);
    assertThat(sip.pagerLimitBytes().bytes()).isEqualTo(900);
    assertThat(sip.rate()).isEqualTo(new Rate(1500.5));
    assertThat(sip.t1()).isEqualTo(Duration.ofSeconds(1));
    assertThat(sip.identity()).isEqualTo(new SipConfiguration.Identity("ncs"));
    assertThat(sip.digest())
        .isEqualTo(
            new SipDigest(List.of(SipDigest.Algorithm.MD5), false, Duration.ofMinutes(1), 500));
    assertThat(sip.limits().answerBytes().bytes()).isEqualTo(2 * 1024 * 1024);
    assertThat(sip.limits().udpThreads()).isEqualTo(1);
    assertThat(sip.cpmAttempt()).isEqualTo(SipConfiguration.CpmAttempt.ALWAYS);
  }

  @Test
  void deliveryKeysAreMapped() {
    DeliveryConfiguration delivery = ConfigurationText.good(yaml, directory).delivery();
    assertThat(delivery.expiry()).isEqualTo(Duration.ofHours(12));
    assertThat(delivery.retry())
        .isEqualTo(
            new DeliveryConfiguration.Retry(
                Duration.ofSeconds(1), 1.5, Duration.ofHours(1), new Ratio(0.5)));
    assertThat(delivery.groupCommit())
        .isEqualTo(new DeliveryConfiguration.GroupCommit(Duration.ofMillis(5), 100, 3, 500));
    assertThat(delivery.receipts())
        .isEqualTo(new DeliveryConfiguration.Receipts(Duration.ofDays(7), Duration.ofHours(1)));
    assertThat(delivery.notifications().negative())
        .isEqualTo(DeliveryConfiguration.NegativeNotification.ALWAYS);
  }

  @Test
  void smsKeysAreMapped() {
    SmsConfiguration sms = ConfigurationText.good(yaml, directory).sms();
    SmscConfiguration smsc = sms.smsc().getFirst();
    assertThat(smsc.bind()).isEqualTo(SmscConfiguration.Bind.TRANSMITTER_AND_RECEIVER);
    assertThat(smsc.interfaceVersion()).isEqualTo(SmscConfiguration.InterfaceVersion.V5_0);
    assertThat(smsc.statuses())
        .isEqualTo(
            Map.of(
                new CommandStatus(0x45), SmscConfiguration.StatusMeaning.TEMPORARY,
                new CommandStatus(1034), SmscConfiguration.StatusMeaning.THROTTLED,
                new CommandStatus(0xFFFFFFFFL), SmscConfiguration.StatusMeaning.PERMANENT));
    assertThat(smsc.source())
        .isEqualTo(new SmscAddressing(Optional.of(5), Optional.of(0), 6, 9, true, 6));
    assertThat(sms.smsc().getLast().text().nationalTables())
        .containsExactly(SmscText.NationalTable.TURKISH, SmscText.NationalTable.SPANISH);
    assertThat(smsc.receipts())
        .isEqualTo(
            new SmscReceipts(
                SmscReceipts.Registered.ALWAYS,
                SmscReceipts.IdForm.HEX_DECIMAL,
                SmscReceipts.Accepted.DELIVERED,
                SmscReceipts.Unknown.WAIT,
                SmscReceipts.Rejected.FORBIDDEN,
                Map.of("Delivrd_Sim", SmscReceipts.State.DELIVERED),
                SmscReceipts.Recognition.BY_TEXT));
    assertThat(smsc.tls()).map(TlsClient::verifyHost).contains(false);
    SmppAccount account = sms.server().orElseThrow().accounts().getFirst();
    assertThat(account.bind()).containsExactly(SmppAccount.BindMode.TRANSMITTER);
    assertThat(account.requireTls()).isTrue();
    assertThat(account.addresses()).containsExactly("+1555");
    assertThat(sms.reassembly().marker()).isEqualTo("(part missing)");
  }

  @Test
  void settingsOfOtherServicesKeepTheirKind() {
    assertThat(ConfigurationText.good(yaml, directory).services())
        .isEqualTo(
            Map.of(
                "toy",
                new FreeSettings(
                    Map.of(
                        "greeting",
                        "hello",
                        "count",
                        3L,
                        "share",
                        0.5,
                        "on",
                        true,
                        "code",
                        "007",
                        "list",
                        List.of(1L, "two"),
                        "inner",
                        Map.of("key", "value")))));
  }

  @Test
  void noValueOfTheFullFileIsTheDefault() {
    Configuration full = ConfigurationText.good(yaml, directory);
    Configuration minimal = ConfigurationText.good(ConfigurationText.MINIMAL, directory);
    List<String> same = new ArrayList<>();
    RecordDifferences.collectEqual(full, minimal, "", same);
    assertThat(same).containsExactlyInAnyOrder(".sip.domain", ".sip.mode");
  }

  @Test
  void theSampleOfTheDesignLoadsAsItIs() {
    Configuration sample =
        ConfigurationText.good(ConfigurationText.resource("design-sample.yaml"), directory);
    assertThat(sample.sip().mode()).isEqualTo(SipConfiguration.Mode.ISC);
    assertThat(sample.sip().nextHop())
        .map(SipNextHop::uri)
        .contains("sip:127.0.0.1:5090;transport=udp");
    assertThat(sample.sms().smsc().getFirst().window()).isEqualTo(100);
    assertThat(sample.isf().table()).containsExactly(directory.resolve("routing.csv"));
  }
}
