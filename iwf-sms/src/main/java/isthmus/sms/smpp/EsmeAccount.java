package isthmus.sms.smpp;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Who may bind to us, and how hard it may press us.
 *
 * @param id short name in logs, metrics and results
 * @param systemId system_id of its binds, at most 15 characters; each account has its own
 * @param password at most 8 characters; never printed
 * @param kind an SMSC may also send deliver_sm to us and be sent submit_sm
 * @param bindModes how it may bind
 * @param maxBinds sessions at one time
 * @param networks where it may come from; anywhere if empty
 * @param sources what its source addresses must start with; anything if empty
 * @param serves what the addresses it serves start with; none if empty
 */
public record EsmeAccount(
    String id,
    String systemId,
    String password,
    Kind kind,
    Set<BindMode> bindModes,
    int maxBinds,
    List<Cidr> networks,
    List<String> sources,
    List<String> serves,
    Limits limits) {

  /** What stands at the other end. */
  public enum Kind {
    ESME,
    SMSC
  }

  /**
   * Limits of one account.
   *
   * @param window its unanswered requests for each session; more get RTHROTTLED
   * @param ratePerSecond its requests a second over all sessions, in bursts of up to a second; 0
   *     for no limit; more get RTHROTTLED at once
   * @param deliverWindow our unanswered requests for each session
   * @param deliverRatePerSecond our requests a second over all sessions, 0 for no limit
   * @param maxQueue our requests waiting for that window or rate; more are not taken
   * @param throttleMin first pause after it throttled us
   * @param throttleMax longest such pause
   */
  public record Limits(
      int window,
      double ratePerSecond,
      int deliverWindow,
      double deliverRatePerSecond,
      int maxQueue,
      Duration throttleMin,
      Duration throttleMax) {
    public Limits {
      FieldRange.positive("window", window);
      FieldRange.positive("deliver window", deliverWindow);
      FieldRange.positive("queue bound", maxQueue);
      if (!(ratePerSecond >= 0 && deliverRatePerSecond >= 0)) {
        throw new IllegalArgumentException("a rate must be 0 (no limit) or more");
      }
      FieldRange.positive("first throttle pause", throttleMin.toMillis());
      if (throttleMax.compareTo(throttleMin) < 0) {
        throw new IllegalArgumentException("longest throttle pause is below the first");
      }
    }

    /** Windows of 100 both ways, no rate limits, 10,000 queued, pauses of 1 to 30 s. */
    public static Limits standard() {
      return new Limits(100, 0, 100, 0, 10_000, Duration.ofSeconds(1), Duration.ofSeconds(30));
    }
  }

  public EsmeAccount {
    if (id.isBlank() || systemId.isBlank() || systemId.length() > 15 || password.length() > 8) {
      throw new IllegalArgumentException(
          "account "
              + id
              + ": id and system-id must not be blank, system-id has at most 15 and password at"
              + " most 8 characters in SMPP");
    }
    FieldRange.positive("max-binds", maxBinds);
    bindModes = Set.copyOf(bindModes);
    networks = List.copyOf(networks);
    sources = List.copyOf(sources);
    serves = List.copyOf(serves);
  }

  /** An ESME with any bind mode, ten sessions, from anywhere, any source, standard limits. */
  public static EsmeAccount of(String systemId, String password) {
    return new EsmeAccount(
        systemId,
        systemId,
        password,
        Kind.ESME,
        Set.of(BindMode.values()),
        10,
        List.of(),
        List.of(),
        List.of(),
        Limits.standard());
  }

  public EsmeAccount withKind(Kind value) {
    return new EsmeAccount(
        id, systemId, password, value, bindModes, maxBinds, networks, sources, serves, limits);
  }

  public EsmeAccount withBinds(int max, Set<BindMode> modes) {
    return new EsmeAccount(
        id, systemId, password, kind, modes, max, networks, sources, serves, limits);
  }

  public EsmeAccount withNetworks(List<Cidr> value) {
    return new EsmeAccount(
        id, systemId, password, kind, bindModes, maxBinds, value, sources, serves, limits);
  }

  public EsmeAccount withAddresses(List<String> mayUse, List<String> served) {
    return new EsmeAccount(
        id, systemId, password, kind, bindModes, maxBinds, networks, mayUse, served, limits);
  }

  public EsmeAccount withLimits(Limits value) {
    return new EsmeAccount(
        id, systemId, password, kind, bindModes, maxBinds, networks, sources, serves, value);
  }

  /** Compares in a time that does not tell how much of it is right. */
  boolean hasPassword(String offered) {
    return MessageDigest.isEqual(
        password.getBytes(StandardCharsets.UTF_8), offered.getBytes(StandardCharsets.UTF_8));
  }

  boolean mayComeFrom(InetAddress address) {
    return networks.isEmpty() || networks.stream().anyMatch(cidr -> cidr.contains(address));
  }

  boolean maySendFrom(SmppAddress source) {
    return sources.isEmpty() || sources.stream().anyMatch(source.address()::startsWith);
  }

  /** It serves this address: what is for it goes to this account. */
  public boolean serves(SmppAddress destination) {
    return serves.stream().anyMatch(destination.address()::startsWith);
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "EsmeAccount[" + id + " " + systemId + " " + kind + "]";
  }
}
