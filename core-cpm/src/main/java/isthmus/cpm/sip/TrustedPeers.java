package isthmus.cpm.sip;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/**
 * The peers whose P-Asserted-Identity is believed, as address blocks (RFC 3325 §5, trust domain).
 */
public final class TrustedPeers {
  private final List<Block> blocks;

  private TrustedPeers(List<Block> blocks) {
    this.blocks = blocks;
  }

  public static TrustedPeers none() {
    return new TrustedPeers(List.of());
  }

  /**
   * Reads blocks such as {@code 192.0.2.0/24}, {@code 2001:db8::/32}, or a lone address.
   *
   * @throws IllegalArgumentException naming the first block that is none
   */
  public static TrustedPeers parse(List<String> cidrs) {
    List<Block> blocks = new ArrayList<>(cidrs.size());
    for (String cidr : cidrs) {
      blocks.add(Block.parse(cidr));
    }
    return new TrustedPeers(List.copyOf(blocks));
  }

  public boolean trusts(InetAddress address) {
    byte[] octets = address.getAddress();
    for (Block block : blocks) {
      if (block.contains(octets)) {
        return true;
      }
    }
    return false;
  }

  public boolean trusts(SipRequest request) {
    return trusts(request.sourceAddress());
  }

  private static final class Block {
    private final byte[] network;
    private final int prefix;

    private Block(byte[] network, int prefix) {
      this.network = network;
      this.prefix = prefix;
    }

    static Block parse(String cidr) {
      int slash = cidr.indexOf('/');
      String host = slash < 0 ? cidr : cidr.substring(0, slash);
      byte[] octets = literal(host, cidr);
      int bits = octets.length * 8;
      if (slash < 0) {
        return new Block(octets, bits);
      }
      String length = cidr.substring(slash + 1);
      if (!length.matches("\\d{1,3}") || Integer.parseInt(length) > bits) {
        throw new IllegalArgumentException(
            "\"" + cidr + "\": the prefix length is a number from 0 to " + bits);
      }
      return new Block(octets, Integer.parseInt(length));
    }

    private static byte[] literal(String host, String cidr) {
      // Only literals: a name would be looked up, and trust must not hang on a name server.
      if (!host.matches("[0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*")) {
        throw new IllegalArgumentException(
            "\"" + cidr + "\" is no address block such as 192.0.2.0/24");
      }
      try {
        return InetAddress.getByName(host).getAddress();
      } catch (UnknownHostException e) {
        throw new IllegalArgumentException(
            "\"" + cidr + "\" is no address block such as 192.0.2.0/24", e);
      }
    }

    boolean contains(byte[] octets) {
      if (octets.length != network.length) {
        return false;
      }
      int whole = prefix / 8;
      for (int i = 0; i < whole; i++) {
        if (octets[i] != network[i]) {
          return false;
        }
      }
      int rest = prefix % 8;
      if (rest == 0) {
        return true;
      }
      int mask = 0xff << (8 - rest) & 0xff;
      return (octets[whole] & mask) == (network[whole] & mask);
    }
  }
}
