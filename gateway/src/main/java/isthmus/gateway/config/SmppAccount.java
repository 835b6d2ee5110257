package isthmus.gateway.config;

import isthmus.gateway.config.tree.Checked;
import isthmus.gateway.config.tree.Complaints;
import isthmus.gateway.config.tree.Setting;
import isthmus.gateway.config.value.Cidr;
import isthmus.gateway.config.value.Rate;
import isthmus.gateway.config.value.Secret;
import java.util.List;

/** One of {@code sms.server.accounts}: a peer that binds to the gateway. */
public record SmppAccount(
    @Setting(meaning = "system_id that the peer binds with (SMPP 3.4 §5.2.1).") String systemId,
    @Setting(meaning = "Password that the peer binds with (SMPP 3.4 §5.2.2).") Secret password,
    @Setting(
            meaning = "Kinds of session that the peer may open.",
            fallback = {"transceiver", "transmitter", "receiver"})
        List<BindMode> bind,
    @Setting(
            meaning = "Most sessions open at once on this node.",
            fallback = "4",
            min = "1",
            max = "1000")
        int maxBinds,
    @Setting(
            meaning = "Addresses that the peer may connect from.",
            fallback = {"127.0.0.0/8", "::1"})
        List<Cidr> allowed,
    @Setting(meaning = "Whether the peer must come over TLS.", fallback = "false")
        boolean requireTls,
    @Setting(
            meaning =
                "Beginnings of the source addresses that the peer may use; none for any address.")
        List<String> sourceAddresses,
    @Setting(
            meaning =
                "Beginnings of the addresses that the peer serves: messages to them are delivered"
                    + " to it.")
        List<String> addresses,
    @Setting(
            meaning = "Most requests without an answer per session, each way.",
            fallback = "10",
            min = "1",
            max = "10000")
        int window,
    @Setting(
            meaning = "Most requests per second from the peer; beyond them, ESME_RTHROTTLED.",
            fallback = "none")
        Rate rate,
    @Setting(
            meaning =
                "Most messages and receipts that wait in memory for the peer; the others wait in"
                    + " the database.",
            fallback = "1000",
            min = "1",
            max = "1000000")
        int queue)
    implements Checked {

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
    if (allowed.isEmpty()) {
      complaints.warning("allowed", "is empty: the peer can connect from nowhere");
    }
  }
}
