package isthmus.sms.smpp;

import org.jsmpp.SMPPConstant;
import org.jsmpp.extra.SessionState;

/** What a session may be used for (SMPP 3.4 §2.2). */
public enum BindMode {
  /** The ESME submits. */
  TRANSMITTER,
  /** The ESME receives. */
  RECEIVER,
  /** Both. */
  TRANSCEIVER;

  /** The ESME may send requests about messages. */
  public boolean submits() {
    return this != RECEIVER;
  }

  /** The SMSC may send messages and receipts. */
  public boolean receives() {
    return this != TRANSMITTER;
  }

  int commandId() {
    return switch (this) {
      case TRANSMITTER -> SMPPConstant.CID_BIND_TRANSMITTER;
      case RECEIVER -> SMPPConstant.CID_BIND_RECEIVER;
      case TRANSCEIVER -> SMPPConstant.CID_BIND_TRANSCEIVER;
    };
  }

  SessionState boundState() {
    return switch (this) {
      case TRANSMITTER -> SessionState.BOUND_TX;
      case RECEIVER -> SessionState.BOUND_RX;
      case TRANSCEIVER -> SessionState.BOUND_TRX;
    };
  }

  static boolean isBind(int commandId) {
    return commandId == SMPPConstant.CID_BIND_TRANSMITTER
        || commandId == SMPPConstant.CID_BIND_RECEIVER
        || commandId == SMPPConstant.CID_BIND_TRANSCEIVER;
  }

  static BindMode ofCommandId(int commandId) {
    return switch (commandId) {
      case SMPPConstant.CID_BIND_TRANSMITTER -> TRANSMITTER;
      case SMPPConstant.CID_BIND_RECEIVER -> RECEIVER;
      case SMPPConstant.CID_BIND_TRANSCEIVER -> TRANSCEIVER;
      default -> throw new IllegalArgumentException("not a bind: " + commandId);
    };
  }
}
