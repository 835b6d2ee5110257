package isthmus.cpm.disposition;

/** A kind of notification that a sender may ask for (RFC 5438 §6.2, OMA {@code interworking}). */
public enum DispositionKind {
  /** Tell me when it was delivered. */
  POSITIVE_DELIVERY(1),
  /** Tell me when it could not be delivered. */
  NEGATIVE_DELIVERY(2),
  /** Tell me when somebody on the way processed or stored it. */
  PROCESSING(4),
  /** Tell me when it was displayed. */
  DISPLAY(8),
  /** Tell me when it left CPM for another service (OMA extension). */
  INTERWORKING(16);

  private final int bit;

  DispositionKind(int bit) {
    this.bit = bit;
  }

  /** The bit of this kind in {@link DispositionRequest#mask()}. */
  public int bit() {
    return bit;
  }
}
