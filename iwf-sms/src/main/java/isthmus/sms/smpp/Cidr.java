package isthmus.sms.smpp;

import java.net.InetAddress;

/**
 * A network: an address literal and a prefix length. An IPv4-mapped IPv6 peer counts as IPv4, as
 * the JDK hands it out so.
 */
public record Cidr(InetAddress network, int prefixLength) {
  public Cidr {
    int max = network.getAddress().length * 8;
    if (prefixLength < 0 || prefixLength > max) {
      throw new IllegalArgumentException(
          "prefix length must be 0 to " + max + ", was " + prefixLength);
    }
  }

  /**
   * Reads {@code 10.0.0.0/8}, {@code 2001:db8::/32} or a single address.
   *
   * @throws IllegalArgumentException for anything else; no name is looked up
   */
  public static Cidr parse(String text) {
    int slash = text.indexOf('/');
    InetAddress address = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
    try {
      int length =
          slash < 0 ? address.getAddress().length * 8 : Integer.parseInt(text.substring(slash + 1));
      return new Cidr(address, length);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("not a network: " + text, e);
    }
  }

  public boolean contains(InetAddress address) {
    byte[] ours = network.getAddress();
    byte[] theirs = address.getAddress();
    if (ours.length != theirs.length) {
      return false;
    }
    for (int bit = 0; bit < prefixLength; bit++) {
      int mask = 0x80 >> bit % 8;
      if ((ours[bit / 8] & mask) != (theirs[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }
}
