package isthmus.cpm.codec.cpim;

/**
 * How much a CPIM decoder takes.
 *
 * @param maxHeaders message headers, {@code NS} counted, and as many MIME headers
 * @param maxHeaderOctets octets of one header, folded lines included
 * @param maxContentOctets octets of everything after the message headers
 */
public record CpimLimits(int maxHeaders, int maxHeaderOctets, int maxContentOctets) {

  /** 512 headers of 8 KiB, 16 MiB of content. */
  public static final CpimLimits DEFAULT = new CpimLimits(512, 8192, 16 * 1024 * 1024);

  /** Checks that something is let in. */
  public CpimLimits {
    if (maxHeaders < 1 || maxHeaderOctets < 1 || maxContentOctets < 0) {
      throw new IllegalArgumentException("limits must be positive");
    }
  }
}
