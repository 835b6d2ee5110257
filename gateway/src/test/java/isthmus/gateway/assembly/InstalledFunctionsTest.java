package isthmus.gateway.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import isthmus.cpm.address.AddressParser;
import isthmus.cpm.address.NumberingPlan;
import isthmus.cpm.interworking.InboundAnswer;
import isthmus.cpm.interworking.InterworkingFunction;
import isthmus.cpm.interworking.InterworkingInbound;
import isthmus.cpm.interworking.LegacyMessage;
import isthmus.cpm.interworking.LegacyReceipt;
import isthmus.cpm.interworking.PartStore;
import isthmus.gateway.config.Configuration;
import isthmus.gateway.config.ConfigurationLoader;
import isthmus.gateway.config.ConfigurationResult;
import isthmus.testkit.InMemoryPartStore;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InstalledFunctionsTest {
  private static final String MINIMAL =
      """
      sip:
        listen: ["udp://127.0.0.1:5060"]
        domain: ims.example.org
        mode: embedded
      """;

  private static final String SMSC =
      "sms: {smsc: [{id: s1, host: smsc.example.org, system-id: esme}]}\n";

  private static final String SERVER =
      """
      sms:
        server:
          listen: ["tcp://127.0.0.1:2775"]
          accounts: [{system-id: bank, password: pw}]
      """;

  @TempDir Path directory;

  private List<InterworkingFunction> installed(String more) {
    ConfigurationResult result =
        new ConfigurationLoader(Map.of()).read(MINIMAL + more, "isthmus.yaml", directory);
    Configuration configuration =
        switch (result) {
          case ConfigurationResult.Loaded loaded -> loaded.configuration();
          case ConfigurationResult.Wrong wrong -> throw new AssertionError(wrong.problems());
        };
    List<InterworkingFunction> functions =
        InstalledFunctions.of(
            configuration,
            new NothingComes(),
            new AddressParser(NumberingPlan.NORTH_AMERICA),
            InstantSource.system());
    functions.forEach(InterworkingFunction::close);
    return functions;
  }

  private List<String> services(String more) {
    return installed(more).stream().map(InterworkingFunction::service).toList();
  }

  private Map<String, Object> toySettings(String more) {
    return installed(more).stream()
        .filter(ToyFunction.class::isInstance)
        .map(ToyFunction.class::cast)
        .findFirst()
        .orElseThrow()
        .settings();
  }

  @Test
  void aFunctionOnTheClassPathIsInstalledWithoutAWordInTheConfiguration() {
    assertThat(services("")).containsExactly("toy");
    assertThat(toySettings("")).isEmpty();
  }

  @Test
  void itGetsItsSectionIfThereIsOne() {
    assertThat(toySettings("services: {toy: {size: 3, names: [a, b]}}\n"))
        .isEqualTo(Map.of("size", 3L, "names", List.of("a", "b")));
  }

  @Test
  void smsIsInstalledForAnSmscAndForAServer() {
    assertThat(services(SMSC)).containsExactly("sms", "toy");
    assertThat(services(SERVER)).containsExactly("sms", "toy");
  }

  @Test
  void aServiceThatIsThereAlreadyIsRefused() throws IOException {
    assertThatThrownBy(() -> withSecondSms(() -> services(SMSC)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "service sms is there already; isthmus.gateway.assembly.ToyFunction$SecondSms on the"
                + " class path offers it once more");
  }

  @Test
  void anotherFunctionMayBeSmsWhereOursIsNotConfigured() throws IOException {
    withSecondSms(() -> assertThat(services("")).containsExactlyInAnyOrder("sms", "toy"));
  }

  @Test
  void aProviderThatCannotBeLoadedIsOneLine() throws IOException {
    assertThatThrownBy(() -> withProvider("no.such.Provider", () -> services("")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("an interworking function on the class path cannot be loaded: ")
        .hasMessageContaining("no.such.Provider");
  }

  @Test
  void aSectionThatNobodyReadsIsRefused() {
    assertThatThrownBy(() -> services(SMSC + "services: {fax: {}}\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "services.fax: no interworking function of that name is on the class path; there: sms,"
                + " toy");
    assertThatThrownBy(() -> services(SMSC + "services: {sms: {}}\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("services.sms: SMS has a section of its own; allowed: sms");
  }

  @Test
  void aWrongSettingIsNamedWithItsSection() {
    assertThatThrownBy(() -> services("services: {toy: {colour: red}}\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("services.toy: colour: a toy has none");
  }

  private void withSecondSms(Runnable body) throws IOException {
    withProvider(ToyFunction.SecondSms.class.getName(), body);
  }

  /** Puts one more provider on the class path of this thread. */
  private void withProvider(String name, Runnable body) throws IOException {
    Path services = Files.createDirectories(directory.resolve("META-INF/services"));
    Files.writeString(services.resolve(InterworkingFunction.Provider.class.getName()), name);
    URI here = directory.toUri();
    ClassLoader usual = Thread.currentThread().getContextClassLoader();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {here.toURL()}, usual)) {
      Thread.currentThread().setContextClassLoader(loader);
      body.run();
    } finally {
      Thread.currentThread().setContextClassLoader(usual);
    }
  }

  /** No message is on its way in. */
  private static final class NothingComes implements InterworkingInbound {
    private final PartStore parts = new InMemoryPartStore(InstantSource.system());

    @Override
    public CompletionStage<InboundAnswer> message(LegacyMessage message) {
      return unexpected();
    }

    @Override
    public CompletionStage<ReceiptAnswer> receipt(LegacyReceipt receipt) {
      return unexpected();
    }

    @Override
    public CompletionStage<LegacyState> query(String peer, String externalId) {
      return unexpected();
    }

    @Override
    public CompletionStage<LegacyState> cancel(String peer, String externalId) {
      return unexpected();
    }

    @Override
    public PartStore parts() {
      return parts;
    }

    private static <T> CompletionStage<T> unexpected() {
      return CompletableFuture.failedStage(new AssertionError("nothing was sent"));
    }
  }
}
