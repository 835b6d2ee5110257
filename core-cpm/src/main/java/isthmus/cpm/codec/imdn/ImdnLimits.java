package isthmus.cpm.codec.imdn;

/**
 * How much an IMDN reader takes.
 *
 * @param maxOctets octets of one XML document
 * @param maxDepth levels of elements
 * @param maxElements elements of one document
 * @param maxParts notifications of one aggregated message
 */
public record ImdnLimits(int maxOctets, int maxDepth, int maxElements, int maxParts) {

  /** 64 KiB, 16 levels, 512 elements, 1024 notifications. */
  public static final ImdnLimits DEFAULT = new ImdnLimits(65_536, 16, 512, 1024);

  /** Checks that a plain notification is let in. */
  public ImdnLimits {
    if (maxOctets < 1 || maxDepth < 4 || maxElements < 1 || maxParts < 1) {
      throw new IllegalArgumentException("limits too low for any notification");
    }
  }
}
