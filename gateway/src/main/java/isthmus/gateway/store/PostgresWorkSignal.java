package isthmus.gateway.store;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.store.WorkSignal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Signals that there is work in shards, by LISTEN and NOTIFY. */
public final class PostgresWorkSignal implements WorkSignal {
  private static final String CHANNEL = "isthmus_work";

  private final Channels channels;

  /** Signals on a database. */
  public PostgresWorkSignal(Database database) {
    this.channels = requireNonNull(database).channels();
  }

  @Override
  public void announce(Set<Integer> shards) {
    channels.notify(CHANNEL, shards.stream().map(String::valueOf).collect(Collectors.joining(",")));
  }

  @Override
  public AutoCloseable listen(Consumer<Set<Integer>> listener) {
    return channels.listen(
        CHANNEL,
        payloads -> {
          Set<Integer> shards = parse(payloads);
          if (!shards.isEmpty()) {
            listener.accept(shards);
          }
        });
  }

  /** Anybody who can reach the database can notify: what is no number is passed over. */
  private static Set<Integer> parse(List<String> payloads) {
    Set<Integer> shards = new HashSet<>();
    for (String payload : payloads) {
      for (String word : payload.split(",", -1)) {
        if (word.matches("\\d{1,4}")) {
          shards.add(Integer.valueOf(word));
        }
      }
    }
    return shards;
  }
}
