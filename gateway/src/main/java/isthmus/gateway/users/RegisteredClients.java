package isthmus.gateway.users;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.address.Address;
import isthmus.cpm.participating.ClientRequests.Destination;
import isthmus.cpm.registration.Aor;
import isthmus.cpm.registration.Binding;
import isthmus.cpm.registration.BindingChanges;
import isthmus.cpm.registration.PagerSuitability;
import isthmus.cpm.registration.PagerSuitability.PlainClients;
import isthmus.cpm.sip.SipSyntaxException;
import isthmus.gateway.flow.ClientLocator;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * All registered clients, kept in memory. What this node registers is told at once, what others
 * register is read by {@link #refresh}, which is called before the first look-up and then every
 * second. A look-up never blocks.
 */
public final class RegisteredClients implements ClientLocator {
  private final BindingChanges store;
  private final InstantSource clock;
  private final Map<String, Entry> byAor = new ConcurrentHashMap<>();
  private final AtomicLong steps = new AtomicLong();
  private String cursor = BindingChanges.BEGINNING;

  /**
   * A user's bindings.
   *
   * @param step when they were told of, or when the reading began that found them
   */
  private record Entry(List<Binding> bindings, long step) {
    boolean isHere(Instant now) {
      return bindings.stream().anyMatch(binding -> !binding.isExpired(now));
    }
  }

  /** Nobody yet. */
  public RegisteredClients(BindingChanges store, InstantSource clock) {
    this.store = requireNonNull(store);
    this.clock = requireNonNull(clock);
  }

  /** Takes over what a registration at this node changed. */
  public void changed(String aor, List<Binding> bindings) {
    byAor.put(aor, new Entry(List.copyOf(bindings), steps.incrementAndGet()));
  }

  /**
   * Reads what changed since it was called before; blocks.
   *
   * @return the addresses of record that have bindings now and, as far as was known, had none
   * @throws isthmus.cpm.store.StoreUnavailableException what is known stays as it is
   */
  public synchronized List<String> refresh() {
    long began = steps.get();
    Instant now = clock.instant();
    BindingChanges.Changed changed = store.since(cursor);
    List<String> arrived = new ArrayList<>();
    changed
        .bindings()
        .forEach(
            (aor, bindings) -> {
              if (takeOver(aor, new Entry(List.copyOf(bindings), began), now)) {
                arrived.add(aor);
              }
            });
    cursor = changed.cursor();
    byAor.values().removeIf(entry -> entry.step() <= began && !entry.isHere(now));
    return arrived;
  }

  /**
   * True when the user had no client before. What was told meanwhile is newer than what was read.
   */
  private boolean takeOver(String aor, Entry read, Instant now) {
    boolean[] arrived = {false};
    byAor.compute(
        aor,
        (_, known) -> {
          if (known != null && known.step() > read.step()) {
            return known;
          }
          arrived[0] = read.isHere(now) && (known == null || !known.isHere(now));
          return read;
        });
    return arrived[0];
  }

  @Override
  public List<Destination> suitable(Address user) {
    return bindings(user).stream().flatMap(binding -> destination(binding).stream()).toList();
  }

  /** How many devices of a user are registered, suitable or not. */
  public int devices(Address user) {
    return bindings(user).size();
  }

  private List<Binding> bindings(Address user) {
    Instant now = clock.instant();
    Entry entry = byAor.get(aorOf(user));
    return entry == null
        ? List.of()
        : entry.bindings().stream().filter(binding -> !binding.isExpired(now)).toList();
  }

  private static Optional<Destination> destination(Binding binding) {
    return switch (PagerSuitability.of(binding.features(), PlainClients.SERVED)) {
      case CPM -> Optional.of(destination(binding, true));
      case PLAIN -> Optional.of(destination(binding, false));
      case UNSUITABLE -> Optional.empty();
    };
  }

  private static Destination destination(Binding binding, boolean cpm) {
    return binding.path().isEmpty()
        ? new Destination(binding.contact(), Optional.of(binding.nextHop()), List.of(), cpm)
        : new Destination(binding.contact(), Optional.empty(), binding.path(), cpm);
  }

  private static String aorOf(Address user) {
    try {
      return Aor.of(user.uri());
    } catch (SipSyntaxException notSip) {
      return user.uri();
    }
  }
}
