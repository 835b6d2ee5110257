package isthmus.sms.smpp;

import isthmus.cpm.codec.mime.Octets;
import java.util.List;

/**
 * deliver_sm (SMPP 3.4 §4.6.1), without the fields that must be empty in it.
 *
 * @param shortMessage at most 254 octets
 */
public record DeliverPdu(
    String serviceType,
    SmppAddress source,
    SmppAddress destination,
    int esmClass,
    int protocolId,
    int priorityFlag,
    int registeredDelivery,
    int dataCoding,
    Octets shortMessage,
    List<Tlv> tlvs)
    implements MessagePdu {
  public DeliverPdu {
    FieldRange.cString("service_type", serviceType);
    FieldRange.octet("esm_class", esmClass);
    FieldRange.octet("protocol_id", protocolId);
    FieldRange.octet("priority_flag", priorityFlag);
    FieldRange.octet("registered_delivery", registeredDelivery);
    FieldRange.octet("data_coding", dataCoding);
    tlvs = List.copyOf(tlvs);
  }

  /** A mobile originated message (esm_class 0) or a receipt (esm_class 4). */
  public static DeliverPdu of(
      SmppAddress source,
      SmppAddress destination,
      int esmClass,
      int dataCoding,
      Octets shortMessage) {
    return new DeliverPdu(
        "", source, destination, esmClass, 0, 0, 0, dataCoding, shortMessage, List.of());
  }

  public DeliverPdu withTlvs(List<Tlv> value) {
    return new DeliverPdu(
        serviceType,
        source,
        destination,
        esmClass,
        protocolId,
        priorityFlag,
        registeredDelivery,
        dataCoding,
        shortMessage,
        value);
  }

  public DeliverPdu withRegisteredDelivery(int value) {
    return new DeliverPdu(
        serviceType,
        source,
        destination,
        esmClass,
        protocolId,
        priorityFlag,
        value,
        dataCoding,
        shortMessage,
        tlvs);
  }
}
