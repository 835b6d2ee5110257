package isthmus.cpm.sip;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/** A raw TCP or TLS peer on loopback. */
final class StreamLine implements Transcript.Line, AutoCloseable {
  private final Socket socket;
  private final StreamFramer framer = new StreamFramer(1_000_000);
  private final Queue<String> received = new ArrayDeque<>();

  StreamLine(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(30_000);
  }

  static StreamLine tcp(int port) throws IOException {
    return new StreamLine(new Socket(InetAddress.getLoopbackAddress(), port));
  }

  Socket socket() {
    return socket;
  }

  @Override
  public String local() {
    return "127.0.0.1:" + socket.getLocalPort();
  }

  @Override
  public void send(byte[] octets) throws IOException {
    socket.getOutputStream().write(octets);
    socket.getOutputStream().flush();
  }

  void send(String text) throws IOException {
    send(Transcript.message(text.replace("\n", "\r\n"), local()));
  }

  @Override
  public String receive() throws IOException {
    byte[] chunk = new byte[4096];
    InputStream in = socket.getInputStream();
    try {
      while (received.isEmpty()) {
        int length = in.read(chunk);
        if (length < 0) {
          return "";
        }
        framer.feed(chunk, length);
        for (Optional<StreamFramer.Frame> frame = framer.next();
            frame.isPresent();
            frame = framer.next()) {
          received.add(text(frame.get()));
        }
      }
    } catch (SocketTimeoutException e) {
      return "";
    }
    return received.remove();
  }

  private static String text(StreamFramer.Frame frame) {
    return switch (frame) {
      case StreamFramer.Frame.Message message -> {
        StringBuilder out = new StringBuilder(message.wire().startLine()).append("\r\n");
        for (String name : new String[] {"Via", "From", "To", "Call-ID", "CSeq"}) {
          for (String value : message.wire().headers().all(name)) {
            out.append(name).append(": ").append(value).append("\r\n");
          }
        }
        String body = new String(message.wire().body(), StandardCharsets.UTF_8);
        yield out.append("\r\n").append(body).toString();
      }
      case StreamFramer.Frame.KeepAlive ping -> "\r\n\r\n";
      case StreamFramer.Frame.TooLarge large -> "too large";
    };
  }

  /** Whether the other side has closed; with octets of ours unread that is a reset. */
  boolean isClosedByPeer() throws IOException {
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (SocketException e) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
