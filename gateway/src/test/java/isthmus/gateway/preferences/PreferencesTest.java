package isthmus.gateway.preferences;

import static org.assertj.core.api.Assertions.assertThat;

import isthmus.cpm.address.Address;
import isthmus.cpm.address.AddressParser;
import isthmus.cpm.address.Identity;
import isthmus.cpm.address.NumberingPlan;
import isthmus.cpm.preferences.UserPreferences;
import isthmus.gateway.console.http.Gatekeeper;
import isthmus.gateway.console.http.HttpListenException;
import isthmus.gateway.console.http.HttpListener;
import isthmus.gateway.console.http.Router;
import isthmus.gateway.flow.Functions;
import isthmus.gateway.store.Database;
import isthmus.gateway.store.PostgresPreferences;
import isthmus.gateway.store.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Preferences over real sockets, in a real database, as two nodes know them. */
final class PreferencesTest {
  private static final AddressParser PARSER =
      new AddressParser(NumberingPlan.NORTH_AMERICA, Set.of("ims.example.org"));
  private static final Identity ALICE = new Identity("tel:+15551000001");

  private static Database database;
  private static PostgresPreferences store;

  private final Queue<Runnable> reads = new ArrayDeque<>();
  private final KnownPreferences here = node();
  private final KnownPreferences there = node();
  private final List<String> audited = new ArrayList<>();
  private HttpListener listener;

  @BeforeAll
  static void openTheDatabase() {
    database = TestDatabase.open();
    store = new PostgresPreferences(database);
  }

  @AfterAll
  static void closeTheDatabase() {
    database.close();
  }

  private KnownPreferences node() {
    KnownPreferences node =
        new KnownPreferences(store, new PreferenceDocument(PARSER), 2, reads::add);
    node.load();
    return node;
  }

  @BeforeEach
  void open() throws HttpListenException {
    PreferenceRoutes routes =
        new PreferenceRoutes(
            store,
            here,
            PARSER,
            "ims.example.org",
            new Functions(List.of()),
            (by, peer, what, subject, detail) -> audited.add(what + " " + subject),
            InstantSource.system());
    listener =
        HttpListener.open(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            10_000,
            new Router(routes.routes()),
            Gatekeeper.OPEN);
  }

  @AfterEach
  void close() {
    listener.close();
    for (var entry : store.page("", 100)) {
      store.remove(entry.identity(), "test", InstantSource.system().instant());
    }
  }

