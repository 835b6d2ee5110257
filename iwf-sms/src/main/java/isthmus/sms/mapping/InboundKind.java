package isthmus.sms.mapping;

/** What a deliver_sm or data_sm is, by bits 5 to 2 of its esm_class (SMPP 3.4 §5.2.12). */
public enum InboundKind {
  /** An ordinary short message, or a kind that the specification reserves. */
  MESSAGE(0x00),
  /** A delivery receipt of the SMSC. */
  RECEIPT(0x04),
  /** A delivery acknowledgement of the receiving SME. */
  DELIVERY_ACKNOWLEDGEMENT(0x08),
  /** A manual or user acknowledgement of the receiving SME. */
  USER_ACKNOWLEDGEMENT(0x10),
  /** A conversation abort (Korean CDMA). */
  CONVERSATION_ABORT(0x18),
  /** An intermediate notification: the state may still change. */
  INTERMEDIATE(0x20);

  private static final int MASK = 0x3c;
  private final int bits;

  InboundKind(int bits) {
    this.bits = bits;
  }

  /** The bits of esm_class. */
  public int bits() {
    return bits;
  }

  /**
   * The kind of an esm_class; an intermediate bit beside the receipt's wins, because then the state
   * is not final.
   */
  public static InboundKind of(int esmClass) {
    int type = esmClass & MASK;
    for (InboundKind kind : values()) {
      if (kind.bits == type) {
        return kind;
      }
    }
    return (type & INTERMEDIATE.bits) != 0 ? INTERMEDIATE : MESSAGE;
  }

  /** Whether it reports on a message sent before. */
  public boolean isReport() {
    return this == RECEIPT
        || this == INTERMEDIATE
        || this == DELIVERY_ACKNOWLEDGEMENT
        || this == USER_ACKNOWLEDGEMENT;
  }
}
