package isthmus.cpm.sip;

import java.util.Locale;

/** A SIP transport protocol (RFC 3261 §18). */
public enum Transport {
  UDP(5060),
  TCP(5060),
  TLS(5061);

  private final int defaultPort;

  Transport(int defaultPort) {
    this.defaultPort = defaultPort;
  }

  /** The port meant when a URI or Via names none (RFC 3261 §19.1.2). */
  public int defaultPort() {
    return defaultPort;
  }

  /** Whether the protocol retransmits by itself, so that SIP must not. */
  public boolean isReliable() {
    return this != UDP;
  }

  /** The value of a URI's {@code transport} parameter. */
  public String parameter() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads a {@code transport} parameter, a URI scheme or a Via protocol, in any case.
   *
   * @throws IllegalArgumentException for anything but udp, tcp and tls
   */
  public static Transport of(String token) {
    return switch (token.toLowerCase(Locale.ROOT)) {
      case "udp" -> UDP;
      case "tcp" -> TCP;
      case "tls" -> TLS;
      default ->
          throw new IllegalArgumentException(
              "unknown SIP transport \"" + token + "\": allowed are udp, tcp and tls");
    };
  }
}
