package isthmus.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;

import isthmus.cpm.registration.Credential;
import isthmus.cpm.registration.DigestAlgorithm;
import isthmus.cpm.registration.UserStore.Change;
import isthmus.cpm.registration.UserStore.Changes;
import isthmus.cpm.registration.UserStore.StoredUser;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresUserStoreTest {
  private static final String DOMAIN = "ims.example.org";
  private static Database database;

  private PostgresUserStore store;

  @BeforeAll
  static void open() {
    database = TestDatabase.open();
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @BeforeEach
  void nobodyIsThere() {
    database.<Integer>statement(
        connection -> {
          try (var statement = connection.createStatement()) {
            return statement.executeUpdate(
                "truncate embedded_user, embedded_user_revision, credential");
          }
        });
    store = new PostgresUserStore(database, "realm", DOMAIN);
  }

  private static StoredUser user(String name, String displayName, String secret) {
    return new StoredUser(
        name,
        Optional.of(displayName).filter(text -> !text.isEmpty()),
        Map.of(
            name,
            new Credential.Digests(
                Map.of(DigestAlgorithm.MD5, "5" + secret, DigestAlgorithm.SHA_256, "256" + secret)),
            name + "@" + DOMAIN,
            new Credential.Digests(Map.of(DigestAlgorithm.MD5, "at" + secret))));
  }

  @Test
  void aUserComesBackAsItWasKept() {
    assertThat(store.since(0)).isEqualTo(new Changes(List.of(), 0));
    assertThat(store.add(user("alice", "Alice", "a"))).isTrue();
    assertThat(store.since(0).changes())
        .containsExactly(new Change.Present(user("alice", "Alice", "a")));
  }

  @Test
  void aUserThatIsThereIsNotAddedAgain() {
    store.add(user("alice", "Alice", "a"));
    assertThat(store.add(user("alice", "Mallory", "b"))).isFalse();
    assertThat(store.since(0).changes())
        .containsExactly(new Change.Present(user("alice", "Alice", "a")));
  }

  @Test
  void aChangeReplacesTheDigestsAndKeepsANameThatIsNotGiven() {
    assertThat(store.change(user("alice", "", "a"))).isFalse();
    store.add(user("alice", "Alice", "a"));
    assertThat(store.change(user("alice", "", "b"))).isTrue();
    assertThat(store.since(0).changes())
        .containsExactly(new Change.Present(user("alice", "Alice", "b")));
  }

  @Test
  void aRemovedUserCanBeAddedAgainAndHasNothingOfTheOld() {
    store.add(user("alice", "Alice", "a"));
    assertThat(store.remove("alice")).isTrue();
    assertThat(store.remove("alice")).isFalse();
    assertThat(store.since(0).changes()).containsExactly(new Change.Removed("alice"));
    assertThat(store.add(user("alice", "", "b"))).isTrue();
    assertThat(store.since(0).changes())
        .containsExactly(new Change.Present(user("alice", "", "b")));
  }

  @Test
  void onlyWhatChangedSinceIsTold() {
    store.add(user("alice", "Alice", "a"));
    store.add(user("bob", "Bob", "b"));
    long seen = store.since(0).revision();
    assertThat(store.since(seen)).isEqualTo(new Changes(List.of(), seen));
    store.remove("bob");
    store.change(user("alice", "", "c"));
    assertThat(store.since(seen).changes())
        .containsExactly(
            new Change.Removed("bob"), new Change.Present(user("alice", "Alice", "c")));
  }

  @Test
  void realmsDoNotMix() {
    store.add(user("alice", "Alice", "a"));
    PostgresUserStore other = new PostgresUserStore(database, "other", DOMAIN);
    assertThat(other.since(0).changes()).isEmpty();
    assertThat(other.remove("alice")).isFalse();
    assertThat(other.add(user("alice", "Alicia", "x"))).isTrue();
    assertThat(store.since(0).changes())
        .containsExactly(new Change.Present(user("alice", "Alice", "a")));
  }

  @Test
  void aReaderThatFollowsMissesNoneOfManyAtTheSameTime() throws Exception {
    Set<String> seen = new HashSet<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> adding = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        StoredUser user = user("u" + i, "", "s");
        adding.add(threads.submit(() -> store.add(user)));
      }
      long revision = 0;
      boolean ended = false;
      while (!ended) {
        ended = adding.stream().allMatch(Future::isDone);
        Changes changes = store.since(revision);
        changes.changes().forEach(change -> seen.add(change.name()));
        revision = changes.revision();
      }
      for (Future<Boolean> each : adding) {
        assertThat(each.get()).isTrue();
      }
    }
    assertThat(seen).hasSize(40);
  }
}
