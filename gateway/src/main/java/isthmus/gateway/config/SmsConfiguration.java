package isthmus.gateway.config;

import isthmus.gateway.config.tree.Checked;
import isthmus.gateway.config.tree.Complaints;
import isthmus.gateway.config.tree.Setting;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The section {@code sms}. Without SMSCs and server, no message goes by SMS. */
public record SmsConfiguration(
    @Setting(meaning = "SMSCs that the gateway binds to.") List<SmscConfiguration> smsc,
    @Setting(meaning = "The gateway's own SMPP server, which ESMEs and SMSCs bind to.")
        Optional<SmppServerConfiguration> server,
    @Setting(meaning = "Long messages that arrive in parts.") Reassembly reassembly,
    @Setting(meaning = "When another SMSC takes over.") Failover failover,
    @Setting(
            meaning =
                "How long a receipt is kept that matches no message yet; it may overtake the answer"
                    + " to its submit_sm.",
            fallback = "24h",
            min = "1m",
            max = "30d")
        Duration keepUnmatchedReceipts)
    implements Checked {

  /** Parts are put together across binds and nodes. */
  public record Reassembly(
      @Setting(
              meaning = "How long after its first part a message may be incomplete.",
              fallback = "10m",
              min = "1s",
              max = "7d")
          Duration timeout,
      @Setting(
              meaning = "What then happens: deliver what arrived, with the marker, or drop it.",
              fallback = "deliver")
          WhenIncomplete incomplete,
      @Setting(meaning = "Text that stands for missing parts.", fallback = "[…]") String marker) {}

  /** What happens to a message with missing parts. */
  public enum WhenIncomplete {
    /** The CPM user gets what there is. */
    DELIVER,
    /** The CPM user gets nothing. */
    DROP
  }

  /** SMSCs of the least priority number that are up share the load by weight. */
  public record Failover(
      @Setting(
              meaning =
                  "Temporary failures and missing answers in a row after which an SMSC is rested.",
              fallback = "5",
              min = "1",
              max = "10000")
          int afterFailures,
      @Setting(
              meaning = "How long a rested SMSC gets no messages while another is up.",
              fallback = "30s",
              min = "100ms",
              max = "1h")
          Duration rest,
      @Setting(
              meaning = "Whether a message that one SMSC refuses for good is tried at another.",
              fallback = "false")
          boolean afterRefusal) {}

  @Override
  public void check(Complaints complaints) {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < smsc.size(); i++) {
      if (!seen.add(smsc.get(i).id())) {
        complaints.error("smsc[" + i + "].id", "'" + smsc.get(i).id() + "' stands twice");
      }
    }
  }
}
