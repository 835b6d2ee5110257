package isthmus.cpm.sip;

import java.util.Locale;

/**
 * Where a request goes: transport, host and port. The same shape says where a client was seen, so
 * that requests to a client behind a NAT reuse its connection (RFC 5626's idea of a flow).
 *
 * @param host a name or an address, IPv6 without brackets
 */
public record Hop(Transport transport, String host, int port) {
  public Hop {
    if (host.isEmpty()) {
      throw new IllegalArgumentException("a SIP hop needs a host");
    }
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("a SIP hop needs a port from 1 to 65535, not " + port);
    }
  }

  /**
   * The hop that a URI means by itself (RFC 3263 §4.1 without NAPTR and SRV): its transport
   * parameter, else TLS for sips and UDP for sip; its maddr, else its host; its port, else the
   * transport's default.
   *
   * @throws SipSyntaxException when it is no sip or sips URI, or names an unknown transport
   */
  public static Hop of(String uri) {
    SipUri sip = SipUri.parse(uri);
    String token = sip.parameters().getOrDefault("transport", "");
    Transport transport;
    try {
      transport = token.isEmpty() ? Transport.UDP : Transport.of(token);
    } catch (IllegalArgumentException e) {
      throw new SipSyntaxException(String.valueOf(e.getMessage()));
    }
    if (sip.secure()) {
      transport = Transport.TLS;
    }
    String maddr = sip.parameters().getOrDefault("maddr", "");
    return new Hop(
        transport,
        maddr.isEmpty() ? sip.host() : maddr,
        sip.port().orElse(transport.defaultPort()));
  }

  /** This hop as a URI, as in {@code sip:192.0.2.1:5060;transport=tcp}. */
  public String uri() {
    return "sip:" + hostPort() + ";transport=" + transport.parameter();
  }

  String hostPort() {
    String bracketed = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return bracketed + ":" + port;
  }

  @Override
  public String toString() {
    return transport.name().toLowerCase(Locale.ROOT) + "://" + hostPort();
  }
}
