package isthmus.gateway.store;

import isthmus.cpm.store.MessageStore;
import isthmus.testkit.StoreSamples;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/**
 * A message store of which this node holds all shards.
 *
 * @param fences the fencing number of each shard
 */
record HeldStore(Database database, MessageStore messages, Map<Integer, Long> fences)
    implements AutoCloseable {
  static HeldStore open() {
    Database database = TestDatabase.open();
    new Partitions(database, Duration.ofDays(30), InstantSource.system()).maintain();
    MessageStore messages =
        new PostgresMessageStore(
            database,
            StoreSamples.PARSER,
            PostgresMessageStore.DEFAULT_WINDOW,
            InstantSource.system());
    return new HeldStore(
        database,
        messages,
        new PostgresWorkLeases(database).beat("test", Duration.ofMinutes(10), true));
  }

  long fence(int shard) {
    return fences.get(shard);
  }

  @Override
  public void close() {
    database.close();
  }
}
