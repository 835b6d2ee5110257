package isthmus.gateway.observe;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Meters whose set changes, such as those of links that come and go: what is written between {@link
 * #begin} and {@link #end} is there afterwards, the rest is gone. Not safe for use by several
 * threads.
 */
final class MeterBook {
  private final MeterRegistry registry;
  private final Map<Key, Entry> entries = new HashMap<>();
  private final Set<Key> seen = new HashSet<>();

  private record Key(String name, Tags tags) {}

  private record Entry(Meter meter, AtomicReference<Double> value) {}

  MeterBook(MeterRegistry registry) {
    this.registry = requireNonNull(registry);
  }

  void begin() {
    seen.clear();
  }

  /** Sets a value that goes up and down. */
  void gauge(String name, String description, Tags tags, Number value) {
    Key key = new Key(name, tags);
    seen.add(key);
    entries.computeIfAbsent(key, k -> newGauge(k, description)).value().set(value.doubleValue());
  }

  /** Sets a value that only grows. */
  void counter(String name, String description, Tags tags, Number value) {
    Key key = new Key(name, tags);
    seen.add(key);
    // One negative count, from a source with a bug, would make Prometheus' library refuse all
    // metrics.
    double count = Math.max(0, value.doubleValue());
    entries.computeIfAbsent(key, k -> newCounter(k, description)).value().set(count);
  }

  void end() {
    entries
        .entrySet()
        .removeIf(
            entry -> {
              boolean gone = !seen.contains(entry.getKey());
              if (gone) {
                registry.remove(entry.getValue().meter());
              }
              return gone;
            });
  }

  private Entry newGauge(Key key, String description) {
    AtomicReference<Double> value = new AtomicReference<>(0.0);
    Gauge gauge =
        Gauge.builder(key.name(), value, AtomicReference::get)
            .description(description)
            .tags(key.tags())
            .strongReference(true)
            .register(registry);
    return new Entry(gauge, value);
  }

  private Entry newCounter(Key key, String description) {
    AtomicReference<Double> value = new AtomicReference<>(0.0);
    FunctionCounter counter =
        FunctionCounter.builder(key.name(), value, AtomicReference::get)
            .description(description)
            .tags(key.tags())
            .register(registry);
    return new Entry(counter, value);
  }
}
