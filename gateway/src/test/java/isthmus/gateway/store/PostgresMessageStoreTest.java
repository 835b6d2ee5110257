package isthmus.gateway.store;

import isthmus.cpm.store.MessageStore;
import isthmus.testkit.MessageStoreContract;
import isthmus.testkit.StoreSamples;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PostgresMessageStoreTest extends MessageStoreContract {
  private static Database database;
  private static MessageStore store;
  private static Map<Integer, Long> fences;

  @BeforeAll
  static void open() {
    database = TestDatabase.open();
    new Partitions(database, Duration.ofDays(30), InstantSource.system()).maintain();
    store =
        new PostgresMessageStore(
            database,
            StoreSamples.PARSER,
            PostgresMessageStore.DEFAULT_WINDOW,
            InstantSource.system());
    fences = new PostgresWorkLeases(database).beat("test", Duration.ofMinutes(10), true);
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @Override
  protected MessageStore store() {
    return store;
  }

  @Override
  protected long fence(int shard) {
    return fences.get(shard);
  }
}