  private String ask(String method, String path, String body) {
    URI uri = URI.create("http://127.0.0.1:" + listener.address().getPort() + "/api/" + path);
    try (HttpClient client = HttpClient.newHttpClient()) {
      var answer =
          client.send(
              HttpRequest.newBuilder(uri)
                  .method(method, BodyPublishers.ofString(body.replace('\'', '"')))
                  .build(),
              BodyHandlers.ofString());
      return answer.statusCode() + " " + answer.body().replace('"', '\'');
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private void read() {
    while (!reads.isEmpty()) {
      reads.remove().run();
    }
  }

  private UserPreferences known(KnownPreferences node, Identity user) {
    List<UserPreferences> answer = new ArrayList<>();
    node.whenKnown(List.of(user), () -> answer.add(node.of(user)));
    read();
    assertThat(answer).hasSize(1);
    return answer.getFirst();
  }

  @Test
  void preferencesAreStoredShownMergedAndRemoved() {
    String path = "users/+15551000001/preferences";
    assertThat(ask("GET", path, "")).startsWith("200 {'user':'tel:+15551000001','stored':false,");
    assertThat(
            ask(
                "PUT",
                path,
                "{'handling':'interwork','interworkTo':'(555) 765-4321','class':'Gold',"
                    + "'services':['mms','sms'],'refused':['email'],'allowed':{'email':false},"
                    + "'addresses':{'email':'alice@example.org'}}"))
        .isEqualTo(
            "200 {'user':'tel:+15551000001','stored':true,'handling':'interwork',"
                + "'interworkTo':'tel:+15557654321','doNotDisturb':false,'class':'gold',"
                + "'services':['mms','sms'],'refused':['email'],'allowed':{'email':false},"
                + "'addresses':{'email':'mailto:alice@example.org'},"
                + "'notes':['no interworking function is installed for email',"
                + "'no interworking function is installed for mms',"
                + "'no interworking function is installed for sms']}");
    assertThat(ask("PUT", path + "?merge=true", "{'handling':'deliver','refused':[]}"))
        .startsWith("200 {'user':'tel:+15551000001','stored':true,'handling':'deliver'")
        .contains("'class':'gold','services':['mms','sms'],'refused':[],");
    assertThat(ask("GET", "users/tel:+15551000001/preferences?format=text", ""))
        .contains("services:      mms, sms")
        .contains("doNotDisturb:  no");
    assertThat(ask("DELETE", path, "")).startsWith("200 {'user':'tel:+15551000001','stored':false");
    assertThat(ask("DELETE", path, "")).startsWith("404 ");
    assertThat(audited)
        .containsExactly(
            "preferences-set tel:+15551000001",
            "preferences-set tel:+15551000001",
            "preferences-cleared tel:+15551000001");
  }

  @Test
  void allSpellingsOfAnAddressAreOneUser() {
    ask("PUT", "users/sip:+15551000001@ims.example.org;user=phone/preferences", "{'class':'a'}");
    assertThat(ask("GET", "users/+15551000001/preferences", "")).contains("'stored':true");
    assertThat(ask("GET", "users/tel:+1-555-100-0001/preferences", "")).contains("'class':'a'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          []                                         | body
          {'colour':'red'}                           | body
          {'handling':'burn'}                        | handling
          {'doNotDisturb':'yes'}                     | doNotDisturb
          {'class':'gold and silver'}                | class
          {'services':'sms'}                         | services
          {'services':['sms','sms']}                 | services
          {'services':['S M S']}                     | services
          {'services':['sms'],'refused':['sms']}     | services
          {'refused':[7]}                            | refused
          {'allowed':{'sms':'no'}}                   | allowed.sms
          {'allowed':['sms']}                        | allowed
          {'addresses':{'email':'nobody'}}           | addresses.email
          {'interworkTo':'nowhere'}                  | interworkTo
          """)
  void whatIsWrongIsNamed(String body, String where) {
    String quoted = body.replace("''", "'");
    assertThat(ask("PUT", "users/bob/preferences", quoted.replace('\'', '"')))
        .startsWith("400 ")
        .endsWith("'where':'" + where + "'}");
  }

  @Test
  void pagesGoOnWhereTheLastOneEnded() {
    for (String user : List.of("a", "b", "c")) {
      ask("PUT", "users/" + user + "/preferences", "{}");
    }
    assertThat(ask("GET", "preferences?limit=2", ""))
        .contains("sip:a@", "sip:b@")
        .endsWith("'next':'sip:b@ims.example.org'}");
    assertThat(ask("GET", "preferences?limit=2&after=sip:b@ims.example.org", ""))
        .contains("sip:c@")
        .endsWith("'next':null}");
  }

  @Test
  void aUserWithoutAnEntryIsAnsweredWithoutReading() {
    assertThat(here.of(ALICE)).isEqualTo(UserPreferences.NONE);
    List<String> order = new ArrayList<>();
    here.whenKnown(List.of(ALICE), () -> order.add("next"));
    assertThat(order).containsExactly("next");
    assertThat(reads).isEmpty();
  }

  @Test
  void aChangeIsKnownToAnotherNodeAfterItFollows() {
    ask("PUT", "users/+15551000001/preferences", "{'services':['mms']}");
    there.refresh();
    assertThat(known(there, ALICE).services().priorities()).containsExactly("mms");
    ask("PUT", "users/+15551000001/preferences", "{'services':['sms']}");
    there.refresh();
    assertThat(there.of(ALICE).services().priorities()).containsExactly("sms");
    ask("DELETE", "users/+15551000001/preferences", "");
    there.refresh();
    assertThat(known(there, ALICE)).isEqualTo(UserPreferences.NONE);
  }

  @Test
  void aNodeThatStartsKnowsWhoHasPreferences() {
    ask("PUT", "users/+15551000001/preferences", "{'doNotDisturb':true}");
    assertThat(known(node(), ALICE).doNotDisturb()).isTrue();
  }

  @Test
  void memoryIsBoundedAndWhatWasForgottenIsReadAgain() throws Exception {
    List<Identity> users = new ArrayList<>();
    for (String user : List.of("a", "b", "c")) {
      ask("PUT", "users/" + user + "/preferences", "{'class':'" + user + "'}");
      Address address = PARSER.parseUri("sip:" + user + "@ims.example.org");
      users.add(address.identity());
    }
    for (Identity user : users) {
      assertThat(known(here, user).services().userClass()).isPresent();
    }
    here.whenKnown(List.of(users.getFirst()), () -> {});
    assertThat(reads).as("the first of three was forgotten").hasSize(1);
    read();
    assertThat(here.of(users.getFirst()).services().userClass()).contains("a");
  }

  @Test
  void everyListenerHearsOfAChange() throws Exception {
    CountDownLatch heard = new CountDownLatch(1);
    try (AutoCloseable listening = store.listen(heard::countDown)) {
      assertThat(listening).isNotNull();
      boolean told = false;
      for (int i = 0; i < 100 && !told; i++) {
        ask("PUT", "users/+15551000001/preferences", "{}");
        told = heard.await(100, TimeUnit.MILLISECONDS);
      }
      assertThat(told).isTrue();
    }
  }

  @Test
  void hashesKnowEveryIdentityThatWasAdded() {
    IdentityHashes hashes = new IdentityHashes();
    for (int i = 0; i < 10_000; i++) {
      hashes.add(new Identity("tel:+1555" + i));
    }
    int wrong = 0;
    for (int i = 0; i < 10_000; i++) {
      assertThat(hashes.mayContain(new Identity("tel:+1555" + i))).isTrue();
      wrong += hashes.mayContain(new Identity("tel:+1777" + i)) ? 1 : 0;
    }
    assertThat(wrong).isZero();
  }
}
