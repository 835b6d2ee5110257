package isthmus.sms.smpp;

import isthmus.cpm.codec.mime.Octets;
import java.util.List;

/** data_sm (SMPP 3.4 §4.7.1); the text is in message_payload. jSMPP limits addresses to 20. */
public record DataPdu(
    String serviceType,
    SmppAddress source,
    SmppAddress destination,
    int esmClass,
    int registeredDelivery,
    int dataCoding,
    List<Tlv> tlvs)
    implements MessagePdu {
  public DataPdu {
    FieldRange.cString("service_type", serviceType);
    FieldRange.octet("esm_class", esmClass);
    FieldRange.octet("registered_delivery", registeredDelivery);
    FieldRange.octet("data_coding", dataCoding);
    tlvs = List.copyOf(tlvs);
  }

  @Override
  public Octets shortMessage() {
    return Octets.empty();
  }
}
