package isthmus.gateway.demo;

import isthmus.cpm.port.FreePorts;
import isthmus.gateway.cli.CommandFailure;
import isthmus.gateway.config.value.HostPort;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the demo's parts listen, and the configuration that says so to the gateway.
 *
 * @param data the database's directory; configuration and routing table stand beside it
 * @param sipPort over UDP and TCP
 * @param smppPort of the simulated SMSC
 */
record DemoPlan(Path data, HostPort http, int sipPort, int smppPort) {
  static final String DOMAIN = "demo.example.org";
  static final String ALICE = "+15551000001";
  static final String BOB = "+15551000002";
  static final String ALICE_PASSWORD = "alice-secret";
  static final String BOB_PASSWORD = "bob-secret";
  static final String SYSTEM_ID = "isthmus";
  static final String SMPP_PASSWORD = "demo";

  private static final int SIP_PORT = 5060;
  private static final int SMPP_PORT = 2775;

  /** Appendix D's table as far as this gateway has functions for it. */
  private static final String ROUTING_TABLE =
      """
      Criterion,SMS,MMS,Email
      Max size (bytes),1530,300000,10000000
      Picture ok,No,Yes,Yes
      Video clip ok,No,No,Yes
      Text ok,Yes,Yes,Yes
      Preferred by service provider,Yes,No,No
      Service provider allows for user,Yes,Yes,Yes
      """;

  /** Takes the usual ports where they are free, others where they are not. */
  static DemoPlan drawn(Path data, HostPort http) throws CommandFailure {
    try {
      return new DemoPlan(data, http(http), sip(), tcp("127.0.0.1", SMPP_PORT));
    } catch (IOException e) {
      throw CommandFailure.failed("no free port: " + e.getMessage());
    }
  }

  private static HostPort http(HostPort wanted) throws IOException {
    return new HostPort(wanted.host(), tcp(wanted.host(), wanted.port()));
  }

  private static int sip() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    for (int port = SIP_PORT; port < SIP_PORT + 200; port += 2) {
      try (DatagramSocket udp = new DatagramSocket(new InetSocketAddress(loopback, port));
          ServerSocket tcp = new ServerSocket(port, 1, loopback)) {
        return tcp.getLocalPort() == udp.getLocalPort() ? port : SIP_PORT;
      } catch (IOException taken) {
        // The next one, then.
      }
    }
    throw new IOException("SIP ports from " + SIP_PORT + " on are all in use");
  }

  private static int tcp(String host, int wanted) throws IOException {
    int other = new FreePorts().next();
    for (int port : new int[] {wanted == 0 ? other : wanted, other}) {
      try (ServerSocket socket = new ServerSocket()) {
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(host, port));
        return port;
      } catch (IOException taken) {
        if (port == other) {
          throw taken;
        }
      }
    }
    throw new IOException("port " + wanted);
  }

  /** Writes configuration and routing table; the configuration's file. */
  Path write() throws CommandFailure {
    try {
      Files.createDirectories(data);
      Path file = data.resolve("demo.yaml");
      Files.writeString(data.resolve("routing.csv"), ROUTING_TABLE);
      Files.writeString(file, text());
      return file;
    } catch (IOException e) {
      throw CommandFailure.failed(
          "the demo's folder %s cannot be written: %s; --data names another"
              .formatted(data, CommandFailure.reason(e)));
    }
  }

  private String text() {
    return """
    # Written by `isthmus demo` at each start; `isthmus run -c` takes it too.
    data: store
    database: embedded
    sip:
      listen: ["udp://127.0.0.1:%1$d", "tcp://127.0.0.1:%1$d"]
      domain: %2$s
      mode: embedded
      users:
        - {user: "%3$s", password: %4$s, name: Alice}
        - {user: "%5$s", password: %6$s, name: Bob}
    sms:
      smsc:
        - id: s1
          host: 127.0.0.1
          port: %7$d
          system-id: %8$s
          password: %9$s
          bind: transceiver
          binds: 2
          window: 50
          response-timeout: 5s
    isf: {table: routing.csv}
    http: {listen: "%10$s"}
    """
        .formatted(
            sipPort,
            DOMAIN,
            ALICE,
            ALICE_PASSWORD,
            BOB,
            BOB_PASSWORD,
            smppPort,
            SYSTEM_ID,
            SMPP_PASSWORD,
            http);
  }
}
