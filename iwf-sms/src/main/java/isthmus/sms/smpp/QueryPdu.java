package isthmus.sms.smpp;

/** query_sm (SMPP 3.4 §4.8.1): the state of the message with this id and source address. */
public record QueryPdu(String messageId, SmppAddress source) implements SmppRequest {
  public QueryPdu {
    FieldRange.cString("message_id", messageId);
  }
}
