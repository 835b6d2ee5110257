package isthmus.sms.smpp;

import isthmus.cpm.codec.mime.Octets;
import java.util.List;

/**
 * submit_sm (SMPP 3.4 §4.4.1).
 *
 * @param serviceType at most 5 characters, empty is best
 * @param protocolId 0 to 255
 * @param priorityFlag 0 to 255; 0 is the lowest
 * @param scheduleDeliveryTime empty, or 16 characters (SMPP 3.4 §7.1.1)
 * @param validityPeriod empty, or 16 characters
 * @param replaceIfPresent 0 or 1
 * @param smDefaultMsgId 0 to 255
 * @param shortMessage at most 254 octets; use message_payload for more
 */
public record SubmitPdu(
    String serviceType,
    SmppAddress source,
    SmppAddress destination,
    int esmClass,
    int protocolId,
    int priorityFlag,
    String scheduleDeliveryTime,
    String validityPeriod,
    int registeredDelivery,
    int replaceIfPresent,
    int dataCoding,
    int smDefaultMsgId,
    Octets shortMessage,
    List<Tlv> tlvs)
    implements MessagePdu {
  public SubmitPdu {
    FieldRange.cString("service_type", serviceType);
    FieldRange.octet("esm_class", esmClass);
    FieldRange.octet("protocol_id", protocolId);
    FieldRange.octet("priority_flag", priorityFlag);
    FieldRange.cString("schedule_delivery_time", scheduleDeliveryTime);
    FieldRange.cString("validity_period", validityPeriod);
    FieldRange.octet("registered_delivery", registeredDelivery);
    FieldRange.octet("replace_if_present_flag", replaceIfPresent);
    FieldRange.octet("data_coding", dataCoding);
    FieldRange.octet("sm_default_msg_id", smDefaultMsgId);
    tlvs = List.copyOf(tlvs);
  }

  /** A plain message: no receipt, no validity, everything else zero or empty. */
  public static SubmitPdu of(
      SmppAddress source, SmppAddress destination, int dataCoding, Octets shortMessage) {
    return new SubmitPdu(
        "", source, destination, 0, 0, 0, "", "", 0, 0, dataCoding, 0, shortMessage, List.of());
  }

  public SubmitPdu withServiceType(String value) {
    return new SubmitPdu(
        value,
        source,
        destination,
        esmClass,
        protocolId,
        priorityFlag,
        scheduleDeliveryTime,
        validityPeriod,
        registeredDelivery,
        replaceIfPresent,
        dataCoding,
        smDefaultMsgId,
        shortMessage,
        tlvs);
  }

  public SubmitPdu withDestination(SmppAddress value) {
    return new SubmitPdu(
        serviceType,
        source,
        value,
        esmClass,
        protocolId,
        priorityFlag,
        scheduleDeliveryTime,
        validityPeriod,
        registeredDelivery,
        replaceIfPresent,
        dataCoding,
        smDefaultMsgId,
        shortMessage,
        tlvs);
  }

  public SubmitPdu withEsmClass(int value) {
    return new SubmitPdu(
        serviceType,
        source,
        destination,
        value,
        protocolId,
        priorityFlag,
        scheduleDeliveryTime,
        validityPeriod,
        registeredDelivery,
        replaceIfPresent,
        dataCoding,
        smDefaultMsgId,
        shortMessage,
        tlvs);
  }

  public SubmitPdu withProtocolId(int value) {
    return new SubmitPdu(
        serviceType,
        source,
        destination,
        esmClass,
        value,
        priorityFlag,
        scheduleDeliveryTime,
        validityPeriod,
        registeredDelivery,
        replaceIfPresent,
        dataCoding,
        smDefaultMsgId,
        shortMessage,
        tlvs);
  }

  public SubmitPdu withPriorityFlag(int value) {
    return new SubmitPdu(
        serviceType,
        source,
        destination,
        esmClass,
        protocolId,
        value,
        scheduleDeliveryTime,
        validityPeriod,
        registeredDelivery,
        replaceIfPresent,
        dataCoding,
        smDefaultMsgId,
        shortMessage,
        tlvs);
  }

  public SubmitPdu withTimes(String schedule, String validity) {
    return new SubmitPdu(
        serviceType,
        source,
        destination,
        esmClass,
        protocolId,
        priorityFlag,
        schedule,
        validity,
        registeredDelivery,
        replaceIfPresent,
        dataCoding,
        smDefaultMsgId,
        shortMessage,
        tlvs);
  }

  public SubmitPdu withRegisteredDelivery(int value) {
    return new SubmitPdu(
        serviceType,
        source,
        destination,
        esmClass,
        protocolId,
        priorityFlag,
        scheduleDeliveryTime,
        validityPeriod,
        value,
        replaceIfPresent,
        dataCoding,
        smDefaultMsgId,
        shortMessage,
        tlvs);
  }

  public SubmitPdu withTlvs(List<Tlv> value) {
    return new SubmitPdu(
        serviceType,
        source,
        destination,
        esmClass,
        protocolId,
        priorityFlag,
        scheduleDeliveryTime,
        validityPeriod,
        registeredDelivery,
        replaceIfPresent,
        dataCoding,
        smDefaultMsgId,
        shortMessage,
        value);
  }
}
