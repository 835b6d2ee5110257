package isthmus.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import isthmus.gateway.config.value.Cidr;
import isthmus.gateway.config.value.DataSize;
import isthmus.gateway.config.value.HostPort;
import isthmus.gateway.config.value.ListenAddress;
import isthmus.gateway.config.value.Rate;
import isthmus.gateway.config.value.Ratio;
import isthmus.gateway.config.value.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each default as it was decided; a change here is a change that operators feel. */
final class ConfigurationDefaultsTest {
  private static final SmscAddressing ADDRESSING =
      new SmscAddressing(Optional.empty(), Optional.empty(), 3, 0, false, 8);
  private static final SmscText TEXT =
      new SmscText(
          SmscText.Alphabet.GSM,
          List.of(),
          SmscText.Segmentation.UDH8,
          20,
          true,
          SmscText.Septets.UNPACKED,
          SmscText.Ucs2Order.BIG_ENDIAN,
          Map.of(),
          true);
  private static final SmscReceipts RECEIPTS =
      new SmscReceipts(
          SmscReceipts.Registered.ON_REQUEST,
          SmscReceipts.IdForm.AUTO,
          SmscReceipts.Accepted.WAIT,
          SmscReceipts.Unknown.ERROR,
          SmscReceipts.Rejected.FAILED,
          Map.of(),
          SmscReceipts.Recognition.MARKED);

  @TempDir Path directory;

  private Configuration minimal(String more) {
    return ConfigurationText.good(ConfigurationText.MINIMAL + more, directory);
  }

  @Test
  void generalDefaults() {
    Configuration configuration = minimal("");
    assertThat(configuration.data()).isEqualTo(directory.resolve("data"));
    assertThat(configuration.node()).isEmpty();
    assertThat(configuration.database())
        .isEqualTo(new Database.Embedded(0, Duration.ofSeconds(60), 16, Duration.ofSeconds(5)));
    assertThat(configuration.http())
        .isEqualTo(
            new HttpConfiguration(new HostPort("127.0.0.1", 8080), new DataSize(4 * 1024 * 1024)));
    assertThat(configuration.isf())
        .isEqualTo(
            new IsfConfiguration(
                List.of(),
                IsfConfiguration.Strategy.TOP_DOWN,
                IsfConfiguration.Approval.OFF,
                Optional.empty(),
                Duration.ofDays(7)));
    assertThat(configuration.observe())
        .isEqualTo(
            new ObserveConfiguration(
                ObserveConfiguration.LogLevel.INFO, ObserveConfiguration.LogFormat.TEXT));
    assertThat(configuration.services()).isEmpty();
    assertThat(configuration.conversation())
        .isEqualTo(new ConversationConfiguration(Duration.ofHours(24)));
  }

  @Test
  void externalDatabaseDefaults() {
    assertThat(minimal("database: {url: \"jdbc:postgresql://db/isthmus\"}\n").database())
        .isEqualTo(
            new Database.External(
                new isthmus.gateway.config.value.JdbcUrl("jdbc:postgresql://db/isthmus"),
                Optional.empty(),
                Optional.empty(),
                16,
                Duration.ofSeconds(5)));
  }

