package isthmus.gateway.config;

import static isthmus.gateway.config.ConfigurationText.MINIMAL;
import static org.assertj.core.api.Assertions.assertThat;

import isthmus.gateway.config.tree.Problem;
import isthmus.gateway.config.value.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SecretsTest {
  private static final String HIDDEN = "hunter2";

  @TempDir Path directory;

  private ConfigurationResult read(String yaml) {
    return new ConfigurationLoader(Map.of("PASSWORD", HIDDEN, "PORT", "8099", "BAD", HIDDEN))
        .read(yaml, "isthmus.yaml", directory);
  }

  private Configuration good(String yaml) {
    return switch (read(yaml)) {
      case ConfigurationResult.Loaded loaded -> loaded.configuration();
      case ConfigurationResult.Wrong wrong -> throw new AssertionError(wrong.problems());
    };
  }

  private static String password(Configuration configuration) {
    return configuration.sip().users().getFirst().password().map(Secret::reveal).orElse("");
  }

  private static String user(String password) {
    return MINIMAL + "  users: [{user: alice, password: \"" + password + "\"}]\n";
  }

  @Test
  void aSecretComesFromTheEnvironment() {
    assertThat(password(good(user("${env:PASSWORD}")))).isEqualTo(HIDDEN);
  }

  @Test
  void aSecretComesFromAFileWithoutItsLastLineEnd() throws IOException {
    Files.writeString(directory.resolve("pw"), HIDDEN + " \n");
    assertThat(password(good(user("${file:pw}")))).isEqualTo(HIDDEN + " ");
    assertThat(password(good(user("${file:" + directory.resolve("pw") + "}"))))
        .isEqualTo(HIDDEN + " ");
  }

  @Test
  void aReferenceMayBePartOfAValueAndOfAnyType() {
    assertThat(password(good(user("a-${env:PASSWORD}-$${b}")))).isEqualTo("a-hunter2-${b}");
    assertThat(good(MINIMAL + "http: {listen: \"127.0.0.1:${env:PORT}\"}\n").http().listen().port())
        .isEqualTo(8099);
  }

  @Test
  void noSecretIsInThePrintedConfiguration() throws IOException {
    Files.createFile(directory.resolve("store.p12"));
    Configuration configuration =
        good(
            user("${env:PASSWORD}")
                + """
                database: {url: "jdbc:postgresql://h/d?password=hunter2", password: hunter2}
                sms:
                  smsc:
                    - id: s
                      host: h
                      system-id: e
                      password: hunter2
                      tls: {keystore: store.p12, password: hunter2}
                  server: {listen: "tcp://0.0.0.0:2775", accounts: [{system-id: a, password: hunter2}]}
                """);
    assertThat(configuration.toString()).doesNotContain(HIDDEN).contains("***");
  }

  @Test
  void noSecretIsInAProblem() throws IOException {
    Files.writeString(directory.resolve("pw"), HIDDEN);
    List<String> wrong =
        List.of(
            MINIMAL + "http: {listen: \"${env:BAD}\"}\n",
            MINIMAL + "delivery: {lease: \"${file:pw}\"}\n",
            MINIMAL + "  users: [{user: alice, password: [hunter2]}]\n",
            MINIMAL + "  users: [{user: alice, ha1-md5: hunter2}]\n",
            MINIMAL + "  users: [{user: alice, password: hunter2, ha1-md5: hunter2}]\n",
            MINIMAL + "  users: [{user: alice, password: \"hunter2\n",
            MINIMAL + "  users: [{user: alice, pasword: hunter2}]\n",
            MINIMAL + "  users: hunter2\n",
            MINIMAL + "  users: [hunter2]\n",
            MINIMAL + "database: {url: \"jdbc:mysql://u:hunter2@h/\"}\n",
            MINIMAL + "database: {password: hunter2}\n");
    assertThat(wrong)
        .allSatisfy(
            yaml ->
                assertThat(read(yaml))
                    .isInstanceOfSatisfying(
                        ConfigurationResult.Wrong.class,
                        result ->
                            assertThat(result.problems())
                                .map(Problem::toString)
                                .noneMatch(line -> line.contains(HIDDEN))));
  }
}
