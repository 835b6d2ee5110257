package isthmus.gateway.demo;

import isthmus.sms.smpp.MessagePdu;

/** Hears what passes a simulated SMSC, on its threads: must be quick and must not block. */
public interface SmscListener {

  /** Hears nothing. */
  SmscListener NONE = new SmscListener() {};

  /** A message was submitted and taken under an id, before its response is sent. */
  default void taken(MessagePdu message, String messageId) {}

  /** A receipt was acknowledged by the ESME. */
  default void receiptTaken(String messageId) {}

  /** Anything changed that a person would see: a behaviour, a handset, a message on one. */
  default void changed() {}
}
