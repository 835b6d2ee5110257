package isthmus.gateway.store;

import static isthmus.testkit.StoreSamples.unique;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PostgresPreferencesTest {
  private static final int AT_ONCE = 8;

  /** Each reads what is there and adds its own word. */
  @Test
  void changesAtOnceOfOneDocumentAreAllKept() throws Exception {
    String user = unique("tel:+1555");
    try (Database database = TestDatabase.open();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      PostgresPreferences store = new PostgresPreferences(database);
      List<Future<Boolean>> changes =
          threads.invokeAll(
              IntStream.range(0, AT_ONCE)
                  .mapToObj(number -> adding(database, store, user, "word" + number))
                  .toList());
      for (Future<Boolean> change : changes) {
        assertThat(change.get()).isTrue();
      }

      assertThat(store.find(user).orElseThrow().strip().split(" "))
          .containsExactlyInAnyOrderElementsOf(
              IntStream.range(0, AT_ONCE).mapToObj(number -> "word" + number).toList());
    }
  }

  private static Callable<Boolean> adding(
      Database database, PostgresPreferences store, String user, String word) {
    return () ->
        database.<Boolean, RuntimeException>together(
            () -> {
              String before = store.findToChange(user).orElse("");
              store.put(user, before + " " + word, "test", InstantSource.system().instant());
              return true;
            });
  }
}
