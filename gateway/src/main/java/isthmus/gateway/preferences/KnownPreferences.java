package isthmus.gateway.preferences;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.address.Identity;
import isthmus.cpm.preferences.PreferenceSource;
import isthmus.cpm.preferences.UserPreferences;
import isthmus.cpm.store.StoreUnavailableException;
import isthmus.gateway.store.PostgresPreferences;
import isthmus.gateway.store.PostgresPreferences.Entry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The preferences of all users as this node knows them: of everybody whether there are any, and the
 * preferences themselves of those who were asked for lately. A user without any costs nothing but a
 * look-up in memory. What other nodes change is known here as soon as {@link #refresh} has run;
 * while the database is away the last that was known counts.
 */
public final class KnownPreferences implements PreferenceSource {
  private static final Logger log = LoggerFactory.getLogger(KnownPreferences.class);

  private final PostgresPreferences store;
  private final PreferenceDocument documents;
  private final Executor blocking;
  private final IdentityHashes hashes = new IdentityHashes();
  private final Map<Identity, UserPreferences> recent;
  private volatile long revision;

  /**
   * Nothing known yet.
   *
   * @param most users whose preferences are kept in memory
   * @param blocking runs what waits for the database
   */
  public KnownPreferences(
      PostgresPreferences store, PreferenceDocument documents, int most, Executor blocking) {
    this.store = requireNonNull(store);
    this.documents = requireNonNull(documents);
    this.blocking = requireNonNull(blocking);
    this.recent = new Recent(most);
  }

  /** The users asked for last. Used under its own lock. */
  private static final class Recent extends LinkedHashMap<Identity, UserPreferences> {
    private static final long serialVersionUID = 1L;

    private final int most;

    Recent(int most) {
      super(16, 0.75f, true);
      this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<Identity, UserPreferences> eldest) {
      return size() > most;
    }
  }

  /** Reads who has preferences; before anybody asks. Blocks. */
  public void load() {
    revision = store.identities(identity -> hashes.add(new Identity(identity)));
  }

  /** Reads what changed since it ran before, by this node or another. Blocks. */
  public synchronized void refresh() {
    List<Entry> changes = store.since(revision);
    while (!changes.isEmpty()) {
      changes.forEach(this::learn);
      changes = store.since(revision);
    }
  }

  private void learn(Entry entry) {
    Identity user = new Identity(entry.identity());
    UserPreferences preferences = read(user, entry.document());
    entry.document().ifPresent(_ -> hashes.add(user));
    synchronized (recent) {
      if (recent.containsKey(user)) {
        recent.put(user, preferences);
      }
      revision = entry.revision();
    }
  }

  private UserPreferences read(Identity user, Optional<String> document) {
    if (document.isEmpty()) {
      return UserPreferences.NONE;
    }
    try {
      return documents.stored(document.get());
    } catch (IllegalArgumentException unreadable) {
      log.warn("the preferences of {} are not readable: {}", user, unreadable.getMessage());
      return UserPreferences.NONE;
    }
  }

  @Override
  public UserPreferences of(Identity user) {
    if (!hashes.mayContain(user)) {
      return UserPreferences.NONE;
    }
    Optional<UserPreferences> known = inMemory(user);
    if (known.isEmpty()) {
      // Somebody asked without whenKnown, or it was forgotten in between: at least the next time.
      blocking.execute(() -> fetch(user));
    }
    return known.orElse(UserPreferences.NONE);
  }

  private Optional<UserPreferences> inMemory(Identity user) {
    synchronized (recent) {
      return Optional.ofNullable(recent.get(user));
    }
  }

  @Override
  public void whenKnown(Collection<Identity> users, Runnable next) {
    List<Identity> missing = new ArrayList<>(0);
    for (Identity user : users) {
      if (hashes.mayContain(user) && inMemory(user).isEmpty()) {
        missing.add(user);
      }
    }
    if (missing.isEmpty()) {
      next.run();
      return;
    }
    blocking.execute(
        () -> {
          missing.forEach(this::fetch);
          next.run();
        });
  }

  /** Reads one user; what changes meanwhile is not overwritten by what stood there before. */
  private void fetch(Identity user) {
    try {
      while (true) {
        long before = revision;
        UserPreferences preferences = read(user, store.find(user.value()));
        synchronized (recent) {
          if (revision == before) {
            recent.put(user, preferences);
            return;
          }
        }
      }
    } catch (StoreUnavailableException away) {
      log.warn("the preferences of {} are not known: {}", user, away.getMessage());
    }
  }
}
