package isthmus.gateway.config;

import isthmus.gateway.config.tree.Checked;
import isthmus.gateway.config.tree.Complaints;
import isthmus.gateway.config.tree.Setting;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The section {@code sms}. Without SMSCs and server, no message goes by SMS. */
public record SmsConfiguration(
    @Setting(meaning = "SMSCs that the gateway binds to.") List<SmscConfiguration> smsc,
    @Setting(meaning = "The gateway's own SMPP server, which ESMEs and SMSCs bind to.")
        Optional<SmppServerConfiguration> server,
    @Setting(meaning = "Long messages that arrive in parts.") Reassembly reassembly,
    @Setting(meaning = "When another SMSC takes over.") Failover failover,
    @Setting(
            meaning =
                "Whether short codes are addresses that messages can go to and come from, or only"
                    + " full numbers are.",
            fallback = "allowed")
        ShortCodes shortCodes,
    @Setting(
            meaning =
                "Domain of the SIP address that stands for an alphanumeric sender; one that no"
                    + " reply can reach.",
            fallback = "sms-name.invalid")
        String nameDomain)
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

  /** Short codes in addresses of CPM requests. */
  public enum ShortCodes {
    /** They are addresses. */
    ALLOWED,
    /** Only full international numbers are. */
    NOT_VALID
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
    if (!nameDomain.matches("[A-Za-z0-9.-]+")) {
      complaints.error(
          "name-domain", "'" + nameDomain + "' is not a domain; allowed: such as sms.invalid");
    }
    Map<String, String> seen = new HashMap<>();
    for (int i = 0; i < smsc.size(); i++) {
      checkNew("smsc[" + i + "].id", smsc.get(i).id(), seen, complaints);
    }
    List<SmppAccount> accounts = server.map(SmppServerConfiguration::accounts).orElse(List.of());
    for (int i = 0; i < accounts.size(); i++) {
      String key = "server.accounts[" + i + "].system-id";
      checkNew(key, accounts.get(i).systemId(), seen, complaints);
    }
  }

  /**
   * Receipts, service identifiers and the console know a peer by its name alone, and a service
   * identifier holds small letters, digits and hyphens only.
   */
  private static void checkNew(
      String key, String name, Map<String, String> seen, Complaints complaints) {
    String word = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "-");
    String other = seen.putIfAbsent(word, name);
    if (name.equals(other)) {
      complaints.error(key, "'" + name + "' stands twice");
    } else if (other != null) {
      complaints.error(key, "'" + name + "' cannot be told from '" + other + "'");
    }
  }
}
