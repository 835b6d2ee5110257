package isthmus.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;

import isthmus.cpm.registration.Credential;
import isthmus.cpm.registration.DigestAlgorithm;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PostgresCredentialStoreTest {
  private static Database database;
  private static PostgresCredentialStore store;

  @BeforeAll
  static void open() {
    database = TestDatabase.open();
    store = new PostgresCredentialStore(database);
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @Test
  void aPasswordIsKeptAsDigestsThatCheckIt() {
    store.put("alice", "ims.example.org", "secret");

    Credential credential = store.credential("alice", "ims.example.org").orElseThrow();

    assertThat(credential).isInstanceOf(Credential.Digests.class);
    for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
      assertThat(credential.ha1("alice", "ims.example.org", algorithm))
          .contains(algorithm.ha1("alice", "ims.example.org", "secret"));
    }
  }

  @Test
  void aNewPasswordReplacesTheOld() {
    store.put("bob", "ims.example.org", "old");
    store.put("bob", "ims.example.org", "new");

    assertThat(
            store
                .credential("bob", "ims.example.org")
                .flatMap(c -> c.ha1("bob", "ims.example.org", DigestAlgorithm.MD5)))
        .contains(DigestAlgorithm.MD5.ha1("bob", "ims.example.org", "new"));
  }

  @Test
  void aRemovedUserIsUnknown() {
    store.put("carol", "ims.example.org", "secret");

    assertThat(store.users("ims.example.org")).contains("carol");
    assertThat(store.remove("carol", "ims.example.org")).isTrue();
    assertThat(store.remove("carol", "ims.example.org")).isFalse();
    assertThat(store.credential("carol", "ims.example.org")).isEmpty();
    assertThat(store.credential("carol", "other.example.org")).isEmpty();
  }
}
