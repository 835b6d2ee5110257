package isthmus.gateway.e2e;

import static isthmus.testkit.Eventually.eventually;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A SIP peer without a stack: writes text to a gateway, keeps what comes, answers requests with 200
 * unless told otherwise. It listens on UDP and TCP at one port, and may keep a TCP connection open
 * to the gateway.
 */
final class RawSip implements AutoCloseable {
  /** How long a test waits for what must come; the machine may be busy. */
  static final Duration PATIENCE =
      Duration.ofSeconds(Integer.getInteger("isthmus.test.patience", 60));

  private static final long RESEND_NANOS = 2_000_000_000;

  private final DatagramSocket datagrams;
  private final ServerSocket listener;
  private final InetSocketAddress gateway;
  private final List<SipText> requests = Collections.synchronizedList(new ArrayList<>());
  private final List<SipText> responses = Collections.synchronizedList(new ArrayList<>());
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private volatile Function<SipText, Optional<String>> answers =
      request -> Optional.of(request.answer(200, "OK", ""));

  /** Requests by branch: a retransmission is answered again but counted once. */
  private final Set<String> seen = ConcurrentHashMap.newKeySet();

  private volatile Optional<OutputStream> stream = Optional.empty();

  RawSip(int gatewayPort) {
    this("127.0.0.1", 0, gatewayPort);
  }

  /** A peer at a port; 0 for any. */
  RawSip(String host, int port, int gatewayPort) {
    try {
      gateway = new InetSocketAddress(InetAddress.getLoopbackAddress(), gatewayPort);
      InetAddress address = InetAddress.getByName(host);
      ServerSocket tcp = null;
      DatagramSocket udp = null;
      for (int attempt = 0; udp == null; attempt++) {
        tcp = new ServerSocket(port, 50, address);
        try {
          udp = new DatagramSocket(tcp.getLocalPort(), address);
        } catch (IOException taken) {
          tcp.close();
          if (attempt > 20) {
            throw taken;
          }
        }
      }
      listener = tcp;
      datagrams = udp;
      datagrams.setReceiveBufferSize(8 << 20);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofPlatform().daemon().name("raw-sip-udp").start(this::receive);
    Thread.ofPlatform().daemon().name("raw-sip-tcp").start(this::accept);
  }

  int port() {
    return datagrams.getLocalPort();
  }

  String host() {
    return datagrams.getLocalAddress().getHostAddress();
  }

  void answering(Function<SipText, Optional<String>> newAnswers) {
    answers = newAnswers;
  }

  void send(String text) {
    sendOctets(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Sends over UDP, as often as it takes, and waits for the final response. */
  SipText exchange(String text) {
    String callId = SipText.of(text).header("Call-ID");
    long[] sent = {System.nanoTime() - RESEND_NANOS};
    eventually(
        "a response to " + callId,
        PATIENCE,
        () -> {
          if (System.nanoTime() - sent[0] >= RESEND_NANOS) {
            sent[0] = System.nanoTime();
            send(text);
          }
          return !responses(callId).isEmpty();
        });
    return response(callId);
  }

  void sendOctets(byte[] octets) {
    try {
      datagrams.send(new DatagramPacket(octets, octets.length, gateway));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Opens the connection that {@link #sendTcp} uses. */
  RawSip connect() {
    try {
      Socket socket = new Socket(gateway.getAddress(), gateway.getPort());
      stream = Optional.of(socket.getOutputStream());
      serve(socket);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void sendTcp(String text) {
    try {
      OutputStream out = stream.orElseThrow();
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void receive() {
    byte[] buffer = new byte[65536];
    while (!datagrams.isClosed()) {
      try {
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        datagrams.receive(packet);
        String text = new String(buffer, 0, packet.getLength(), StandardCharsets.UTF_8);
        arrived(text)
            .ifPresent(
                answer -> {
                  byte[] octets = answer.getBytes(StandardCharsets.UTF_8);
                  try {
                    datagrams.send(
                        new DatagramPacket(octets, octets.length, packet.getSocketAddress()));
                  } catch (IOException _) {
                    // Closing.
                  }
                });
      } catch (IOException _) {
        return;
      }
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        serve(listener.accept());
      } catch (IOException _) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    sockets.add(socket);
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              try (InputStream in = new BufferedInputStream(socket.getInputStream());
                  OutputStream out = socket.getOutputStream()) {
                while (true) {
                  Optional<String> answer = arrived(readMessage(in));
                  if (answer.isPresent()) {
                    out.write(answer.get().getBytes(StandardCharsets.UTF_8));
                    out.flush();
                  }
                }
              } catch (IOException _) {
                // Closed by either side.
              }
            });
  }

  private static String readMessage(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (true) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("end");
      }
      head.write(next);
      String text = head.toString(StandardCharsets.UTF_8);
      if (text.equals("\r\n")) {
        head.reset();
      } else if (next == '\n' && text.endsWith("\r\n\r\n")) {
        String length = SipText.of(text).header("Content-Length");
        return text
            + new String(
                in.readNBytes(length.isEmpty() ? 0 : Integer.parseInt(length)),
                StandardCharsets.UTF_8);
      }
    }
  }

  private Optional<String> arrived(String text) {
    if (text.isBlank()) {
      return Optional.empty();
    }
    SipText message = SipText.of(text);
    if (message.isResponse()) {
      responses.add(message);
      return Optional.empty();
    }
    Optional<String> answer = answers.apply(message);
    if (seen.add(message.header("Via") + message.header("CSeq"))) {
      requests.add(message);
    }
    return answer;
  }

  List<SipText> requests() {
    synchronized (requests) {
      return List.copyOf(requests);
    }
  }

  List<SipText> requests(Predicate<SipText> which) {
    return requests().stream().filter(which).toList();
  }

  List<SipText> responses() {
    synchronized (responses) {
      return List.copyOf(responses);
    }
  }

  List<SipText> responses(String callId) {
    return responses().stream()
        .filter(response -> response.header("Call-ID").equals(callId) && response.status() >= 200)
        .toList();
  }

  int answered(int status) {
    return (int) responses().stream().filter(response -> response.status() == status).count();
  }

  /** Waits for the final response. */
  SipText response(String callId) {
    return responses(callId, 1).getFirst();
  }

  List<SipText> responses(String callId, int count) {
    eventually(
        count + " responses to " + callId, PATIENCE, () -> responses(callId).size() >= count);
    return responses(callId);
  }

  SipText request(String what, Predicate<SipText> which) {
    return requests(what, 1, which).getFirst();
  }

  List<SipText> requests(String what, int count, Predicate<SipText> which) {
    eventually(count + " requests: " + what, PATIENCE, () -> requests(which).size() >= count);
    return requests(which);
  }

  /** IMDNs about a message. */
  List<SipText> imdns(String about) {
    return requests(request -> request.isImdn() && request.about().equals(about));
  }

  SipText imdn(String about) {
    return request(
        "an IMDN about " + about, request -> request.isImdn() && request.about().equals(about));
  }

  @Override
  public void close() {
    datagrams.close();
    try {
      listener.close();
      for (Socket socket : sockets) {
        socket.close();
      }
    } catch (IOException _) {
      // Closed.
    }
  }
}
