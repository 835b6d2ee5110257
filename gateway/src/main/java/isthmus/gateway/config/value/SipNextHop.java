package isthmus.gateway.config.value;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The SIP entity that requests are sent to, written as a SIP URI without a user: {@code
 * sip:127.0.0.1:5090;transport=udp} (RFC 3261 §19.1). Without a transport it is UDP; without a port
 * it is 5060, or 5061 for TLS. {@code sips:} is TLS.
 *
 * @param transport how it is reached
 * @param address where it is
 */
public record SipNextHop(Transport transport, HostPort address) {
  private static final Pattern WRITTEN =
      Pattern.compile(
          "(sips?):(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+)(?::(\\d{1,5}))?"
              + "((?:;(?:lr|transport=[A-Za-z]+))*)");

  /** Reads a next hop as it is written in a configuration. */
  public static SipNextHop parse(String text) {
    Matcher matcher = WRITTEN.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a SIP URI of a host");
    }
    Transport transport = matcher.group(1).equals("sips") ? Transport.TLS : Transport.UDP;
    for (String parameter : matcher.group(4).toLowerCase(Locale.ROOT).split(";", -1)) {
      transport =
          switch (parameter) {
            case "transport=udp" -> Transport.UDP;
            case "transport=tcp" -> Transport.TCP;
            case "transport=tls" -> Transport.TLS;
            case "", "lr" -> transport;
            default -> throw new IllegalArgumentException("unknown transport");
          };
    }
    String port = matcher.group(3);
    if (port == null) {
      port = transport == Transport.TLS ? "5061" : "5060";
    }
    return new SipNextHop(transport, HostPort.parse(matcher.group(2) + ":" + port));
  }

  /** The URI, complete, fit for a Route header or a Request-URI. */
  public String uri() {
    return "sip:" + address + ";transport=" + transport.name().toLowerCase(Locale.ROOT);
  }
}
