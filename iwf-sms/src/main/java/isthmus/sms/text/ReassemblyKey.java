package isthmus.sms.text;

/**
 * What the parts of one long message have in common. The total and the width belong to it, so that
 * a wrong total or a peer that mixes 8 and 16 bit references cannot spoil another message.
 *
 * @param peer the link's account, so that reuse of a reference by another peer does no harm
 * @param source the originator's address as received
 * @param destination the recipient's address as received
 * @param reference the concatenation reference
 * @param total the number of parts, 2 to 255
 * @param width where the reference came from
 */
public record ReassemblyKey(
    String peer,
    String source,
    String destination,
    int reference,
    int total,
    ConcatenationWidth width) {
  /** Refuses a total that needs no reassembly. */
  public ReassemblyKey {
    if (total < 2 || total > 255) {
      throw new SmsFormatException("a long message of " + total + " parts, allowed are 2 to 255");
    }
  }

  /** The key of a part that {@link InboundSegment} found to have a place. */
  public static ReassemblyKey of(
      String peer, String source, String destination, Concatenation place) {
    return new ReassemblyKey(
        peer, source, destination, place.reference(), place.total(), place.width());
  }
}
