package isthmus.gateway.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import isthmus.cpm.disposition.Disposition;
import isthmus.gateway.config.Configuration;
import isthmus.gateway.config.ConfigurationLoader;
import isthmus.gateway.config.ConfigurationResult;
import isthmus.sms.ReceiptSettings;
import isthmus.sms.SmppAccountSettings;
import isthmus.sms.SmppAddressing;
import isthmus.sms.SmppServerSettings;
import isthmus.sms.SmsSettings;
import isthmus.sms.SmscSettings;
import isthmus.sms.mapping.AddressProfile;
import isthmus.sms.mapping.DeliveryState;
import isthmus.sms.mapping.ExternalIdMatcher;
import isthmus.sms.mapping.MessageIdForm;
import isthmus.sms.mapping.OutcomeClass;
import isthmus.sms.mapping.ReceiptPolicy;
import isthmus.sms.mapping.ValidityPolicy;
import isthmus.sms.smpp.BindMode;
import isthmus.sms.smpp.Cidr;
import isthmus.sms.smpp.EsmeAccount;
import isthmus.sms.smpp.SmppServerConfig;
import isthmus.sms.smpp.SmscLinkConfig;
import isthmus.sms.smpp.TlsSettings;
import isthmus.sms.smpp.TlsSettings.ClientCertificates;
import isthmus.sms.text.Alphabet;
import isthmus.sms.text.NationalLanguage;
import isthmus.sms.text.SegmentationProfile;
import isthmus.sms.text.SegmentationProfile.Way;
import isthmus.sms.text.SeptetForm;
import isthmus.sms.text.TextProfile;
import isthmus.sms.text.Transliteration;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every key about SMS, each with a value that is not its default, and where it arrives. */
final class SmsMappingTest {
  private static final Map<Integer, Alphabet> CODINGS = Map.of(4, Alphabet.GSM7, 8, Alphabet.UTF8);
  private static final SmppAddressing ADDRESSING =
      new SmppAddressing(
          Optional.of(5),
          Optional.of(0),
          new AddressProfile(Optional.of("49"), AddressProfile.PlusSign.SENT, 6, 9, 6));

  @TempDir Path directory;

  @BeforeEach
  void writeTheFilesThatItNames() throws IOException {
    for (String name :
        List.of("sip.pem", "sip.key", "sip.p12", "ca.pem", "client.p12", "server.p12")) {
      Files.createFile(directory.resolve(name));
    }
    Files.createFile(directory.resolve("routing.xlsx"));
    Files.createDirectory(directory.resolve("jars"));
  }

