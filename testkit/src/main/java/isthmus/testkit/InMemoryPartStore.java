package isthmus.testkit;

import isthmus.cpm.interworking.PartStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Parts in memory; safe for any thread. Stages are complete when they are returned. */
public final class InMemoryPartStore implements PartStore {
  private static final Duration CLAIM = Duration.ofMinutes(1);

  private final InstantSource clock;
  private final Map<String, TreeMap<Integer, Part>> groups = new HashMap<>();
  private final Map<String, Instant> claimed = new HashMap<>();

  /** A store whose claims of overdue groups last a minute of this clock. */
  public InMemoryPartStore(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public synchronized CompletionStage<List<Part>> add(Part part) {
    TreeMap<Integer, Part> group = groups.computeIfAbsent(part.group(), _ -> new TreeMap<>());
    group.putIfAbsent(part.number(), part);
    return CompletableFuture.completedFuture(List.copyOf(group.values()));
  }

  @Override
  public synchronized CompletionStage<List<List<Part>>> overdue(Instant firstBefore, int limit) {
    List<List<Part>> found = new ArrayList<>();
    Instant now = clock.instant();
    groups.forEach(
        (name, group) -> {
          boolean old = group.values().stream().anyMatch(part -> part.at().isBefore(firstBefore));
          boolean free = !claimed.getOrDefault(name, Instant.MIN).isAfter(now);
          if (old && free && found.size() < limit) {
            claimed.put(name, now.plus(CLAIM));
            found.add(List.copyOf(group.values()));
          }
        });
    return CompletableFuture.completedFuture(List.copyOf(found));
  }

  @Override
  public synchronized CompletionStage<Boolean> remove(String group) {
    claimed.remove(group);
    return CompletableFuture.completedFuture(groups.remove(group) != null);
  }

  /** How many groups wait. */
  public synchronized int groups() {
    return groups.size();
  }
}
