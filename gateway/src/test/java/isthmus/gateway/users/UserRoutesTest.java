package isthmus.gateway.users;

import static org.assertj.core.api.Assertions.assertThat;

import isthmus.gateway.console.http.Gatekeeper;
import isthmus.gateway.console.http.HttpListenException;
import isthmus.gateway.console.http.HttpListener;
import isthmus.gateway.console.http.Router;
import isthmus.testkit.InMemoryBindingStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code /api/users} over real sockets. */
class UserRoutesTest {
  private final Node node = new Node(new MemoryUserStore(), new InMemoryBindingStore());
  private HttpListener listener;

  private final List<String> recorded = new CopyOnWriteArrayList<>();

  private HttpListener listening(Optional<UserAdministration> users) throws HttpListenException {
    return HttpListener.open(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        4_096,
        new Router(
            new UserRoutes(
                    users, (by, peer, what, subject, detail) -> recorded.add(what + " " + subject))
                .routes()),
        Gatekeeper.OPEN);
  }

  @BeforeEach
  void open() throws HttpListenException {
    listener = listening(Optional.of(node.administration));
  }

  @AfterEach
  void close() {
    listener.close();
  }

  private static String ask(HttpListener at, String method, String path, String body) {
    URI uri = URI.create("http://127.0.0.1:" + at.address().getPort() + "/api/users" + path);
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(uri).method(method, BodyPublishers.ofString(body)).build(),
              BodyHandlers.ofString());
      return answer.statusCode() + " " + answer.body();
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private String ask(String method, String path, String body) {
    return ask(listener, method, path, body.replace('\'', '"'));
  }

  @Test
  void aUserIsAddedListedChangedAndRemoved() {
    String bob = "{\"user\":\"bob\",\"name\":\"Bob\",\"source\":\"stored\",\"devices\":%d}";
    assertThat(ask("POST", "", "{'user':'bob','password':'pw','name':'Bob'}"))
        .isEqualTo("201 " + bob.formatted(0));
    node.register("bob");
    assertThat(ask("GET", "", ""))
        .isEqualTo(
            "200 {\"users\":[{\"user\":\"%s\",\"name\":\"Alice\",\"source\":\"configured\",\"devices\":0},%s]}"
                .formatted(Node.ALICE, bob.formatted(1)));
    assertThat(ask("PUT", "/bob", "{'password':'new'}")).isEqualTo("200 " + bob.formatted(1));
    assertThat(node.believes("bob", "new")).isTrue();
    assertThat(ask("DELETE", "/bob", "")).isEqualTo("200 " + bob.formatted(1));
    assertThat(recorded).containsExactly("user-added bob", "user-changed bob", "user-removed bob");
    assertThat(ask("DELETE", "/bob", ""))
        .isEqualTo("404 {\"error\":\"there is no user bob\",\"where\":\"user\"}");
  }

  @Test
  void theTextFormIsATable() {
    assertThat(ask("POST", "?format=text", "{'user':'bob','password':'pw'}"))
        .isEqualTo("201 user bob added\n");
    assertThat(ask("GET", "?format=text", "").lines())
        .containsExactly(
            "200 USER                     SOURCE     DEVICES  NAME",
            "+15551000001             configured       0  Alice",
            "bob                      stored           0  ");
    assertThat(ask("DELETE", "/bob?format=text", ""))
        .isEqualTo("200 user bob removed; devices that were registered: 0\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST   | \"\"             | nonsense                              | 400 | not JSON",
        "POST   | \"\"             | []                                    | 400 | must be a JSON"
            + " object",
        "POST   | \"\"             | {'user':'bob'}                        | 400 | password is"
            + " missing",
        "POST   | \"\"             | {'password':'x'}                      | 400 | user is missing",
        "POST   | \"\"             | {'user':'bob','password':7}           | 400 | password must be"
            + " text",
        "POST   | \"\"             | {'user':'bob','pasword':'x'}          | 400 | allowed: name,"
            + " password, user",
        "POST   | \"\"             | {'user':'b b','password':'x'}         | 400 | user must be a"
            + " number",
        "POST   | \"\"             | {'user':'+15551000001','password':'x'} | 409 | in sip.users of"
            + " the configuration",
        "PUT    | /bob           | {'password':'x'}                      | 404 | there is no user"
            + " bob",
        "PUT    | /+15551000001  | {'password':'x'}                      | 409 | cannot be changed"
            + " here",
        "DELETE | /+15551000001  | {}                                    | 409 | cannot be removed"
            + " here",
      },
      quoteCharacter = '"')
  void whatCannotBeDoneIsAnsweredWithTheReason(
      String method, String path, String body, int status, String reason) {
    assertThat(ask(method, path, body)).startsWith(status + " ").contains(reason);
  }

  @Test
  void noAnswerHoldsAPasswordOrADigest() {
    String answers =
        ask("POST", "", "{'user':'bob','password':'hushhush'}")
            + ask("POST", "", "{'user':'bob','password':'hushhush'}")
            + ask("GET", "", "")
            + ask("PUT", "/bob", "{'password':'hushhush'}");
    assertThat(answers).doesNotContain("hushhush").doesNotContainIgnoringCase("ha1");
  }

  @Test
  void behindACoreThereAreNoUsersHere() throws HttpListenException {
    HttpListener core = listening(Optional.empty());
    try {
      for (String method : new String[] {"GET", "POST"}) {
        assertThat(ask(core, method, "", "{}")).startsWith("409 ").contains("sip.mode: isc");
      }
      assertThat(ask(core, "DELETE", "/bob", "")).startsWith("409 ");
    } finally {
      core.close();
    }
  }
}
