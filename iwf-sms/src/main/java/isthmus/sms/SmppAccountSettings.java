package isthmus.sms;

import static java.util.Objects.requireNonNull;

import isthmus.sms.smpp.EsmeAccount;
import isthmus.sms.text.SegmentationProfile;
import isthmus.sms.text.TextProfile;
import java.util.ArrayList;
import java.util.List;

/**
 * An ESME or SMSC that binds to us.
 *
 * <p>What an {@link SmscSettings} lets an operator choose beyond this is fixed for accounts: parts
 * go one by one, an unanswered message is tried again, statuses mean what SMPP 3.4 §5.1.3 says, and
 * the validity of a submit_sm is written as {@link isthmus.sms.mapping.ValidityPolicy#STANDARD} has
 * it.
 *
 * @param account who it is and what it may do; prefixes with a plus sign mean full numbers, those
 *     without mean numbers and short codes
 * @param transport how it must come
 * @param addressing how it writes addresses and wants them
 * @param segmentation how text is cut for it
 * @param text how its octets are read
 * @param receipts how it reports, if it is an SMSC
 * @param acceptance what its answer to a message says
 * @param whenUnbound what becomes of a message for an address that it serves while it is away
 */
public record SmppAccountSettings(
    EsmeAccount account,
    Transport transport,
    SmppAddressing addressing,
    SegmentationProfile segmentation,
    TextProfile text,
    ReceiptSettings receipts,
    Acceptance acceptance,
    WhenUnbound whenUnbound) {

  /** How an account must come. */
  public enum Transport {
    /** In clear or by TLS. */
    ANY,
    /** By TLS. */
    TLS
  }

  /** What deliver_sm_resp says. */
  public enum Acceptance {
    /** That the recipient has the message: the ESME is the recipient. */
    DELIVERED,
    /** Only that the ESME has taken it. */
    TAKEN
  }

  /** What becomes of a message for an absent account. */
  public enum WhenUnbound {
    /** It waits. */
    WAIT,
    /** It goes to an SMSC. */
    USE_SMSC
  }

  /** Checks the components. */
  public SmppAccountSettings {
    requireNonNull(account);
    requireNonNull(transport);
    requireNonNull(addressing);
    requireNonNull(segmentation);
    requireNonNull(text);
    requireNonNull(receipts);
    requireNonNull(acceptance);
    requireNonNull(whenUnbound);
  }

  /** An account with everything else as usual. */
  public static SmppAccountSettings of(EsmeAccount account) {
    return new SmppAccountSettings(
        account,
        Transport.ANY,
        SmppAddressing.STANDARD,
        SegmentationProfile.STANDARD.withMaxSegments(20),
        TextProfile.STANDARD,
        ReceiptSettings.STANDARD,
        Acceptance.DELIVERED,
        WhenUnbound.WAIT);
  }

  boolean isEsme() {
    return account.kind() == EsmeAccount.Kind.ESME;
  }

  /** The account as the server checks it: a source prefix holds with and without plus sign. */
  EsmeAccount checked() {
    List<String> sources = new ArrayList<>();
    for (String prefix : account.sources()) {
      sources.add(prefix);
      if (prefix.startsWith("+")) {
        sources.add(prefix.substring(1));
      }
    }
    return account.withAddresses(sources, account.serves());
  }
}
