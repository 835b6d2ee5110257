package isthmus.testkit;

import isthmus.cpm.registration.Binding;
import isthmus.cpm.registration.BindingStore;
import isthmus.cpm.registration.Registration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Bindings in memory; safe for any thread. */
public final class InMemoryBindingStore implements BindingStore {
  private static final Comparator<Binding> PREFERRED_FIRST =
      Comparator.comparingInt(Binding::qPermille).reversed();

  private final ConcurrentHashMap<String, List<Binding>> bindings = new ConcurrentHashMap<>();

  @Override
  public List<Binding> bindings(String aor, Instant now) {
    List<Binding> live = new ArrayList<>();
    for (Binding binding : bindings.getOrDefault(aor, List.of()).reversed()) {
      if (!binding.isExpired(now)) {
        live.add(binding);
      }
    }
    live.sort(PREFERRED_FIRST);
    return List.copyOf(live);
  }

  @Override
  public Registration change(String aor, Function<List<Binding>, Registration> change) {
    List<Registration> outcome = new ArrayList<>(1);
    bindings.compute(
        aor,
        (_, current) -> {
          Registration changed = change.apply(current == null ? List.of() : current);
          outcome.add(changed);
          return changed.bindings().isEmpty() ? null : changed.bindings();
        });
    return outcome.getLast();
  }

  @Override
  public int removeExpired(Instant now) {
    AtomicInteger removed = new AtomicInteger();
    for (String aor : bindings.keySet()) {
      bindings.computeIfPresent(
          aor,
          (_, current) -> {
            List<Binding> live =
                current.stream().filter(binding -> !binding.isExpired(now)).toList();
            removed.addAndGet(current.size() - live.size());
            return live.isEmpty() ? null : live;
          });
    }
    return removed.get();
  }
}
