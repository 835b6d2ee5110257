package isthmus.gateway.demo;

import isthmus.cpm.codec.mime.Octets;
import isthmus.sms.mapping.DeliveryState;
import isthmus.sms.mapping.InboundKind;
import isthmus.sms.mapping.ReceiptRequest;
import isthmus.sms.mapping.SentReceipt;
import isthmus.sms.smpp.DeliverPdu;
import isthmus.sms.smpp.MessagePdu;
import isthmus.sms.smpp.SmppAddress;
import isthmus.sms.smpp.Tlv;
import isthmus.sms.text.DataCoding;
import isthmus.sms.text.InboundPdu;
import isthmus.sms.text.Segment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** PDUs of an SMSC, as the SMPP and the text package see them. */
final class Pdus {
  private Pdus() {}

  /** A submitted message in the terms of the text package. */
  static InboundPdu inbound(MessagePdu pdu) {
    Map<Integer, Octets> tlvs = new HashMap<>();
    for (Tlv tlv : pdu.tlvs()) {
      tlvs.put(tlv.tag(), tlv.value());
    }
    return new InboundPdu(
        pdu.esmClass(), new DataCoding(pdu.dataCoding()), pdu.shortMessage(), tlvs);
  }

  /** An address as people write it. */
  static String written(SmppAddress address) {
    boolean international = address.ton() == 1 && !address.address().startsWith("+");
    return international ? "+" + address.address() : address.address();
  }

  /** A mobile originated part. */
  static DeliverPdu part(SmppAddress from, SmppAddress to, Segment segment) {
    List<Tlv> tlvs = new ArrayList<>();
    segment.tlvs().forEach((tag, value) -> tlvs.add(new Tlv(tag, value)));
    return DeliverPdu.of(
            from,
            to,
            segment.userDataHeaderIndicator() ? InboundPdu.UDHI : 0,
            segment.dataCoding().value(),
            segment.shortMessage())
        .withTlvs(tlvs);
  }

  /** Whether the sender of a message wants a receipt for an outcome (SMPP 3.4 §5.2.17). */
  static boolean wantsReceipt(MessagePdu pdu, DeliveryState state) {
    return ReceiptRequest.of(pdu.registeredDelivery()).covers(state);
  }

  /** The receipt for a message (SMPP 3.4 appendix B); it goes from recipient to sender. */
  static DeliverPdu receipt(
      MessagePdu about,
      String messageId,
      Instant submitted,
      Instant done,
      DeliveryState state,
      SmscSettings.ReceiptIds ids) {
    SentReceipt receipt =
        new SentReceipt(
            switch (ids) {
              case SAME -> messageId;
              case DECIMAL -> Long.toString(Long.parseLong(messageId, 16));
            },
            submitted,
            done,
            state,
            state == DeliveryState.UNDELIVERABLE ? 1 : 0,
            "");
    List<Tlv> tlvs = new ArrayList<>();
    if (ids == SmscSettings.ReceiptIds.SAME) {
      receipt.tlvs().forEach((tag, value) -> tlvs.add(new Tlv(tag, value)));
    }
    return DeliverPdu.of(
            /* source= */ about.destination(),
            /* destination= */ about.source(),
            InboundKind.RECEIPT.bits(),
            0,
            receipt.shortMessage())
        .withTlvs(tlvs);
  }
}
