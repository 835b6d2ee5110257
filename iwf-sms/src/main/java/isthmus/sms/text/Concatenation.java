package isthmus.sms.text;

/**
 * A part's place in a long message (TS 23.040 §9.2.3.24.1, SMPP 3.4 §5.3.2.22 to .24). What a peer
 * sent may be nonsense: ask {@link #plausible()}.
 *
 * @param reference the message's reference number, within the width
 * @param total the number of parts as claimed, 0 to 255
 * @param sequence the part's number from 1 as claimed, 0 to 255
 * @param width where the reference came from
 */
public record Concatenation(int reference, int total, int sequence, ConcatenationWidth width) {
  /** Refuses what does not fit the fields on the wire. */
  public Concatenation {
    if (reference < 0 || reference > width.maxReference()) {
      throw new SmsFormatException(
          "concatenation reference " + reference + " does not fit " + width);
    }
    if (total < 0 || total > 255 || sequence < 0 || sequence > 255) {
      throw new SmsFormatException(
          "part " + sequence + " of " + total + " does not fit one octet each");
    }
  }

  /** Whether the part's number lies between 1 and the total. */
  public boolean plausible() {
    return sequence >= 1 && sequence <= total;
  }
}
