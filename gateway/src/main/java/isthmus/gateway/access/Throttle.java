package isthmus.gateway.access;

import static java.util.Objects.requireNonNull;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Slows down those who guess passwords: after some failures in a row an account, and the address
 * that they come from, wait longer and longer. An attempt counts as a failure from its beginning,
 * so that many at once gain nothing. Kept in memory, for so many accounts and addresses at most;
 * the one that failed longest ago is forgotten first. Safe for use by several threads.
 */
final class Throttle {
  private static final Duration FORGOTTEN = Duration.ofHours(1);

  private final InstantSource clock;
  private final Map<String, Failures> accounts;
  private final Map<String, Failures> peers;

  /** Few, and short: whoever fails on purpose must not keep the owner out for long. */
  private static final Limit ACCOUNT = new Limit(5, Duration.ofMinutes(1));

  /** Many people may share an address. */
  private static final Limit PEER = new Limit(20, Duration.ofMinutes(15));

  private record Failures(int count, Instant last) {}

  /**
   * When to wait, and how long.
   *
   * @param free failures without a wait
   * @param longest the wait doubles from a second up to this
   */
  private record Limit(int free, Duration longest) {
    Duration after(int failures) {
      if (failures < free) {
        return Duration.ZERO;
      }
      long seconds = 1L << Math.min(failures - free, 20);
      return Duration.ofSeconds(Math.min(seconds, longest.toSeconds()));
    }
  }

  /**
   * A throttle.
   *
   * @param most accounts, and as many addresses, that are remembered
   */
  Throttle(InstantSource clock, int most) {
    this.clock = requireNonNull(clock);
    this.accounts = bounded(most);
    this.peers = bounded(most);
  }

  private static Map<String, Failures> bounded(int most) {
    return new LinkedHashMap<>(16, 0.75f, true) {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
        return size() > most;
      }
    };
  }

  /**
   * Begins an attempt.
   *
   * @return how long to wait before the next; empty when this one may go on
   */
  synchronized Optional<Duration> begin(String account, String peer) {
    Instant now = clock.instant();
    String from = network(peer);
    Duration wait = longer(wait(accounts, ACCOUNT, account, now), wait(peers, PEER, from, now));
    if (wait.isPositive()) {
      return Optional.of(wait);
    }
    failed(accounts, account, now);
    failed(peers, from, now);
    return Optional.empty();
  }

  /** An attempt that began was right: the account begins anew, the address has one less. */
  synchronized void succeeded(String account, String peer) {
    accounts.remove(account);
    peers.computeIfPresent(
        network(peer),
        (_, failures) ->
            failures.count() <= 1 ? null : new Failures(failures.count() - 1, failures.last()));
  }

  /** How many accounts and addresses are remembered. */
  synchronized int size() {
    return accounts.size() + peers.size();
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private static Duration wait(Map<String, Failures> table, Limit limit, String key, Instant now) {
    Failures failures = table.get(key);
    if (failures == null) {
      return Duration.ZERO;
    }
    if (failures.last().plus(FORGOTTEN).isBefore(now)) {
      table.remove(key);
      return Duration.ZERO;
    }
    return Duration.between(now, failures.last().plus(limit.after(failures.count())));
  }

  private static void failed(Map<String, Failures> table, String key, Instant now) {
    table.merge(key, new Failures(1, now), (before, _) -> new Failures(before.count() + 1, now));
  }

  /** One customer of an IPv6 network has 2^64 addresses. */
  private static String network(String peer) {
    try {
      if (InetAddress.ofLiteral(peer) instanceof Inet6Address address) {
        byte[] octets = address.getAddress();
        StringBuilder prefix = new StringBuilder("net");
        for (int i = 0; i < 8; i++) {
          prefix.append(':').append(octets[i]);
        }
        return prefix.toString();
      }
    } catch (IllegalArgumentException name) {
      return peer;
    }
    return peer;
  }
}
