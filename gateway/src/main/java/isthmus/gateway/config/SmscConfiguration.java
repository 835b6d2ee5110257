package isthmus.gateway.config;

import isthmus.gateway.config.tree.Checked;
import isthmus.gateway.config.tree.Complaints;
import isthmus.gateway.config.tree.Setting;
import isthmus.gateway.config.value.CommandStatus;
import isthmus.gateway.config.value.DataSize;
import isthmus.gateway.config.value.HostPort;
import isthmus.gateway.config.value.Rate;
import isthmus.gateway.config.value.Ratio;
import isthmus.gateway.config.value.Secret;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** One of {@code sms.smsc}: an SMSC that the gateway binds to as an ESME. */
public record SmscConfiguration(
    @Setting(meaning = "Name of the SMSC in logs, metrics and the console.") String id,
    @Setting(meaning = "Host name or IP address.") String host,
    @Setting(meaning = "TCP port.", fallback = "2775", min = "1", max = "65535") int port,
    @Setting(meaning = "system_id to bind with (SMPP 3.4 §5.2.1).") String systemId,
    @Setting(meaning = "Password to bind with (SMPP 3.4 §5.2.2).") Optional<Secret> password,
    @Setting(
            meaning =
                "How to bind: one session for both directions, one for each, or one for sending"
                    + " only.",
            fallback = "transceiver")
        Bind bind,
    @Setting(meaning = "Sessions of each kind kept open.", fallback = "1", min = "1", max = "64")
        int binds,
    @Setting(
            meaning = "Most requests without an answer per session.",
            fallback = "10",
            min = "1",
            max = "10000")
        int window,
    @Setting(
            meaning = "Most requests per second to this SMSC, over all sessions of this node.",
            fallback = "none")
        Rate rate,
    @Setting(
            meaning =
                "Most segments that wait in memory for this SMSC; then no more are taken from the"
                    + " database.",
            fallback = "1000",
            min = "1",
            max = "1000000")
        int queue,
    @Setting(
            meaning =
                "Most requests of the SMSC (deliver_sm, data_sm) being worked on per session; more"
                    + " are declined as throttled, which not every SMSC repeats.",
            fallback = "2000",
            min = "1",
            max = "10000")
        int inboundWindow,
    @Setting(
            meaning = "Silence after which enquire_link is sent.",
            fallback = "30s",
            min = "1s",
            max = "1h")
        Duration enquireLink,
    @Setting(
            meaning = "Unanswered enquire_links in a row after which the session is dropped.",
            fallback = "2",
            min = "1",
            max = "100")
        int maxMissedEnquiries,
    @Setting(
            meaning =
                "How long an answer may take, that to the bind included. A submit_sm without one"
                    + " may have been accepted.",
            fallback = "30s",
            min = "100ms",
            max = "10m")
        Duration responseTimeout,
    @Setting(
            meaning = "How long the TCP connection and the TLS handshake may take, each.",
            fallback = "10s",
            min = "100ms",
            max = "5m")
        Duration connectTimeout,
    @Setting(
            meaning =
                "How long the gateway may take to answer a request of the SMSC; then it declines"
                    + " with ESME_RX_T_APPN.",
            fallback = "30s",
            min = "100ms",
            max = "10m")
        Duration answerTimeout,
    @Setting(
            meaning = "How long closing waits for answers that are under way.",
            fallback = "10s",
            min = "0",
            max = "5m")
        Duration drain,
    @Setting(meaning = "When a session that ended is opened again.") Reconnect reconnect,
    @Setting(
            meaning =
                "Pause after the SMSC said it is throttling (ESME_RTHROTTLED, ESME_RMSGQFUL).",
            fallback = "1s",
            min = "10ms",
            max = "5m")
        Duration throttlePause,
    @Setting(
            meaning = "Longest such pause; each further answer of that kind doubles it up to here.",
            fallback = "30s",
            min = "10ms",
            max = "1h")
        Duration longestThrottlePause,
    @Setting(
            meaning = "Largest PDU that is read; a larger one ends the session.",
            fallback = "70000",
            min = "1024",
            max = "1MiB")
        DataSize maxPduBytes,
    @Setting(meaning = "TLS; `{}` for TLS with the JDK's authorities. Without it, in clear.")
        Optional<TlsClient> tls,
    @Setting(meaning = "SMPP version asked for.", fallback = "3.4")
        InterfaceVersion interfaceVersion,
    @Setting(meaning = "system_type to bind with (SMPP 3.4 §5.2.3).") Optional<String> systemType,
    @Setting(meaning = "address_range to bind with (SMPP 3.4 §5.2.7): the numbers we receive for.")
        Optional<String> addressRange,
    @Setting(meaning = "How originators are written.") SmscAddressing source,
    @Setting(meaning = "How recipients are written.") SmscAddressing destination,
    @Setting(meaning = "How text is encoded and cut.") SmscText text,
    @Setting(meaning = "Delivery receipts.") SmscReceipts receipts,
    @Setting(meaning = "How validity_period is sent (SMPP 3.4 §5.2.16).", fallback = "absolute")
        Validity validity,
    @Setting(
            meaning = "Longest validity that is sent; a longer one is shortened to it.",
            fallback = "72h",
            min = "1m",
            max = "63d")
        Duration longestValidity,
    @Setting(
            meaning =
                "How the parts of a long message are submitted: each after the answer to the one"
                    + " before, or all at once.",
            fallback = "one-by-one")
        Parts parts,
    @Setting(
            meaning =
                "What a submit_sm without an answer counts as: temporary, and the recipient may get"
                    + " the message twice; or permanent, and the recipient may not get it.",
            fallback = "temporary")
        Unanswered unanswered,
    @Setting(
            meaning = "Order of fail-over: an SMSC is used when all of smaller number are down.",
            fallback = "1",
            min = "1",
            max = "1000")
        int priority,
    @Setting(
            meaning = "Share of the load among SMSCs of the same priority.",
            fallback = "1",
            min = "1",
            max = "1000")
        int weight,
    @Setting(
            meaning =
                "What a command_status means at this SMSC, where that differs from the standard:"
                    + " `0x45: temporary`.")
        Map<CommandStatus, StatusMeaning> statuses)
    implements Checked {

  /** Sessions that are opened (SMPP 3.4 §2.2.1). */
  public enum Bind {
    /** One for both directions. */
    TRANSCEIVER("transceiver"),
    /** One for each direction. */
    TRANSMITTER_AND_RECEIVER("transmitter+receiver"),
    /** Sending only. */
    TRANSMITTER("transmitter");

    private final String written;

    Bind(String written) {
      this.written = written;
    }

    @Override
    public String toString() {
      return written;
    }
  }

  /** SMPP version. */
  public enum InterfaceVersion {
    /** 0x34. */
    V3_4("3.4"),
    /** 0x50. */
    V5_0("5.0");

    private final String written;

    InterfaceVersion(String written) {
      this.written = written;
    }

    @Override
    public String toString() {
      return written;
    }
  }

  /** Form of validity_period (SMPP 3.4 §7.1.1). */
  public enum Validity {
    /** A point in time, in UTC. */
    ABSOLUTE,
    /** A length of time. */
    RELATIVE,
    /** Not sent; the SMSC's default holds. */
    NONE
  }

  /** How the parts of a long message are submitted. */
  public enum Parts {
    /** Each after the answer to the one before. */
    ONE_BY_ONE,
    /** All at once. */
    PIPELINED
  }

  /** What a submit_sm without an answer counts as. */
  public enum Unanswered {
    /** Tried again. */
    TEMPORARY,
    /** Given up. */
    PERMANENT
  }

  /** What a command_status leads to. */
  public enum StatusMeaning {
    /** Try the same message again, more slowly. */
    THROTTLED,
    /** Try the same message again later. */
    TEMPORARY,
    /** Give the message up at this SMSC. */
    PERMANENT
  }

  /** Delays between attempts to bind double from min to max. */
  public record Reconnect(
      @Setting(
              meaning = "Delay before the first attempt.",
              fallback = "1s",
              min = "10ms",
              max = "1h")
          Duration min,
      @Setting(meaning = "Longest delay.", fallback = "1m", min = "10ms", max = "1d") Duration max,
      @Setting(meaning = "Share of a delay that is left to chance.", fallback = "0.25")
          Ratio jitter,
      @Setting(
              meaning =
                  "Delay after the SMSC refused the bind (password, system_id), so that the account"
                      + " does not get locked.",
              fallback = "1m",
              min = "10ms",
              max = "1d")
          Duration afterRefusal)
      implements Checked {

    @Override
    public void check(Complaints complaints) {
      if (max.compareTo(min) < 0) {
        complaints.error("max", "must not be shorter than min");
      }
    }
  }

  @Override
  public void check(Complaints complaints) {
    if (!id.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
      complaints.error("id", "'" + id + "' is not an id; allowed: letters, digits, - . _");
    }
    if (!HostPort.isHost(host)) {
      complaints.error("host", "'" + host + "' is not a host; allowed: a name or an IP address");
    }
    SmppText.check("system-id", systemId, 15, complaints);
    password.ifPresent(secret -> SmppText.check("password", secret.reveal(), 8, complaints));
    systemType.ifPresent(value -> SmppText.check("system-type", value, 12, complaints));
    if (longestThrottlePause.compareTo(throttlePause) < 0) {
      complaints.error("longest-throttle-pause", "must not be shorter than throttle-pause");
    }
    addressRange.ifPresent(value -> SmppText.check("address-range", value, 40, complaints));
  }
}
