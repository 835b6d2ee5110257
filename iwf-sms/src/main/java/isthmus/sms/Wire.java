package isthmus.sms;

import isthmus.sms.smpp.MessagePdu;
import isthmus.sms.smpp.Tlv;
import isthmus.sms.text.DataCoding;
import isthmus.sms.text.InboundPdu;
import isthmus.sms.text.Octets;
import java.util.HashMap;
import java.util.Map;

/** PDUs of the link layer as the text layer reads them. */
final class Wire {
  private Wire() {}

  /** The content of a message; of a TLV that stands twice the first counts. */
  static InboundPdu content(MessagePdu pdu) {
    Map<Integer, Octets> tlvs = Map.of();
    if (!pdu.tlvs().isEmpty()) {
      tlvs = HashMap.newHashMap(pdu.tlvs().size());
      for (Tlv tlv : pdu.tlvs()) {
        tlvs.putIfAbsent(tlv.tag(), Octets.of(tlv.value().toByteArray()));
      }
    }
    return new InboundPdu(
        pdu.esmClass(),
        new DataCoding(pdu.dataCoding()),
        Octets.of(pdu.shortMessage().toByteArray()),
        tlvs);
  }
}
