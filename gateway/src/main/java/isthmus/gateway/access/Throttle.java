package isthmus.gateway.access;

import static java.util.Objects.requireNonNull;

import isthmus.gateway.store.PostgresAccounts.Account;
import isthmus.gateway.store.PostgresLogInFailures;
import isthmus.gateway.store.PostgresLogInFailures.Failures;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Slows down those who guess passwords: after some failures in a row an account, and the address
 * that they come from, wait longer and longer, on all nodes together. An attempt counts as a
 * failure from its beginning, so that many at once gain nothing. A network from which the owner of
 * an account has logged in counts for itself, so that strangers who fail on purpose do not keep the
 * owner out there. Safe for use by several threads.
 */
final class Throttle {
  private static final Duration FORGOTTEN = Duration.ofHours(1);

  /** Few, and short: whoever fails on purpose must not keep the owner out for long. */
  private static final Limit ACCOUNT = new Limit(5, Duration.ofMinutes(1));

  /** Many people may share an address. */
  private static final Limit PEER = new Limit(20, Duration.ofMinutes(15));

  private final PostgresLogInFailures store;

  /**
   * When to wait, and how long.
   *
   * @param free failures without a wait
   * @param longest the wait doubles from a second up to this
   */
  private record Limit(int free, Duration longest) {
    Duration wait(Failures failures) {
      if (failures.count() < free || failures.ago().compareTo(FORGOTTEN) > 0) {
        return Duration.ZERO;
      }
      long seconds = 1L << Math.min(failures.count() - free, 20);
      return Duration.ofSeconds(Math.min(seconds, longest.toSeconds())).minus(failures.ago());
    }
  }

  /** A throttle that all nodes on a database share. */
  Throttle(PostgresLogInFailures store) {
    this.store = requireNonNull(store);
  }

  /**
   * An attempt that may go on.
   *
   * @param key under which it counts for the account
   * @param network where it comes from
   */
  record Begun(String key, String network) {}

  /** Begins an attempt to log in to an account by its name, whether there is one or not. */
  Begun begin(String account, String peer) {
    String network = network(peer);
    String whose = digest(account);
    return begun(
        store.isKnown(account, network) ? "known " + whose + " " + network : "name " + whose,
        network);
  }

  /** Begins an attempt of somebody who comes from a provider; the name is not known yet. */
  Begun beginAtProvider(String peer) {
    String network = network(peer);
    return begun("provider " + network, network);
  }

  /**
   * Begins.
   *
   * @throws AccessRefusedException 429, with how long to wait before the next
   */
  private Begun begun(String key, String network) {
    String from = from(network);
    Optional<Duration> wait =
        store.begin(
            List.of(key, from),
            failures -> longer(ACCOUNT.wait(of(failures, key)), PEER.wait(of(failures, from))));
    if (wait.isPresent()) {
      throw AccessRefusedException.tooMany(wait.get());
    }
    return new Begun(key, network);
  }

  private static Failures of(Map<String, Failures> failures, String key) {
    return failures.getOrDefault(key, new Failures(0, Duration.ZERO));
  }

  private static Optional<Duration> longer(Duration one, Duration other) {
    return Optional.of(one.compareTo(other) > 0 ? one : other).filter(Duration::isPositive);
  }

  /** An attempt that began was right: its account begins anew, its address has one less. */
  void succeeded(Begun attempt, Account account) {
    store.succeeded(attempt.key(), from(attempt.network()), account, attempt.network());
  }

  /** The same of somebody whose account the provider guards. */
  void succeededAtProvider(Begun attempt) {
    store.succeeded(attempt.key(), from(attempt.network()));
  }

  private static String from(String network) {
    return "network " + network;
  }

  /** Somebody may have typed the password there. */
  private static String digest(String name) {
    try {
      byte[] octets = name.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(octets));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
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
