package isthmus.gateway.config.value;

import java.net.InetAddress;
import java.util.Arrays;

/**
 * A block of IP addresses, written {@code 10.1.0.0/16}, {@code fd00::/8}, or one address alone.
 *
 * @param network the first address of the block
 * @param prefixLength leading bits that are the same in all of them
 */
public record Cidr(InetAddress network, int prefixLength) {

  /** Refuses a prefix longer than the address, and an address with bits beyond the prefix. */
  public Cidr {
    byte[] address = network.getAddress();
    if (prefixLength < 0 || prefixLength > address.length * 8) {
      throw new IllegalArgumentException("prefix length out of range");
    }
    if (!Arrays.equals(address, masked(address, prefixLength))) {
      throw new IllegalArgumentException("address has bits beyond the prefix");
    }
  }

  /** Reads a block as it is written in a configuration; looks no name up. */
  public static Cidr parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      InetAddress host = InetAddress.ofLiteral(text);
      return new Cidr(host, host.getAddress().length * 8);
    }
    return new Cidr(
        InetAddress.ofLiteral(text.substring(0, slash)),
        Integer.parseInt(text.substring(slash + 1)));
  }

  /** Whether {@code address} is in the block; an address of the other IP version never is. */
  public boolean contains(InetAddress address) {
    byte[] bytes = address.getAddress();
    return bytes.length == network.getAddress().length
        && Arrays.equals(network.getAddress(), masked(bytes, prefixLength));
  }

  private static byte[] masked(byte[] address, int prefixLength) {
    byte[] result = address.clone();
    for (int i = 0; i < result.length; i++) {
      int kept = Math.clamp(prefixLength - i * 8L, 0, 8);
      result[i] &= (byte) (0xFF << (8 - kept));
    }
    return result;
  }

  @Override
  public String toString() {
    return network.getHostAddress() + "/" + prefixLength;
  }
}
