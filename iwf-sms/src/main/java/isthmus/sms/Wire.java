package isthmus.sms;

import isthmus.cpm.codec.mime.Octets;
import isthmus.sms.smpp.MessagePdu;
import isthmus.sms.smpp.Tlv;
import isthmus.sms.text.DataCoding;
import isthmus.sms.text.InboundPdu;
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
        tlvs.putIfAbsent(tlv.tag(), tlv.value());
      }
    }
    return new InboundPdu(
        pdu.esmClass(), new DataCoding(pdu.dataCoding()), pdu.shortMessage(), tlvs);
  }
}
