package isthmus.gateway.e2e;

import static isthmus.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import isthmus.cpm.sip.Hop;
import isthmus.cpm.sip.Transport;
import isthmus.gateway.demo.CpmAccount;
import isthmus.gateway.demo.CpmClient;
import isthmus.gateway.demo.CpmMessage;
import isthmus.gateway.store.DatabaseSource;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Users who come and go while two embedded cores run on one database. */
class EmbeddedUsersTest {
  private static final Pattern HTTP = Pattern.compile("http: \\{listen: \"([^\"]+)\"}");

  private static TestGateway first;
  private static TestGateway second;

  @BeforeAll
  static void start() {
    DatabaseSource.Server database = TestGateway.freshDatabase();
    first = node(database, "n1").start();
    second = node(database, "n2").start();
  }

  private static TestGateway node(DatabaseSource.Server database, String name) {
    return TestGateway.of(
        database,
        name,
        """
        mode: embedded
        users: [{user: "%s", password: secret, name: Alice}]
        """
            .formatted(Pager.ALICE),
        TestGateway.QUICK);
  }

  @AfterAll
  static void stop() {
    first.close();
    second.close();
  }

  private static String ask(TestGateway at, String method, String path, String body) {
    Matcher http = HTTP.matcher(at.yaml());
    assertThat(http.find()).isTrue();
    URI uri = URI.create("http://" + http.group(1) + "/api/users" + path);
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(uri)
                  .header("Accept", "text/plain")
                  .method(method, BodyPublishers.ofString(body))
                  .build(),
              BodyHandlers.ofString())
          .body();
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static CpmClient client(TestGateway at, String user, String password) {
    try {
      return CpmClient.start(
          new CpmAccount(
              user,
              password,
              user,
              TestGateway.DOMAIN,
              new Hop(Transport.TCP, "127.0.0.1", at.sipPort()),
              Duration.ofMinutes(10)),
          () -> {},
          InstantSource.system());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String add(TestGateway at, String user) {
    return ask(at, "POST", "", "{\"user\": \"%s\", \"password\": \"pw\"}".formatted(user));
  }

  private static boolean lists(TestGateway at, String user, int devices) {
    return ask(at, "GET", "", "")
        .lines()
        .anyMatch(line -> line.matches(Pattern.quote(user) + " +stored +" + devices + " *"));
  }

  @Test
  void aUserAddedAtOneNodeRegistersAtAnotherAndIsGoneFromBothWhenRemoved() {
    String bob = Pager.phone();
    assertThat(add(first, bob)).isEqualTo("user " + bob + " added\n");
    eventually("the other node knows", RawSip.PATIENCE, () -> lists(second, bob, 0));
    try (CpmClient client = client(second, bob, "pw")) {
      eventually("registered", RawSip.PATIENCE, client::isRegistered);
      assertThat(lists(second, bob, 1)).isTrue();
      eventually("the first node sees it", RawSip.PATIENCE, () -> lists(first, bob, 1));
      assertThat(ask(first, "DELETE", "/" + bob, ""))
          .isEqualTo("user " + bob + " removed; devices that were registered: 1\n");
      assertThat(first.count("select count(*) from binding where aor like '%" + bob + "%'"))
          .isZero();
      eventually(
          "the other node forgot",
          RawSip.PATIENCE,
          () -> !ask(second, "GET", "", "").contains(bob));
    }
    try (CpmClient client = client(second, bob, "pw")) {
      eventually("refused", RawSip.PATIENCE, () -> client.registration().contains("401"));
      assertThat(client.isRegistered()).isFalse();
    }
  }

  @Test
  void aUserWhoIsRegisteredSurvivesARestartOfTheNode() {
    String carol = Pager.phone();
    add(first, carol);
    eventually("the other node knows", RawSip.PATIENCE, () -> lists(second, carol, 0));
    try (CpmClient client = client(first, carol, "pw")) {
      eventually("registered", RawSip.PATIENCE, client::isRegistered);
      second.stop();
      second.start();
      assertThat(lists(second, carol, 1)).as("known before the first question").isTrue();
    }
  }

  @Test
  void manyMessagesOfOneClientArriveInTheOrderInWhichTheyWereSent() {
    String dave = Pager.phone();
    try (TestGateway only = node(TestGateway.freshDatabase(), "only").start();
        CpmClient to = client(only, dave, "pw");
        CpmClient from = client(only, Pager.ALICE, "secret")) {
      add(only, dave);
      eventually(
          "both registered", RawSip.PATIENCE, () -> to.isRegistered() && from.isRegistered());
      List<String> texts = IntStream.range(0, 30).mapToObj(i -> "message " + i).toList();
      texts.forEach(text -> from.send(dave, text));
      eventually(
          "all there",
          RawSip.PATIENCE,
          () -> to.threads().stream().mapToInt(thread -> thread.messages().size()).sum() == 30);
      assertThat(to.threads().getFirst().messages())
          .extracting(CpmMessage::text)
          .containsExactlyElementsOf(texts);
    }
  }

  @Test
  void theConfiguredUserIsNotRemovedHere() {
    assertThat(ask(first, "DELETE", "/" + Pager.ALICE, "")).contains("sip.users");
    assertThat(ask(first, "GET", "", "")).contains(Pager.ALICE + "             configured");
  }
}
