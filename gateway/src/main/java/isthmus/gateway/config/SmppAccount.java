package isthmus.gateway.config;

import isthmus.gateway.config.tree.Checked;
import isthmus.gateway.config.tree.Complaints;
import isthmus.gateway.config.tree.Setting;
import isthmus.gateway.config.value.Cidr;
import isthmus.gateway.config.value.Rate;
import isthmus.gateway.config.value.Secret;
import java.time.Duration;
import java.util.List;

/** One of {@code sms.server.accounts}: a peer that binds to the gateway. */
public record SmppAccount(
    @Setting(meaning = "system_id that the peer binds with (SMPP 3.4 §5.2.1).") String systemId,
    @Setting(meaning = "Password that the peer binds with (SMPP 3.4 §5.2.2).") Secret password,
    @Setting(
            meaning =
                "What the peer is: an ESME, or an SMSC, which may send deliver_sm and gets"
                    + " submit_sm.",
            fallback = "esme")
        Kind kind,
    @Setting(
            meaning = "Kinds of session that the peer may open.",
            fallback = {"transceiver", "transmitter", "receiver"})
        List<BindMode> bind,
    @Setting(
            meaning = "Most sessions open at once, at each listener of this node.",
            fallback = "4",
            min = "1",
            max = "1000")
        int maxBinds,
    @Setting(
            meaning = "Addresses that the peer may connect from.",
            atLeastOne = true,
            fallback = {"127.0.0.0/8", "::1"})
        List<Cidr> allowed,
    @Setting(meaning = "Whether the peer must come over TLS.", fallback = "false")
        boolean requireTls,
    @Setting(
            meaning =
                "Beginnings of the source addresses that the peer may use; none for any address."
                    + " One with + holds for full numbers.")
        List<String> sourceAddresses,
    @Setting(
            meaning =
                "Beginnings of the addresses that the peer serves: messages to them are delivered"
                    + " to it. One with + holds for full numbers, one without also for short"
                    + " codes.")
        List<String> addresses,
    @Setting(
            meaning = "Most requests without an answer per session, each way.",
            fallback = "10",
            min = "1",
            max = "10000")
        int window,
    @Setting(
            meaning =
                "Most requests per second from the peer, at each listener of this node; beyond"
                    + " them, ESME_RTHROTTLED.",
            fallback = "none")
        Rate rate,
    @Setting(
            meaning =
                "Most requests per second to the peer, over all its sessions at a listener of this"
                    + " node.",
            fallback = "none")
        Rate deliverRate,
    @Setting(
            meaning =
                "Most messages and receipts that wait in memory for the peer; the others wait in"
                    + " the database.",
            fallback = "1000",
            min = "1",
            max = "1000000")
        int queue,
    @Setting(
            meaning =
                "Pause after the peer said it is throttling (ESME_RTHROTTLED, ESME_RMSGQFUL).",
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
    @Setting(meaning = "How the peer writes addresses and wants them.") SmscAddressing addressing,
    @Setting(meaning = "How text for the peer is encoded and cut, and its own is read.")
        SmscText text,
    @Setting(meaning = "How the peer reports, if it is an SMSC.") SmscReceipts receipts,
    @Setting(
            meaning =
                "What the answer of an ESME to a message says: that it is delivered, since the ESME"
                    + " is the recipient, or only that it is taken.",
            fallback = "delivered")
        Acceptance acceptance,
    @Setting(
            meaning =
                "What becomes of a message for an address that the peer serves while it is away: it"
                    + " waits, or goes to an SMSC.",
            fallback = "wait")
        WhenUnbound whenUnbound)
    implements Checked {

  /** What stands at the other end. */
  public enum Kind {
    /** It sends and receives messages. */
    ESME,
    /** It also delivers messages for others. */
    SMSC
  }

  /** What the answer to a message says. */
  public enum Acceptance {
    /** That the recipient has it. */
    DELIVERED,
    /** Only that the ESME has it. */
    TAKEN
  }

  /** What becomes of a message for an absent peer. */
  public enum WhenUnbound {
    /** It waits. */
    WAIT,
    /** It goes to an SMSC. */
    USE_SMSC
  }

  /** Kinds of session (SMPP 3.4 §2.2.1). */
  public enum BindMode {
    /** Both directions. */
    TRANSCEIVER,
    /** From the peer. */
    TRANSMITTER,
    /** To the peer. */
    RECEIVER
  }

  @Override
  public void check(Complaints complaints) {
    SmppText.check("system-id", systemId, 15, complaints);
    SmppText.check("password", password.reveal(), 8, complaints);
    if (bind.isEmpty()) {
      complaints.error("bind", "is empty; allowed: transceiver, transmitter, receiver");
    }
    if (longestThrottlePause.compareTo(throttlePause) < 0) {
      complaints.error("longest-throttle-pause", "must not be shorter than throttle-pause");
    }
  }
}
