package isthmus.cpm.port;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hands out ports that are free now and that the system gives to no outgoing connection meanwhile:
 * they lie outside the ephemeral range. Only for a server that must know its port before it binds;
 * any other binds port 0.
 *
 * <p>No two ports of one instance are the same until all have been tried. Safe for any thread.
 */
public final class FreePorts {
  private static final Path EPHEMERAL = Path.of("/proc/sys/net/ipv4/ip_local_port_range");

  private final Range range;
  private final AtomicInteger next;

  /** Begins at a random place, so that two processes hardly meet. */
  public FreePorts() {
    this(Range.beside(ephemeral()), ThreadLocalRandom.current().nextInt());
  }

  FreePorts(Range range, int start) {
    this.range = range;
    this.next = new AtomicInteger(start);
  }

  /**
   * A port that can be bound over UDP and TCP, on the loopback interface and on all.
   *
   * @throws IOException if there is none
   */
  public int next() throws IOException {
    for (int tried = 0; tried < range.count(); tried++) {
      int port = range.first() + Math.floorMod(next.getAndIncrement(), range.count());
      if (isFree(port)) {
        return port;
      }
    }
    throw new IOException("no free port from %d to %d".formatted(range.first(), range.last()));
  }

  private static boolean isFree(int port) {
    return isFree(new InetSocketAddress(port))
        && isFree(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }

  private static boolean isFree(InetSocketAddress address) {
    try (ServerSocket tcp = new ServerSocket();
        DatagramSocket udp = new DatagramSocket(address)) {
      tcp.bind(address);
      return udp.isBound();
    } catch (IOException taken) {
      return false;
    }
  }

  /** What Linux says; empty elsewhere. */
  private static String ephemeral() {
    try {
      return Files.readString(EPHEMERAL);
    } catch (IOException | SecurityException notLinux) {
      return "";
    }
  }

  /**
   * Where ports are drawn from.
   *
   * @param first the lowest
   * @param last the highest
   */
  record Range(int first, int last) {
    private static final Pattern BOUNDS = Pattern.compile("(\\d{1,5})\\s+(\\d{1,5})");
    private static final Range USUAL = new Range(20_000, 31_999);
    private static final int HIGHEST = 65_535;
    private static final int LOWER = 10_000;
    private static final int ENOUGH = 500;

    int count() {
      return last - first + 1;
    }

    /**
     * Below the ephemeral range where there is room, else above it, else the usual place.
     *
     * @param ephemeral two numbers, or anything else where it is not known
     */
    static Range beside(String ephemeral) {
      Matcher bounds = BOUNDS.matcher(ephemeral.strip());
      if (!bounds.matches()) {
        return USUAL;
      }
      int low = Integer.parseInt(bounds.group(1));
      int high = Integer.parseInt(bounds.group(2));
      if (low > USUAL.first() + ENOUGH) {
        return new Range(USUAL.first(), Math.min(USUAL.last(), low - 1));
      }
      if (low > LOWER + ENOUGH) {
        return new Range(LOWER, low - 1);
      }
      return HIGHEST - high > ENOUGH ? new Range(high + 1, HIGHEST) : USUAL;
    }
  }
}
