package isthmus.gateway.store;

import isthmus.cpm.store.MessageStore;
import isthmus.testkit.MessageReceiptContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PostgresMessageReceiptTest extends MessageReceiptContract {
  private static HeldStore held;

  @BeforeAll
  static void open() {
    held = HeldStore.open();
  }

  @AfterAll
  static void close() {
    held.close();
  }

  @Override
  protected MessageStore store() {
    return held.messages();
  }

  @Override
  protected long fence(int shard) {
    return held.fence(shard);
  }
}
