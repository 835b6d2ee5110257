package isthmus.cpm.sip;

/**
 * A message body with its media type. The octets are not copied: whoever makes a body gives the
 * array away, and whoever reads one must not write to it.
 */
public final class SipBody {
  private static final SipBody NONE = new SipBody("", new byte[0]);

  private final String contentType;
  private final byte[] octets;

  private SipBody(String contentType, byte[] octets) {
    this.contentType = contentType;
    this.octets = octets;
  }

  public static SipBody none() {
    return NONE;
  }

  /** A body; {@code contentType} is the value of Content-Type, empty only when there is no body. */
  public static SipBody of(String contentType, byte[] octets) {
    if (SipText.hasControl(contentType)) {
      throw new IllegalArgumentException("Content-Type has a control character");
    }
    if (contentType.isEmpty() && octets.length > 0) {
      throw new IllegalArgumentException("a body needs a Content-Type");
    }
    return new SipBody(contentType, octets);
  }

  public String contentType() {
    return contentType;
  }

  public byte[] octets() {
    return octets;
  }

  public boolean isEmpty() {
    return octets.length == 0;
  }

  @Override
  public String toString() {
    return contentType + ", " + octets.length + " bytes";
  }
}
