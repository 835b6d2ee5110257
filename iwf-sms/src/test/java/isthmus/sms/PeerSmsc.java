package isthmus.sms;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** An SMSC that binds as transceiver and answers each submit_sm with the id 77, byte by byte. */
final class PeerSmsc implements AutoCloseable {
  private static final int SUBMIT_SM = 4;
  private static final int BIND_TRANSCEIVER = 9;
  private static final int RESPONSE = 0x8000_0000;

  private final Socket socket;
  private final AtomicInteger submits = new AtomicInteger();

  PeerSmsc(int port) {
    try {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      write(BIND_TRANSCEIVER, 1, "peer\0pw\0\0" + "4\0\0\0");
      DataInputStream in = new DataInputStream(socket.getInputStream());
      var _ = answer(in);
      Thread.ofVirtual().start(() -> answerAll(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int submits() {
    return submits.get();
  }

  private void answerAll(DataInputStream in) {
    try {
      while (answer(in)) {
        // Until the other side closes.
      }
    } catch (IOException _) {
      // Closed.
    }
  }

  private boolean answer(DataInputStream in) throws IOException {
    int length = in.readInt();
    int id = in.readInt();
    in.readInt();
    int sequence = in.readInt();
    in.skipNBytes(length - 16L);
    if (id == SUBMIT_SM) {
      submits.incrementAndGet();
      write(SUBMIT_SM | RESPONSE, sequence, "77\0");
    } else if (id > 0) {
      write(id | RESPONSE, sequence, "");
    }
    return !socket.isClosed();
  }

  private void write(int id, int sequence, String body) throws IOException {
    byte[] octets = body.getBytes(StandardCharsets.ISO_8859_1);
    OutputStream out = socket.getOutputStream();
    out.write(
        ByteBuffer.allocate(16 + octets.length)
            .putInt(16 + octets.length)
            .putInt(id)
            .putInt(0)
            .putInt(sequence)
            .put(octets)
            .array());
    out.flush();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
