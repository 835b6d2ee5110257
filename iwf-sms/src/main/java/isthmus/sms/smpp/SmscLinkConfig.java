package isthmus.sms.smpp;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How to reach one SMSC and how hard to press it. {@link #of} gives defaults, the {@code with}
 * methods change them.
 *
 * @param id short name in logs, metrics and results
 * @param systemId at most 15 characters
 * @param password at most 8 characters (SMPP 3.4 §5.2.2); never printed
 * @param systemType at most 12 characters
 * @param bindModes sessions of one set: a transceiver, or a transmitter and a receiver
 * @param binds number of such sets in parallel
 * @param interfaceVersion 0x34 or 0x50
 * @param addressRange address_range of the bind, at most 40 characters
 * @param tls absent for clear TCP
 * @param pace window, rate and queue
 * @param timers time-outs and intervals
 * @param bounds sizes that protect us from the peer
 */
public record SmscLinkConfig(
    String id,
    String host,
    int port,
    String systemId,
    String password,
    String systemType,
    List<BindMode> bindModes,
    int binds,
    int interfaceVersion,
    String addressRange,
    Optional<TlsSettings> tls,
    Pace pace,
    Timers timers,
    Bounds bounds) {

  /**
   * How fast requests go out.
   *
   * @param window unanswered requests for each session
   * @param ratePerSecond messages a second over all sessions, 0 for no limit
   * @param maxQueue requests waiting for a window or the rate; more are not taken
   * @param throttleMin first pause after RTHROTTLED or RMSGQFUL
   * @param throttleMax longest such pause
   */
  public record Pace(
      int window, double ratePerSecond, int maxQueue, Duration throttleMin, Duration throttleMax) {
    public Pace {
      FieldRange.positive("window", window);
      FieldRange.positive("queue bound", maxQueue);
      if (!(ratePerSecond >= 0 && ratePerSecond <= 1_000_000)) {
        throw new IllegalArgumentException("rate must be 0 (no limit) to 1,000,000 a second");
      }
      FieldRange.positive("first throttle pause", throttleMin.toMillis());
      if (throttleMax.compareTo(throttleMin) < 0) {
        throw new IllegalArgumentException("longest throttle pause is below the first");
      }
    }

    /** Window 10, no rate limit, 10,000 queued, pauses of 1 to 30 s. */
    public static Pace standard() {
      return new Pace(10, 0, 10_000, Duration.ofSeconds(1), Duration.ofSeconds(30));
    }
  }

  /**
   * Time-outs and intervals, each at least a millisecond.
   *
   * @param connect TCP connection and TLS handshake
   * @param response wait for each response, bind_resp included
   * @param enquireLink silence after which enquire_link is sent
   * @param maxMissedEnquiries unanswered enquire_links after which the session is dropped
   * @param reconnectMin first wait after a failure, then doubled with jitter
   * @param reconnectMax longest such wait
   * @param reconnectRefused shortest wait after the peer refused the bind itself
   * @param reconnectJitter share of a wait that is left to chance, 0 to 1
   * @param drain wait for unanswered requests when closing
   */
  public record Timers(
      Duration connect,
      Duration response,
      Duration enquireLink,
      int maxMissedEnquiries,
      Duration reconnectMin,
      Duration reconnectMax,
      Duration reconnectRefused,
      double reconnectJitter,
      Duration drain) {
    public Timers {
      FieldRange.positive("connect time-out", connect.toMillis());
      FieldRange.positive("response time-out", response.toMillis());
      FieldRange.positive("enquire_link interval", enquireLink.toMillis());
      FieldRange.positive("missed enquire_links", maxMissedEnquiries);
      FieldRange.positive("shortest reconnect wait", reconnectMin.toMillis());
      FieldRange.positive("reconnect wait after a refusal", reconnectRefused.toMillis());
      if (!(reconnectJitter >= 0 && reconnectJitter <= 1)) {
        throw new IllegalArgumentException("reconnect jitter must be 0 to 1");
      }
      FieldRange.notNegative("drain time", drain.toMillis());
      if (reconnectMax.compareTo(reconnectMin) < 0) {
        throw new IllegalArgumentException("longest reconnect wait is below the shortest");
      }
    }

    /** 5 s, 10 s, 30 s, 2 missed, 1 to 60 s, 60 s, a quarter, 10 s. */
    public static Timers standard() {
      return new Timers(
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          2,
          Duration.ofSeconds(1),
          Duration.ofSeconds(60),
          Duration.ofSeconds(60),
          0.25,
          Duration.ofSeconds(10));
    }
  }

  /**
   * Sizes that protect us from the peer.
   *
   * @param maxPduOctets largest command_length taken
   * @param maxUnanswered deliver_sm and data_sm of a session that the application has not answered;
   *     more are declined with RX_T_APPN
   * @param answerTimeout after which an unanswered one is declined
   */
  public record Bounds(int maxPduOctets, int maxUnanswered, Duration answerTimeout) {
    public Bounds {
      if (maxPduOctets < 512) {
        throw new IllegalArgumentException("largest PDU must be at least 512 octets");
      }
      FieldRange.positive("unanswered requests", maxUnanswered);
      FieldRange.positive("answer time-out", answerTimeout.toMillis());
    }

    /** 70,000 octets, 1,000 unanswered, 30 s. */
    public static Bounds standard() {
      return new Bounds(70_000, 1_000, Duration.ofSeconds(30));
    }
  }

  public SmscLinkConfig {
    if (id.isBlank() || host.isBlank()) {
      throw new IllegalArgumentException("id and host must not be blank");
    }
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("port must be 1 to 65535, was " + port);
    }
    atMost("system-id", systemId, 15);
    atMost("password", password, 8);
    atMost("system-type", systemType, 12);
    atMost("address-range", addressRange, 40);
    FieldRange.positive("binds", binds);
    if (interfaceVersion != 0x34 && interfaceVersion != 0x50) {
      throw new IllegalArgumentException("interface version must be 0x34 or 0x50");
    }
    bindModes = List.copyOf(bindModes);
    if (!(bindModes.equals(List.of(BindMode.TRANSCEIVER))
        || bindModes.equals(List.of(BindMode.TRANSMITTER))
        || bindModes.equals(List.of(BindMode.RECEIVER))
        || bindModes.equals(List.of(BindMode.TRANSMITTER, BindMode.RECEIVER)))) {
      throw new IllegalArgumentException(
          "bind must be transceiver, transmitter, receiver, or transmitter and receiver");
    }
  }

  /** One transceiver in clear, SMPP 3.4, all else at its default. */
  public static SmscLinkConfig of(
      String id, String host, int port, String systemId, String password) {
    return new SmscLinkConfig(
        id,
        host,
        port,
        systemId,
        password,
        "",
        List.of(BindMode.TRANSCEIVER),
        1,
        0x34,
        "",
        Optional.empty(),
        Pace.standard(),
        Timers.standard(),
        Bounds.standard());
  }

  public SmscLinkConfig withBinds(int count, BindMode... modes) {
    return new SmscLinkConfig(
        id,
        host,
        port,
        systemId,
        password,
        systemType,
        List.of(modes),
        count,
        interfaceVersion,
        addressRange,
        tls,
        pace,
        timers,
        bounds);
  }

  public SmscLinkConfig withTls(TlsSettings settings) {
    return new SmscLinkConfig(
        id,
        host,
        port,
        systemId,
        password,
        systemType,
        bindModes,
        binds,
        interfaceVersion,
        addressRange,
        Optional.of(settings),
        pace,
        timers,
        bounds);
  }

  public SmscLinkConfig withPace(Pace value) {
    return new SmscLinkConfig(
        id,
        host,
        port,
        systemId,
        password,
        systemType,
        bindModes,
        binds,
        interfaceVersion,
        addressRange,
        tls,
        value,
        timers,
        bounds);
  }

  public SmscLinkConfig withTimers(Timers value) {
    return new SmscLinkConfig(
        id,
        host,
        port,
        systemId,
        password,
        systemType,
        bindModes,
        binds,
        interfaceVersion,
        addressRange,
        tls,
        pace,
        value,
        bounds);
  }

  public SmscLinkConfig withBounds(Bounds value) {
    return new SmscLinkConfig(
        id,
        host,
        port,
        systemId,
        password,
        systemType,
        bindModes,
        binds,
        interfaceVersion,
        addressRange,
        tls,
        pace,
        timers,
        value);
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "SmscLinkConfig[" + id + " " + systemId + "@" + host + ":" + port + "]";
  }

  private static void atMost(String field, String value, int max) {
    if (value.length() > max) {
      throw new IllegalArgumentException(
          field + " may have at most " + max + " characters in SMPP, has " + value.length());
    }
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) == 0 || value.charAt(i) > 0x7F) {
        throw new IllegalArgumentException(field + " must be ASCII");
      }
    }
  }
}
