package isthmus.sms;

import isthmus.cpm.address.ServiceIdentifier;
import isthmus.sms.mapping.DeliveryReceiptParser;
import isthmus.sms.mapping.StatusTable;
import isthmus.sms.mapping.ValidityPolicy;
import isthmus.sms.smpp.EsmeAccount;
import isthmus.sms.text.SegmentationProfile;
import isthmus.sms.text.Segmenter;
import isthmus.sms.text.TextProfile;
import java.time.Duration;
import java.util.Locale;

/** What is known of an SMSC link or an account, in one form for both directions. */
record Peer(
    String id,
    ServiceIdentifier service,
    Role role,
    SmppAddressing source,
    SmppAddressing destination,
    SegmentationProfile segmentation,
    Segmenter segmenter,
    TextProfile text,
    ReceiptSettings receipts,
    DeliveryReceiptParser receiptParser,
    ValidityPolicy validity,
    StatusTable statuses,
    SmscSettings.Parts parts,
    SmscSettings.Unanswered unanswered,
    SmppAccountSettings.Acceptance acceptance,
    Duration throttlePause,
    PeerCounters counters) {

  /** Who is at the other end, and who bound. */
  enum Role {
    /** An SMSC that we are bound to. */
    SMSC_LINK,
    /** An SMSC that is bound to us. */
    SMSC_ACCOUNT,
    /** An ESME that is bound to us. */
    ESME_ACCOUNT;

    boolean isSmsc() {
      return this != ESME_ACCOUNT;
    }
  }

  /** An SMSC that we bind to. */
  static Peer of(SmscSettings settings, StatusTable statuses) {
    return new Peer(
        settings.link().id(),
        service(settings.link().id()),
        Role.SMSC_LINK,
        settings.source(),
        settings.destination(),
        settings.segmentation(),
        new Segmenter(settings.segmentation()),
        settings.text(),
        settings.receipts(),
        new DeliveryReceiptParser(settings.text(), settings.receipts().words()),
        settings.validity(),
        statuses.with(settings.statuses()),
        settings.parts(),
        settings.unanswered(),
        SmppAccountSettings.Acceptance.TAKEN,
        settings.link().pace().throttleMin(),
        new PeerCounters());
  }

  /**
   * An account. Its validity, statuses, order of parts and what becomes of the unanswered are not
   * settings: few peers that bind to us need others.
   */
  static Peer of(SmppAccountSettings settings, StatusTable statuses) {
    EsmeAccount account = settings.account();
    return new Peer(
        account.id(),
        service(account.id()),
        settings.isEsme() ? Role.ESME_ACCOUNT : Role.SMSC_ACCOUNT,
        settings.addressing(),
        settings.addressing(),
        settings.segmentation(),
        new Segmenter(settings.segmentation()),
        settings.text(),
        settings.receipts(),
        new DeliveryReceiptParser(settings.text(), settings.receipts().words()),
        ValidityPolicy.STANDARD,
        statuses,
        SmscSettings.Parts.ONE_BY_ONE,
        SmscSettings.Unanswered.TEMPORARY,
        settings.acceptance(),
        account.limits().throttleMin(),
        new PeerCounters());
  }

  /** The instance in service identifiers: only some characters of a name may stand in one. */
  static String instance(String id) {
    String word = id.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "-");
    return word.length() > 64 ? word.substring(0, 64) : word;
  }

  private static ServiceIdentifier service(String id) {
    return ServiceIdentifier.of(SmsInterworkingFunction.SERVICE, instance(id));
  }
}