  private SmsSettings settings() throws IOException {
    try (InputStream in = ConfigurationLoader.class.getResourceAsStream("full.yaml")) {
      return settings(
          new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private SmsSettings settings(String yaml) {
    ConfigurationResult result =
        new ConfigurationLoader(Map.of()).read(yaml, "isthmus.yaml", directory);
    return switch (result) {
      case ConfigurationResult.Loaded(Configuration configuration, _) ->
          SmsMapping.settings(configuration.sms(), configuration.numbering());
      case ConfigurationResult.Wrong wrong -> throw new AssertionError(wrong.problems());
    };
  }

  private static ReceiptSettings receipts(MessageIdForm submit, MessageIdForm receipt) {
    return new ReceiptSettings(
        ReceiptSettings.Registered.ALWAYS,
        new ExternalIdMatcher(submit, receipt),
        new ReceiptPolicy(
            Optional.of(Disposition.DELIVERED), Optional.empty(), Disposition.FORBIDDEN),
        Map.of("DELIVRD_SIM", DeliveryState.DELIVERED),
        ReceiptSettings.Recognition.BY_TEXT);
  }

  @Test
  void generalKeysArrive() throws IOException {
    SmsSettings settings = settings();
    assertThat(settings.smscs()).hasSize(2);
    assertThat(settings.reassembly())
        .isEqualTo(
            new SmsSettings.Reassembly(
                Duration.ofMinutes(5), SmsSettings.WhenIncomplete.DROP, "(part missing)"));
    assertThat(settings.failover())
        .isEqualTo(
            new SmsSettings.Failover(2, Duration.ofSeconds(10), SmsSettings.AfterRefusal.TRY_NEXT));
    assertThat(settings.shortCodes()).isEqualTo(SmsSettings.ShortCodes.NOT_VALID);
    assertThat(settings.nameDomain()).isEqualTo("names.example.org");
  }

  @Test
  void anSmscArrives() throws IOException {
    assertThat(settings().smscs().getFirst())
        .isEqualTo(
            new SmscSettings(
                link(),
                ADDRESSING,
                new SmppAddressing(
                    Optional.of(1),
                    Optional.of(1),
                    new AddressProfile(Optional.of("49"), AddressProfile.PlusSign.SENT, 0, 1, 5)),
                new SegmentationProfile(
                    Way.SAR,
                    Alphabet.LATIN1,
                    SeptetForm.UNPACKED,
                    Set.of(),
                    Set.of(),
                    Transliteration.NONE,
                    6),
                new TextProfile(
                    Alphabet.LATIN1,
                    CODINGS,
                    SeptetForm.UNPACKED,
                    ByteOrder.LITTLE_ENDIAN,
                    TextProfile.HeaderSniffing.OFF),
                receipts(MessageIdForm.HEXADECIMAL, MessageIdForm.DECIMAL),
                new ValidityPolicy(ValidityPolicy.Form.RELATIVE, Duration.ofHours(24)),
                2,
                3,
                Map.of(
                    0x45, OutcomeClass.TEMPORARY,
                    1034, OutcomeClass.THROTTLED,
                    0xFFFFFFFF, OutcomeClass.REJECTED),
                SmscSettings.Parts.PIPELINED,
                SmscSettings.Unanswered.PERMANENT));
  }

  private SmscLinkConfig link() {
    return new SmscLinkConfig(
        "s1",
        "smsc.example.org",
        3550,
        "esme",
        "smscpw",
        "SMPP",
        List.of(BindMode.TRANSMITTER, BindMode.RECEIVER),
        2,
        0x50,
        "^1555",
        Optional.of(
            new TlsSettings(
                Optional.of(directory.resolve("ca.pem")),
                Optional.of(
                    new TlsSettings.KeyStoreFile(
                        directory.resolve("client.p12"), "store-password")),
                false,
                ClientCertificates.NOT_ASKED)),
        new SmscLinkConfig.Pace(50, 200, 300, Duration.ofMillis(250), Duration.ofSeconds(7)),
        new SmscLinkConfig.Timers(
            Duration.ofSeconds(4),
            Duration.ofSeconds(20),
            Duration.ofSeconds(15),
            3,
            Duration.ofSeconds(2),
            Duration.ofMinutes(2),
            Duration.ofMinutes(10),
            0.1,
            Duration.ofSeconds(3)),
        new SmscLinkConfig.Bounds(64 * 1024, 20, Duration.ofSeconds(25)));
  }

  @Test
  void whatTheFirstSmscCannotHaveArrivesWithTheSecond() throws IOException {
    SmscSettings second = settings().smscs().getLast();
    assertThat(second.link().bindModes()).containsExactly(BindMode.TRANSMITTER);
    assertThat(second.link().password()).isEmpty();
    assertThat(second.link().tls())
        .contains(
            new TlsSettings(
                Optional.empty(),
                Optional.of(
                    new TlsSettings.PemFiles(
                        directory.resolve("sip.pem"), directory.resolve("sip.key"))),
                true,
                ClientCertificates.NOT_ASKED));
    assertThat(second.segmentation())
        .isEqualTo(
            new SegmentationProfile(
                Way.UDH_16,
                Alphabet.GSM7,
                SeptetForm.PACKED,
                Set.of(NationalLanguage.TURKISH),
                Set.of(NationalLanguage.TURKISH, NationalLanguage.SPANISH),
                Transliteration.TYPOGRAPHIC,
                20));
    assertThat(second.text()).isEqualTo(TextProfile.STANDARD.withSeptetForm(SeptetForm.PACKED));
  }

  @Test
  void everyListenerArrivesWithTlsOnlyWhereItIsAsked() throws IOException {
    SmppServerConfig clear =
        new SmppServerConfig(
            "0.0.0.0",
            2776,
            "gateway",
            0x50,
            Optional.empty(),
            8,
            Duration.ofSeconds(6),
            Duration.ofSeconds(17),
            Duration.ofSeconds(16),
            4,
            32 * 1024,
            Duration.ofSeconds(18));
    SmppServerConfig secure =
        new SmppServerConfig(
            "0.0.0.0",
            3551,
            "gateway",
            0x50,
            Optional.of(
                new TlsSettings(
                    Optional.of(directory.resolve("ca.pem")),
                    Optional.of(
                        new TlsSettings.KeyStoreFile(
                            directory.resolve("server.p12"), "store-password")),
                    false,
                    ClientCertificates.NEEDED)),
            8,
            Duration.ofSeconds(6),
            Duration.ofSeconds(17),
            Duration.ofSeconds(16),
            4,
            32 * 1024,
            Duration.ofSeconds(18));
    assertThat(settings().server())
        .map(SmppServerSettings::listeners)
        .contains(List.of(clear, secure));
  }

  @Test
  void anAccountArrives() throws IOException {
    assertThat(settings().server().orElseThrow().accounts())
        .containsExactly(
            new SmppAccountSettings(
                new EsmeAccount(
                    "bank",
                    "bank",
                    "bankpw",
                    EsmeAccount.Kind.SMSC,
                    Set.of(BindMode.TRANSMITTER),
                    2,
                    List.of(Cidr.parse("10.0.0.0/8")),
                    List.of("77"),
                    List.of("+1555"),
                    new EsmeAccount.Limits(
                        30, 40, 30, 60, 50, Duration.ofSeconds(2), Duration.ofSeconds(20))),
                SmppAccountSettings.Transport.TLS,
                ADDRESSING,
                new SegmentationProfile(
                    Way.UDH_8,
                    Alphabet.ASCII,
                    SeptetForm.UNPACKED,
                    Set.of(),
                    Set.of(),
                    Transliteration.NONE,
                    6),
                new TextProfile(
                    Alphabet.ASCII,
                    CODINGS,
                    SeptetForm.UNPACKED,
                    ByteOrder.LITTLE_ENDIAN,
                    TextProfile.HeaderSniffing.OFF),
                receipts(MessageIdForm.DECIMAL, MessageIdForm.HEXADECIMAL),
                SmppAccountSettings.Acceptance.TAKEN,
                SmppAccountSettings.WhenUnbound.USE_SMSC));
  }

  @Test
  void withoutAWordEverythingIsAsUsual() {
    SmsSettings settings =
        settings(
            """
            sip: {listen: ["udp://127.0.0.1:5060"], domain: ims.example.org, mode: embedded}
            sms:
              smsc: [{id: s1, host: smsc.example.org, system-id: esme, validity: relative}]
              server:
                listen: ["tcp://127.0.0.1:2775"]
                accounts: [{system-id: bank, password: pw}]
            """);
    SmscSettings smsc = settings.smscs().getFirst();
    SmscSettings usual = SmscSettings.of(smsc.link());
    AddressProfile home = AddressProfile.STANDARD.withCountryCode("1");
    SegmentationProfile segmentation =
        usual.segmentation().withTransliteration(Transliteration.TYPOGRAPHIC);
    assertThat(smsc.source().profile()).isEqualTo(home);
    assertThat(smsc.segmentation()).isEqualTo(segmentation);
    assertThat(smsc)
        .usingRecursiveComparison()
        .ignoringFields("source", "destination", "segmentation")
        .isEqualTo(usual);
    SmppAccountSettings account = settings.server().orElseThrow().accounts().getFirst();
    assertThat(account)
        .usingRecursiveComparison()
        .ignoringFields("addressing", "segmentation")
        .isEqualTo(SmppAccountSettings.of(account.account()));
    assertThat(settings.reassembly()).isEqualTo(SmsSettings.Reassembly.STANDARD);
    assertThat(settings.failover()).isEqualTo(SmsSettings.Failover.STANDARD);
  }
}
