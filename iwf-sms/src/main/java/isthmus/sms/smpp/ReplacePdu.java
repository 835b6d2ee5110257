package isthmus.sms.smpp;

import isthmus.cpm.codec.mime.Octets;

/** replace_sm (SMPP 3.4 §4.10.1). */
public record ReplacePdu(
    String messageId,
    SmppAddress source,
    String scheduleDeliveryTime,
    String validityPeriod,
    int registeredDelivery,
    int smDefaultMsgId,
    Octets shortMessage)
    implements SmppRequest {
  public ReplacePdu {
    FieldRange.cString("message_id", messageId);
    FieldRange.cString("schedule_delivery_time", scheduleDeliveryTime);
    FieldRange.cString("validity_period", validityPeriod);
    FieldRange.octet("registered_delivery", registeredDelivery);
    FieldRange.octet("sm_default_msg_id", smDefaultMsgId);
  }
}
