package isthmus.gateway.bench;

import isthmus.cpm.codec.mime.Octets;
import isthmus.gateway.cli.CommandFailure;
import isthmus.gateway.demo.SimulatedSmsc;
import isthmus.gateway.demo.SmscListener;
import isthmus.gateway.demo.SmscSettings;
import isthmus.sms.smpp.EsmeAccount;
import isthmus.sms.smpp.MessagePdu;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The SIP load, the core and the SMSC around the gateway, all writing into one ledger. */
final class BenchPeers implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BenchPeers.class);

  /** Pairs of sender and recipient: enough that order within a conversation holds nothing up. */
  private static final int CONVERSATIONS = 2_000;

  private static final int TEXT_DIGITS_AT = MessageTemplate.TEXT.length();

  private final LongAdder receipts = new LongAdder();
  private final SimulatedSmsc smsc;
  private final NotificationSink sink;
  private final SipLoad load;

  private BenchPeers(BenchSite site, Ledger ledger, String run) throws IOException {
    SmscSettings settings = settings(site.smsc());
    this.smsc = SimulatedSmsc.start(settings, new Bookkeeper(ledger), InstantSource.system());
    try {
      this.sink = new NotificationSink(ledger, run, site.core());
      this.load = new SipLoad(ledger, run, site.sip(), site.domain(), CONVERSATIONS);
    } catch (IOException e) {
      smsc.close();
      throw e;
    }
  }

  private static SmscSettings settings(BenchSite.SmscPlace place) {
    EsmeAccount.Limits limits =
        new EsmeAccount.Limits(
            5_000,
            0,
            place.inboundWindow(),
            0,
            1_000_000,
            Duration.ofSeconds(1),
            Duration.ofSeconds(30));
    EsmeAccount account = EsmeAccount.of(place.systemId(), place.password()).withLimits(limits);
    return new SmscSettings(
        place.address().host(),
        place.address().port(),
        java.util.List.of(account),
        java.util.List.of(),
        Duration.ZERO,
        SmscSettings.ReceiptIds.SAME,
        SmscSettings.Line.DIRECT);
  }

  /** Starts them. */
  static BenchPeers start(BenchSite site, Ledger ledger, String run) throws CommandFailure {
    try {
      return new BenchPeers(site, ledger, run);
    } catch (IOException e) {
      throw CommandFailure.failed("the bench's peers cannot start: " + e.getMessage());
    }
  }

  SipLoad load() {
    return load;
  }

  /** Receipts that the gateway acknowledged. */
  long receipts() {
    return receipts.sum();
  }

  /** Whether the gateway is bound to the SMSC. */
  boolean linked() {
    return smsc.status().accounts().stream().anyMatch(account -> !account.sessions().isEmpty());
  }

  /**
   * Whether a session has begun since: one of a gateway that was killed shows as bound until its
   * connection is seen to be gone.
   */
  boolean linkedSince(Instant begin) {
    return smsc.status().accounts().stream()
        .flatMap(account -> account.sessions().stream())
        .anyMatch(session -> session.since().isAfter(begin));
  }

  @Override
  public void close() {
    smsc.close();
    try {
      load.close();
      sink.close();
    } catch (IOException e) {
      LOG.debug("closing failed: {}", e.getMessage());
    }
  }

  /** Enters what the SMSC sees. */
  private final class Bookkeeper implements SmscListener {
    private final Ledger ledger;

    Bookkeeper(Ledger ledger) {
      this.ledger = ledger;
    }

    @Override
    public void taken(MessagePdu message, String messageId) {
      long now = System.nanoTime();
      Octets text = message.shortMessage();
      if (text.size() >= TEXT_DIGITS_AT + MessageTemplate.DIGITS) {
        ledger.submitted(number(text), now);
      }
    }

    @Override
    public void receiptTaken(String messageId) {
      receipts.increment();
    }
  }

  /** The number in a text; the GSM alphabet and ASCII have the same digits and letters. */
  static int number(Octets text) {
    byte[] octets = text.toByteArray();
    byte[] mark = MessageTemplate.TEXT.getBytes(StandardCharsets.US_ASCII);
    return Scan.numberBehind(octets, mark, MessageTemplate.DIGITS, octets.length);
  }
}
