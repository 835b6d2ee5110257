package isthmus.gateway.config;

import isthmus.gateway.config.tree.Checked;
import isthmus.gateway.config.tree.Complaints;
import isthmus.gateway.config.tree.Setting;
import isthmus.gateway.config.value.DataSize;
import isthmus.gateway.config.value.ListenAddress;
import isthmus.gateway.config.value.Transport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The section {@code sms.server}: the gateway in the SMSC's role. */
public record SmppServerConfiguration(
    @Setting(meaning = "Addresses to listen at: tcp:// or tls://.", atLeastOne = true)
        List<ListenAddress> listen,
    @Setting(meaning = "Certificate for listeners with tls://; needed there.")
        Optional<TlsServer> tls,
    @Setting(meaning = "system_id in answers to a bind.", fallback = "isthmus") String systemId,
    @Setting(meaning = "SMPP version said in answers to a bind.", fallback = "3.4")
        SmscConfiguration.InterfaceVersion interfaceVersion,
    @Setting(
            meaning = "How long a peer may take to bind after it connected.",
            fallback = "5s",
            min = "100ms",
            max = "5m")
        Duration bindTimeout,
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
    @Setting(meaning = "How long an answer may take.", fallback = "30s", min = "100ms", max = "10m")
        Duration responseTimeout,
    @Setting(
            meaning =
                "How long the gateway may take to answer a request of a peer; then it declines with"
                    + " ESME_RX_T_APPN.",
            fallback = "30s",
            min = "100ms",
            max = "10m")
        Duration answerTimeout,
    @Setting(
            meaning =
                "Most connections at each listener, bound or not; further ones are closed at once.",
            fallback = "100",
            min = "1",
            max = "10000")
        int maxConnections,
    @Setting(
            meaning = "Largest PDU that is read; a larger one ends the session.",
            fallback = "70000",
            min = "1024",
            max = "1MiB")
        DataSize maxPduBytes,
    @Setting(meaning = "Who may bind; everybody else is refused.") List<SmppAccount> accounts)
    implements Checked {

  @Override
  public void check(Complaints complaints) {
    for (int i = 0; i < listen.size(); i++) {
      if (listen.get(i).transport() == Transport.UDP) {
        complaints.error("listen[" + i + "]", "SMPP has no udp; allowed: tcp://, tls:// HOST:PORT");
      }
    }
    if (tls.isEmpty()
        && listen.stream().anyMatch(address -> address.transport() == Transport.TLS)) {
      complaints.error(
          "tls", "is missing; a tls:// listener needs certificate and key, or keystore");
    }
    SmppText.check("system-id", systemId, 15, complaints);
    if (accounts.isEmpty()) {
      complaints.warning("accounts", "is empty: every bind is refused");
    }
  }
}
