package isthmus.gateway.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** The line between the gateway and the simulated SMSC. */
final class CuttableLineTest {
  private static final InetAddress LOCAL = InetAddress.ofLiteral("127.0.0.1");

  private static InetSocketAddress addressOf(ServerSocket target) {
    return new InetSocketAddress(LOCAL, target.getLocalPort());
  }

  @RepeatedTest(20)
  void thePortIsFreeWhenTheLineIsClosed() throws IOException {
    try (ServerSocket target = new ServerSocket(0, 1, LOCAL)) {
      CuttableLine line = new CuttableLine("127.0.0.1", 0, addressOf(target));
      int port = line.port();
      line.close();
      // Without SO_REUSEADDR, which would share the port on some systems.
      try (ServerSocket next = new ServerSocket()) {
        next.setReuseAddress(false);
        next.bind(new InetSocketAddress(LOCAL, port));
        assertThat(next.getLocalPort()).isEqualTo(port);
      }
    }
  }

  @Test
  void whatIsSentComesOutUntilTheLineIsCut() throws IOException {
    try (ServerSocket target = new ServerSocket(0, 1, LOCAL);
        CuttableLine line = new CuttableLine("127.0.0.1", 0, addressOf(target));
        Socket near = new Socket(LOCAL, line.port());
        Socket far = target.accept()) {
      near.getOutputStream().write("there".getBytes(StandardCharsets.US_ASCII));
      assertThat(far.getInputStream().readNBytes(5))
          .asString(StandardCharsets.US_ASCII)
          .isEqualTo("there");
      far.getOutputStream().write("back".getBytes(StandardCharsets.US_ASCII));
      assertThat(near.getInputStream().readNBytes(4))
          .asString(StandardCharsets.US_ASCII)
          .isEqualTo("back");
      line.cut();
      assertThat(ended(near)).isTrue();
      assertThat(ended(far)).isTrue();
    }
  }

  /** A reset is as good an end as any. */
  private static boolean ended(Socket socket) {
    try {
      return socket.getInputStream().read() < 0;
    } catch (IOException reset) {
      return true;
    }
  }
}
