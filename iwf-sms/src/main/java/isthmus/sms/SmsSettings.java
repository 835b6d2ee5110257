package isthmus.sms;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * All that an operator can set about SMS; the configuration section {@code sms}.
 *
 * @param smscs SMSCs that we bind to
 * @param server our own listeners and who may bind to them
 * @param reassembly long messages that arrive in parts
 * @param failover when another SMSC takes over
 * @param shortCodes whether short codes are addresses that messages can go to and come from
 * @param nameDomain the domain of the SIP address that stands for an alphanumeric sender; one that
 *     no reply can reach
 */
public record SmsSettings(
    List<SmscSettings> smscs,
    Optional<SmppServerSettings> server,
    Reassembly reassembly,
    Failover failover,
    ShortCodes shortCodes,
    String nameDomain) {

  /** Short codes in addresses of CPM requests. */
  public enum ShortCodes {
    /** They are addresses. */
    ALLOWED,
    /** Only full international numbers are. */
    NOT_VALID
  }

  /**
   * Parts are put together across binds and nodes.
   *
   * @param timeout how long after its first part a message may be incomplete
   * @param incomplete what then happens
   * @param marker the text that stands for missing parts
   */
  public record Reassembly(Duration timeout, WhenIncomplete incomplete, String marker) {
    /** Ten minutes, then delivered with {@code […]}. */
    public static final Reassembly STANDARD =
        new Reassembly(Duration.ofMinutes(10), WhenIncomplete.DELIVER, "[…]");

    /** Refuses a time-out below a millisecond. */
    public Reassembly {
      if (timeout.toMillis() < 1) {
        throw new IllegalArgumentException("reassembly time-out must be at least 1 ms");
      }
    }
  }

  /** What becomes of a message with missing parts. */
  public enum WhenIncomplete {
    /** The CPM user gets what there is. */
    DELIVER,
    /** The CPM user gets nothing. */
    DROP
  }

  /**
   * SMSCs of the least priority number that are up share the load by weight.
   *
   * @param afterFailures temporary failures and missing answers in a row after which an SMSC is
   *     rested
   * @param rest how long it then gets no messages while another is up
   * @param afterRefusal whether a message that one SMSC refuses for good is tried at another
   */
  public record Failover(int afterFailures, Duration rest, AfterRefusal afterRefusal) {
    /** Five failures, 30 s, a refusal is final. */
    public static final Failover STANDARD =
        new Failover(5, Duration.ofSeconds(30), AfterRefusal.GIVE_UP);

    /** Refuses a count below 1. */
    public Failover {
      if (afterFailures < 1) {
        throw new IllegalArgumentException("failures before a rest must be 1 or more");
      }
    }
  }

  /** What becomes of a message that an SMSC refused for good. */
  public enum AfterRefusal {
    /** It has failed. */
    GIVE_UP,
    /** The next SMSC is asked. */
    TRY_NEXT
  }

  /** Copies the list and refuses two peers of one name. */
  public SmsSettings {
    smscs = List.copyOf(smscs);
    Set<String> seen = new HashSet<>();
    for (SmscSettings smsc : smscs) {
      requireNew(smsc.link().id(), seen);
    }
    for (SmppAccountSettings account : server.map(SmppServerSettings::accounts).orElse(List.of())) {
      requireNew(account.account().id(), seen);
    }
    if (!nameDomain.matches("[A-Za-z0-9.-]+")) {
      throw new IllegalArgumentException("not a domain: " + nameDomain);
    }
    nameDomain = nameDomain.toLowerCase(Locale.ROOT);
  }

  /** These peers, everything else as usual. */
  public static SmsSettings of(List<SmscSettings> smscs, Optional<SmppServerSettings> server) {
    return new SmsSettings(
        smscs,
        server,
        Reassembly.STANDARD,
        Failover.STANDARD,
        ShortCodes.ALLOWED,
        "sms-name.invalid");
  }

  /** The same with other rules for parts. */
  public SmsSettings withReassembly(Reassembly value) {
    return new SmsSettings(smscs, server, value, failover, shortCodes, nameDomain);
  }

  /** The same with other rules for fail-over. */
  public SmsSettings withFailover(Failover value) {
    return new SmsSettings(smscs, server, reassembly, value, shortCodes, nameDomain);
  }

  // Receipts, service identifiers and the console know a peer by its name alone.
  private static void requireNew(String id, Set<String> seen) {
    if (!seen.add(Peer.instance(id))) {
      throw new IllegalArgumentException("two SMSCs or accounts are called " + id);
    }
  }
}
