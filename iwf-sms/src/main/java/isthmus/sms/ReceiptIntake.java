package isthmus.sms;

import isthmus.cpm.disposition.Disposition;
import isthmus.cpm.interworking.InterworkingInbound;
import isthmus.cpm.interworking.InterworkingInbound.ReceiptAnswer;
import isthmus.cpm.interworking.LegacyReceipt;
import isthmus.sms.mapping.DeliveryReport;
import isthmus.sms.mapping.InboundKind;
import isthmus.sms.smpp.Answer;
import isthmus.sms.smpp.CommandStatus;
import isthmus.sms.smpp.MessagePdu;
import isthmus.sms.text.InboundPdu;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes delivery receipts of SMSCs. */
final class ReceiptIntake {
  private static final Logger LOG = LoggerFactory.getLogger(ReceiptIntake.class);

  private final InterworkingInbound inbound;
  private final UnparsableReceipts unparsable;
  private final InstantSource clock;

  ReceiptIntake(InterworkingInbound inbound, UnparsableReceipts unparsable, InstantSource clock) {
    this.inbound = inbound;
    this.unparsable = unparsable;
    this.clock = clock;
  }

  /** Whether a PDU of an SMSC reports on a message instead of being one. */
  static boolean isReceipt(Peer peer, MessagePdu pdu) {
    if (InboundKind.of(pdu.esmClass()).isReport()) {
      return true;
    }
    if (pdu.tlv(InboundPdu.RECEIPTED_MESSAGE_ID).isPresent()
        && pdu.tlv(InboundPdu.MESSAGE_STATE).isPresent()) {
      return true;
    }
    return peer.receipts().recognition() == ReceiptSettings.Recognition.BY_TEXT
        && peer.receiptParser().resemblesReceipt(Wire.content(pdu));
  }

  /** Takes a receipt; the stage completes with the answer for the peer. */
  CompletionStage<Answer> take(Peer peer, MessagePdu pdu) {
    return switch (peer.receiptParser().parse(Wire.content(pdu))) {
      case DeliveryReport.Receipt receipt -> take(peer, receipt);
      case DeliveryReport.Unparsable unknown -> {
        peer.counters().count(PeerCounters.Event.RECEIPTS_UNPARSABLE);
        unparsable.add(peer.id(), clock.instant(), unknown);
        yield CompletableFuture.completedFuture(Answer.ok());
      }
    };
  }

  private CompletionStage<Answer> take(Peer peer, DeliveryReport.Receipt receipt) {
    peer.counters().count(PeerCounters.Event.RECEIPTS);
    LegacyReceipt legacy =
        new LegacyReceipt(
            peer.id(),
            peer.receipts().ids().candidates(receipt.id()),
            disposition(peer, receipt),
            clock.instant(),
            receipt.state().word(),
            receipt
                .error()
                .or(() -> receipt.networkError().map(e -> e.networkType() + "/" + e.code())));
    try {
      return inbound
          .receipt(legacy)
          .thenApply(answer -> answer(peer, answer))
          .exceptionally(error -> failed(peer, error));
    } catch (RuntimeException e) {
      return CompletableFuture.completedFuture(failed(peer, e));
    }
  }

  private static Answer failed(Peer peer, Throwable error) {
    LOG.warn("{}: a receipt could not be taken: {}", peer.id(), error.toString());
    return Answer.declined(CommandStatus.RX_T_APPN);
  }

  private static Answer answer(Peer peer, ReceiptAnswer answer) {
    return switch (answer) {
      case APPLIED, REPEATED -> Answer.ok();
      case KEPT -> {
        peer.counters().count(PeerCounters.Event.RECEIPTS_UNMATCHED);
        yield Answer.ok();
      }
      case SUSPENDED -> Answer.declined(CommandStatus.RX_T_APPN);
    };
  }

  private static Optional<Disposition> disposition(Peer peer, DeliveryReport.Receipt receipt) {
    return receipt.kind() == InboundKind.INTERMEDIATE
        ? Optional.empty()
        : peer.receipts().policy().disposition(receipt.state());
  }
}
