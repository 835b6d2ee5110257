package isthmus.sms.smpp;

/** A PDU that cannot be read, or values that cannot be written as one. */
final class MalformedPduException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int commandStatus;

  MalformedPduException(int commandStatus, String message) {
    super(message);
    this.commandStatus = commandStatus;
  }

  /** The command_status that tells the peer what is wrong. */
  int commandStatus() {
    return commandStatus;
  }
}
