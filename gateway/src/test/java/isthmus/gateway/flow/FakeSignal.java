package isthmus.gateway.flow;

import isthmus.cpm.store.WorkSignal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Signals that nobody hears but the test. */
final class FakeSignal implements WorkSignal {
  final List<Set<Integer>> announced = new ArrayList<>();

  @Override
  public void announce(Set<Integer> shards) {
    announced.add(Set.copyOf(shards));
  }

  @Override
  public AutoCloseable listen(Consumer<Set<Integer>> listener) {
    return () -> {};
  }
}
