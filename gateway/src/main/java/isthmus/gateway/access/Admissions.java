package isthmus.gateway.access;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.store.StoreUnavailableException;
import isthmus.gateway.store.PostgresAccounts;
import isthmus.gateway.store.PostgresSessions;
import isthmus.gateway.store.PostgresTokens;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Who a session's cookie or a token belongs to. What the database said is believed for ten seconds,
 * and forgotten at once when any node tells that somebody's access changed; so a session that ended
 * elsewhere is over here within a second, or within ten when the notice was lost.
 *
 * <p>While the database is away, whoever was known a few minutes ago may go on looking: that is
 * when operators need the console.
 */
final class Admissions {
  static final Duration BELIEVED = Duration.ofSeconds(10);
  static final Duration LOOKING = Duration.ofMinutes(5);

  private static final Duration UNNOTED = Duration.ofMinutes(1);
  private static final int MOST = 10_000;

  private final PostgresAccounts accounts;
  private final PostgresSessions sessions;
  private final PostgresTokens tokens;
  private final InstantSource clock;
  private final Map<String, Known<Admission>> known = new ConcurrentHashMap<>();
  private final AtomicLong changes = new AtomicLong();
  private volatile Optional<Known<Boolean>> anyAccount = Optional.empty();

  private record Known<T>(T value, Instant at, long changes) {}

  /** What a proof may be used for. */
  enum Use {
    /** A request that changes nothing. */
    LOOK,
    /** A request that may change something. */
    CHANGE,
    /** An answer that goes on; does not count as use of a session. */
    WATCH
  }

  Admissions(
      PostgresAccounts accounts,
      PostgresSessions sessions,
      PostgresTokens tokens,
      InstantSource clock) {
    this.accounts = requireNonNull(accounts);
    this.sessions = requireNonNull(sessions);
    this.tokens = requireNonNull(tokens);
    this.clock = requireNonNull(clock);
  }

  /** Forgets what was believed; must be quick. */
  void forget() {
    changes.incrementAndGet();
  }

  /** Who a session belongs to, while it goes on. */
  Optional<Admission> session(SecretKey key, Use use) {
    byte[] hash = key.hash();
    return admission(
        hash,
        use,
        () ->
            sessions
                .find(hash)
                .map(
                    session -> {
                      if (use != Use.WATCH && session.unused().compareTo(UNNOTED) > 0) {
                        sessions.touch(hash);
                      }
                      return Admission.whole(session.account(), session.endsAt());
                    }));
  }

  /** Who a token belongs to, until it ends. */
  Optional<Admission> token(SecretKey key, Use use) {
    byte[] hash = key.hash();
    return admission(
        hash,
        use,
        () ->
            tokens
                .find(hash)
                .map(
                    owned ->
                        Admission.narrowed(
                            owned.account(),
                            AccountRules.known(owned.token().roles()),
                            owned.token().endsAt())));
  }

  private Optional<Admission> admission(
      byte[] hash, Use use, Supplier<Optional<Admission>> question) {
    String key = HexFormat.of().formatHex(hash);
    Optional<Known<Admission>> before = Optional.ofNullable(known.get(key));
    Instant now = clock.instant();
    Optional<Admission> believed =
        before
            .filter(this::isUnchanged)
            .filter(entry -> isYounger(entry, BELIEVED, now))
            .map(Known::value);
    if (believed.isPresent()) {
      return believed.filter(admission -> now.isBefore(admission.endsAt()));
    }
    long asked = changes.get();
    try {
      Optional<Admission> answer = question.get();
      answer.ifPresentOrElse(
          admission -> keep(key, new Known<>(admission, now, asked)), () -> known.remove(key));
      return answer;
    } catch (StoreUnavailableException away) {
      return before
          .filter(entry -> use != Use.CHANGE)
          .filter(this::isUnchanged)
          .filter(entry -> isYounger(entry, LOOKING, now))
          .map(Known::value)
          .filter(admission -> now.isBefore(admission.endsAt()))
          .or(
              () -> {
                throw away;
              });
    }
  }

  /** Whether there is any account. From the first one on there is always one. */
  boolean anyAccount(Use use) {
    Instant now = clock.instant();
    Optional<Known<Boolean>> before = anyAccount;
    if (before.filter(entry -> entry.value() || isFresh(entry, now)).isPresent()) {
      return before.get().value();
    }
    long asked = changes.get();
    try {
      boolean answer = accounts.any();
      anyAccount = Optional.of(new Known<>(answer, now, asked));
      return answer;
    } catch (StoreUnavailableException away) {
      if (use != Use.CHANGE
          && before.filter(this::isUnchanged).filter(e -> isYounger(e, LOOKING, now)).isPresent()) {
        return before.get().value();
      }
      throw away;
    }
  }

  private boolean isFresh(Known<Boolean> entry, Instant now) {
    return isUnchanged(entry) && isYounger(entry, BELIEVED, now);
  }

  private boolean isUnchanged(Known<?> entry) {
    return entry.changes() == changes.get();
  }

  private static boolean isYounger(Known<?> entry, Duration age, Instant now) {
    return entry.at().plus(age).isAfter(now);
  }

  private void keep(String key, Known<Admission> entry) {
    if (known.size() >= MOST) {
      known.clear();
    }
    known.put(key, entry);
  }
}
