package isthmus.gateway.users;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.address.Address;
import isthmus.cpm.participating.ClientRequests.Destination;
import isthmus.cpm.registration.Aor;
import isthmus.cpm.registration.Binding;
import isthmus.cpm.registration.BindingStore;
import isthmus.cpm.registration.PagerSuitability;
import isthmus.cpm.registration.PagerSuitability.PlainClients;
import isthmus.cpm.sip.SipSyntaxException;
import isthmus.cpm.store.StoreUnavailableException;
import isthmus.gateway.flow.ClientLocator;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The registered clients, kept in memory. What another node registered is seen within {@code
 * maxAge}; a look-up of an older entry is answered from memory and renewed behind it.
 */
public final class RegisteredClients implements ClientLocator {
  private static final Logger log = LoggerFactory.getLogger(RegisteredClients.class);

  private final BindingStore store;
  private final InstantSource clock;
  private final Duration maxAge;
  private final Executor blocking;
  private final Map<String, Entry> byAor = new ConcurrentHashMap<>();

  private record Entry(List<Binding> bindings, Instant readAt) {}

  /** Nobody yet. */
  public RegisteredClients(
      BindingStore store, InstantSource clock, Duration maxAge, Executor blocking) {
    this.store = requireNonNull(store);
    this.clock = requireNonNull(clock);
    this.maxAge = requireNonNull(maxAge);
    this.blocking = requireNonNull(blocking);
  }

  /** Takes over what a registration changed. */
  public void changed(String aor, List<Binding> bindings) {
    byAor.put(aor, new Entry(List.copyOf(bindings), clock.instant()));
  }

  /** Reads a user's clients from the store; blocks. */
  public void read(String aor) {
    Instant now = clock.instant();
    byAor.put(aor, new Entry(store.bindings(aor, now), now));
  }

  @Override
  public List<Destination> suitable(Address user) {
    return bindings(aorOf(user)).stream()
        .flatMap(binding -> destination(binding).stream())
        .toList();
  }

  private List<Binding> bindings(String aor) {
    Instant now = clock.instant();
    Entry entry = byAor.get(aor);
    if (entry == null) {
      read(aor);
      entry = byAor.getOrDefault(aor, new Entry(List.of(), now));
    } else if (entry.readAt().plus(maxAge).isBefore(now)) {
      // Marked as read before it is, so that many look-ups make one read.
      Entry marked = new Entry(entry.bindings(), now);
      if (byAor.replace(aor, entry, marked)) {
        blocking.execute(() -> renew(aor, marked));
      }
    }
    return entry.bindings().stream().filter(binding -> !binding.isExpired(now)).toList();
  }

  /** What a registration has changed since is newer than what is read here. */
  private void renew(String aor, Entry marked) {
    try {
      Instant now = clock.instant();
      byAor.replace(aor, marked, new Entry(store.bindings(aor, now), now));
    } catch (StoreUnavailableException away) {
      log.warn("registrations not renewed: {}", away.getMessage());
    }
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
