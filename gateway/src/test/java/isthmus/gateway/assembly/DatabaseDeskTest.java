package isthmus.gateway.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import isthmus.gateway.cli.AccessDesk;
import isthmus.gateway.cli.AccessDesk.AccountChange;
import isthmus.gateway.cli.AccessDesk.KeptRow;
import isthmus.gateway.cli.AccessDesk.Owner;
import isthmus.gateway.cli.CommandFailure;
import isthmus.gateway.config.Configuration;
import isthmus.gateway.config.ConfigurationLoader;
import isthmus.gateway.config.ConfigurationResult;
import isthmus.gateway.store.DatabaseSource;
import isthmus.gateway.store.EmbeddedDatabase;
import isthmus.gateway.store.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Accounts by a shell that has the database. */
class DatabaseDeskTest {
  private static final String PASSWORD = "correct horse battery";
  private static final Owner ALICE = new Owner("alice", Optional.empty());

  @TempDir private Path directory;

  private Configuration configuration(String database) {
    String yaml =
        """
        data: %s
        database: %s
        sip: {listen: ["udp://127.0.0.1:0"], domain: ims.example.org, mode: embedded}
        """
            .formatted(directory, database);
    return switch (new ConfigurationLoader(Map.of()).read(yaml, "desk.yaml", directory)) {
      case ConfigurationResult.Loaded loaded -> loaded.configuration();
      case ConfigurationResult.Wrong wrong -> throw new AssertionError(wrong.problems());
    };
  }

  private static AccessDesk open(Configuration configuration) throws CommandFailure {
    return DatabaseDesk.desks("tester").inDatabaseOf(configuration);
  }

  private static Configuration external(DatabaseDeskTest test) {
    DatabaseSource.Server server = TestDatabase.fresh();
    return test.configuration(
        "{url: \"%s\", user: \"%s\", password: \"%s\"}"
            .formatted(server.url(), server.user().orElse(""), server.password().orElse("none")));
  }

  @Test
  void accountsTokensAndAuditAreReachedWithoutALogIn() throws CommandFailure {
    try (AccessDesk desk = open(external(this))) {
      assertThatThrownBy(() -> desk.addAccount("alice", List.of("viewer"), PASSWORD))
          .hasMessageContaining("the first account must be an administrator");
      assertThat(desk.addAccount("alice", List.of("admin"), PASSWORD))
          .isEqualTo("account alice added");
      assertThatThrownBy(() -> desk.addAccount("bob", List.of("viewer"), "short"))
          .isInstanceOf(CommandFailure.class)
          .hasMessageContaining("12 to 256 characters");
      assertThatThrownBy(() -> desk.removeAccount("alice"))
          .hasMessageContaining("last local administrator");
      assertThatThrownBy(() -> desk.removeAccount("bob")).hasMessageContaining("no account bob");
      assertThat(desk.addAccount("bob", List.of("viewer"), PASSWORD)).contains("bob");
      assertThat(
              desk.changeAccount(
                  "bob", new AccountChange(Optional.empty(), Optional.empty(), Optional.of(true))))
          .isEqualTo("account bob changed");
      assertThat(desk.accounts()).contains("alice", "bob", "disabled");
      assertThat(desk.addToken(ALICE, "nightly", List.of("viewer"), 7)).startsWith("isthmus_");
      assertThat(desk.tokens(ALICE)).contains("nightly", "viewer");
      assertThatThrownBy(() -> desk.tokens(new Owner("eve", Optional.empty())))
          .hasMessageContaining("no account eve");
      assertThat(desk.audit(10)).contains("tester@shell account-added alice");
      assertThat(desk.verifyAudit(Optional.empty())).contains("in order: rows 4, head ");
      assertThatThrownBy(() -> desk.verifyAudit(Optional.of(new KeptRow(9, "00"))))
          .hasMessageContaining("NOT in order");
    }
  }

  @Test
  void theServerOfAGatewayThatRunsIsUsedAsItIsAndOtherwiseStarted() throws CommandFailure {
    Configuration embedded = configuration("embedded");
    try (AccessDesk desk = open(embedded)) {
      desk.addAccount("alice", List.of("admin"), PASSWORD);
    }
    Path data = embedded.data().resolve("database");
    assertThat(EmbeddedDatabase.running(data)).as("ended with the desk").isEmpty();
    EmbeddedDatabase running = EmbeddedDatabase.start(new DatabaseSource.Embedded(data));
    try (AccessDesk desk = open(embedded)) {
      assertThat(desk.accounts()).contains("alice");
    } finally {
      assertThat(EmbeddedDatabase.running(data)).as("still runs").isPresent();
      running.close();
    }
  }

  @Test
  void aDatabaseThatIsNotThereIsSaidInALine() {
    Configuration nowhere =
        configuration(
            "{url: \"jdbc:postgresql://127.0.0.1:1/x\", user: x, connect-timeout: 250ms}");
    assertThatThrownBy(() -> open(nowhere))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("database");
  }
}
