package isthmus.cpm.codec.mime;

/**
 * How much a MIME decoder takes.
 *
 * @param maxHeaders header fields of one entity
 * @param maxHeaderOctets octets of one header field, folded lines included
 * @param maxParts parts of one multipart
 */
public record MimeLimits(int maxHeaders, int maxHeaderOctets, int maxParts) {

  /** 64 fields of 8 KiB, 1024 parts. */
  public static final MimeLimits DEFAULT = new MimeLimits(64, 8192, 1024);

  /** Checks that something is let in. */
  public MimeLimits {
    if (maxHeaders < 1 || maxHeaderOctets < 1 || maxParts < 1) {
      throw new IllegalArgumentException("limits must be positive");
    }
  }
}
