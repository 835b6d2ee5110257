package isthmus.sms.smpp;

/** cancel_sm (SMPP 3.4 §4.9.1); an empty message id cancels by source, destination and service. */
public record CancelPdu(
    String serviceType, String messageId, SmppAddress source, SmppAddress destination)
    implements SmppRequest {
  public CancelPdu {
    FieldRange.cString("service_type", serviceType);
    FieldRange.cString("message_id", messageId);
  }
}
