package isthmus.cpm.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FreePortsTest {
  @ParameterizedTest
  @CsvSource({
    "'32768\t60999\n', 20000, 31999",
    "'25000 60999', 20000, 24999",
    "'15000 65000', 10000, 14999",
    "'1024 60999', 61000, 65535",
    "'1024 65535', 20000, 31999",
    "'', 20000, 31999",
    "'low high', 20000, 31999"
  })
  void portsLieOutsideTheEphemeralRangeWhereThereIsRoom(String ephemeral, int first, int last) {
    assertThat(FreePorts.Range.beside(ephemeral)).isEqualTo(new FreePorts.Range(first, last));
  }

  @Test
  void noPortComesTwiceAndEachCanBeBound() throws Exception {
    FreePorts ports = new FreePorts();
    Set<Integer> drawn = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      drawn.add(ports.next());
    }
    assertThat(drawn).hasSize(100);
  }

  @Test
  void aPortThatIsTakenOverTcpOrUdpIsPassedOver() throws Exception {
    int taken = new FreePorts().next();
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket tcp = new ServerSocket(taken, 1, loopback)) {
      assertThat(from(taken).next()).isNotEqualTo(tcp.getLocalPort());
    }
    try (DatagramSocket udp = new DatagramSocket(taken, loopback)) {
      assertThat(from(taken).next()).isNotEqualTo(udp.getLocalPort());
    }
    assertThat(from(taken).next()).isEqualTo(taken);
  }

  private static FreePorts from(int first) {
    return new FreePorts(new FreePorts.Range(first, first + 99), 0);
  }
}
