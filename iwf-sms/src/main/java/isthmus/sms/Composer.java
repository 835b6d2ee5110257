package isthmus.sms;

import isthmus.cpm.codec.mime.Octets;
import isthmus.cpm.interworking.OutboundMessage;
import isthmus.sms.mapping.ReceiptRequest;
import isthmus.sms.mapping.SmsParty;
import isthmus.sms.smpp.SubmitPdu;
import isthmus.sms.smpp.Tlv;
import isthmus.sms.text.InboundPdu;
import isthmus.sms.text.Segment;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Writes the parts of a message as submit_sm for one peer. */
final class Composer {
  private final SubmitPdu frame;
  private final ReceiptRequest receipts;

  /** Settles what all parts have in common. */
  Composer(OutboundMessage message, SmsParty from, SmsParty to, Peer peer, Instant now) {
    this.receipts = peer.receipts().request(message.message().requested());
    // Service type, priority and schedule stay empty: anything else is charged or refused by some
    // peer (facts B9).
    this.frame =
        SubmitPdu.of(peer.source().toWire(from), peer.destination().toWire(to), 0, Octets.empty())
            .withTimes("", peer.validity().field(now, message.expires()))
            .withRegisteredDelivery(receipts.bits());
  }

  /** Whether receipts will come. */
  boolean asksForReceipts() {
    return receipts != ReceiptRequest.NONE;
  }

  SubmitPdu write(Segment segment) {
    int udhi = segment.userDataHeaderIndicator() ? InboundPdu.UDHI : 0;
    return new SubmitPdu(
        frame.serviceType(),
        frame.source(),
        frame.destination(),
        udhi,
        0,
        0,
        "",
        frame.validityPeriod(),
        frame.registeredDelivery(),
        0,
        segment.dataCoding().value(),
        0,
        segment.shortMessage(),
        tlvs(segment.tlvs()));
  }

  static List<Tlv> tlvs(Map<Integer, Octets> tlvs) {
    return tlvs.entrySet().stream().map(e -> new Tlv(e.getKey(), e.getValue())).toList();
  }
}