  @Test
  void sipDefaults() {
    assertThat(minimal("").sip())
        .isEqualTo(
            new SipConfiguration(
                List.of(ListenAddress.parse("udp://127.0.0.1:5060")),
                "ims.example.org",
                SipConfiguration.Mode.EMBEDDED,
                List.of(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                new DataSize(65536),
                new DataSize(1300),
                4000,
                Duration.ofSeconds(5),
                Rate.NONE,
                "Isthmus",
                Duration.ofMillis(500),
                new SipConfiguration.Registration(
                    Duration.ofMinutes(1), Duration.ofHours(2), Duration.ofHours(1), 10),
                new SipDigest(
                    List.of(SipDigest.Algorithm.SHA_256, SipDigest.Algorithm.MD5),
                    true,
                    Duration.ofMinutes(5),
                    100_000),
                new SipBounds(
                    200_000,
                    new DataSize(64 * 1024 * 1024),
                    20_000,
                    10_000,
                    2_000,
                    Duration.ofSeconds(5),
                    Duration.ofHours(2),
                    new DataSize(8 * 1024 * 1024),
                    2),
                new SipConfiguration.Identity("x-cpm-ncs"),
                SipConfiguration.CpmAttempt.KNOWN));
  }

  @Test
  void sipUserDefaults() {
    String users = "  users: [{user: alice, password: pw}]\n";
    assertThat(minimal(users).sip().users())
        .containsExactly(
            new SipUser(
                "alice",
                Optional.of(Secret.of("pw")),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
  }

  @Test
  void numberingDefaultsFollowTheHomeCountry() {
    NumberingConfiguration american = minimal("").numbering();
    assertThat(american.homeCountry()).isEqualTo("1");
    assertThat(american.effectiveInternationalPrefix()).isEqualTo("011");
    assertThat(american.effectiveNationalPrefix()).isEqualTo("1");
    NumberingConfiguration german = minimal("numbering: {home-country: 49}\n").numbering();
    assertThat(german.effectiveInternationalPrefix()).isEqualTo("00");
    assertThat(german.effectiveNationalPrefix()).isEqualTo("0");
  }

  @Test
  void interworkingDefaults() {
    assertThat(minimal("").interworking())
        .isEqualTo(
            new InterworkingConfiguration(
                InterworkingConfiguration.WhenNotRegistered.DEFER,
                InterworkingConfiguration.Policy.INTERWORK,
                InterworkingConfiguration.Policy.INTERWORK,
                InterworkingConfiguration.Policy.INTERWORK,
                InterworkingConfiguration.Policy.INTERWORK,
                InterworkingConfiguration.Policy.INTERWORK));
  }

  @Test
  void deliveryDefaults() {
    assertThat(minimal("").delivery())
        .isEqualTo(
            new DeliveryConfiguration(
                Duration.ofDays(2),
                new DeliveryConfiguration.Retry(
                    Duration.ofSeconds(5), 2, Duration.ofMinutes(10), new Ratio(0.2)),
                10_000,
                5_000,
                new DeliveryConfiguration.Receipts(Duration.ofDays(4), Duration.ofMinutes(10)),
                new DeliveryConfiguration.GroupCommit(Duration.ofMillis(4), 500, 2, 20_000),
                Duration.ofSeconds(30),
                Duration.ofDays(30),
                new DeliveryConfiguration.Notifications(
                    DeliveryConfiguration.PositiveNotification.ON_REQUEST,
                    DeliveryConfiguration.NegativeNotification.ON_REQUEST)));
  }

  @Test
  void smsDefaults() {
    assertThat(minimal("").sms())
        .isEqualTo(
            new SmsConfiguration(
                List.of(),
                Optional.empty(),
                new SmsConfiguration.Reassembly(
                    Duration.ofMinutes(10), SmsConfiguration.WhenIncomplete.DELIVER, "[…]"),
                new SmsConfiguration.Failover(5, Duration.ofSeconds(30), false),
                SmsConfiguration.ShortCodes.ALLOWED,
                "sms-name.invalid"));
  }

  @Test
  void smscDefaults() {
    String smsc = "sms: {smsc: [{id: s1, host: smsc.example.org, system-id: esme}]}\n";
    assertThat(minimal(smsc).sms().smsc())
        .containsExactly(
            new SmscConfiguration(
                "s1",
                "smsc.example.org",
                2775,
                "esme",
                Optional.empty(),
                SmscConfiguration.Bind.TRANSCEIVER,
                1,
                10,
                Rate.NONE,
                1000,
                2000,
                Duration.ofSeconds(30),
                2,
                Duration.ofSeconds(30),
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofSeconds(10),
                new SmscConfiguration.Reconnect(
                    Duration.ofSeconds(1),
                    Duration.ofMinutes(1),
                    new Ratio(0.25),
                    Duration.ofMinutes(1)),
                Duration.ofSeconds(1),
                Duration.ofSeconds(30),
                new DataSize(70_000),
                Optional.empty(),
                SmscConfiguration.InterfaceVersion.V3_4,
                Optional.empty(),
                Optional.empty(),
                ADDRESSING,
                ADDRESSING,
                TEXT,
                RECEIPTS,
                SmscConfiguration.Validity.ABSOLUTE,
                Duration.ofDays(3),
                SmscConfiguration.Parts.ONE_BY_ONE,
                SmscConfiguration.Unanswered.TEMPORARY,
                1,
                1,
                Map.of()));
  }

  @Test
  void smscTlsDefaults() {
    String smsc = "sms: {smsc: [{id: s1, host: smsc.example.org, system-id: esme, tls: {}}]}\n";
    assertThat(minimal(smsc).sms().smsc().getFirst().tls())
        .contains(
            new TlsClient(
                Optional.empty(),
                true,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
  }

  @Test
  void smppServerDefaults() {
    String server =
        """
        sms:
          server:
            listen: "tcp://0.0.0.0:2775"
            accounts: [{system-id: bank, password: pw}]
        """;
    assertThat(minimal(server).sms().server())
        .contains(
            new SmppServerConfiguration(
                List.of(ListenAddress.parse("tcp://0.0.0.0:2775")),
                Optional.empty(),
                "isthmus",
                SmscConfiguration.InterfaceVersion.V3_4,
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                2,
                Duration.ofSeconds(30),
                Duration.ofSeconds(30),
                100,
                new DataSize(70_000),
                List.of(
                    new SmppAccount(
                        "bank",
                        Secret.of("pw"),
                        SmppAccount.Kind.ESME,
                        List.of(
                            SmppAccount.BindMode.TRANSCEIVER,
                            SmppAccount.BindMode.TRANSMITTER,
                            SmppAccount.BindMode.RECEIVER),
                        4,
                        List.of(Cidr.parse("127.0.0.0/8"), Cidr.parse("::1")),
                        false,
                        List.of(),
                        List.of(),
                        10,
                        Rate.NONE,
                        Rate.NONE,
                        1000,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(30),
                        ADDRESSING,
                        TEXT,
                        RECEIPTS,
                        SmppAccount.Acceptance.DELIVERED,
                        SmppAccount.WhenUnbound.WAIT))));
  }
}
