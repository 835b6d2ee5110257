package isthmus.sms.smpp;

import isthmus.cpm.codec.mime.Octets;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A peer that writes and reads PDUs octet by octet, and so can misbehave as it likes. */
final class RawPeer implements AutoCloseable {
  static final int BIND_RECEIVER = 1;
  static final int SUBMIT_SM = 4;
  static final int DELIVER_SM = 5;
  static final int UNBIND = 6;
  static final int BIND_TRANSCEIVER = 9;
  static final int ENQUIRE_LINK = 0x15;
  static final int RESPONSE = 0x80000000;
  static final int GENERIC_NACK = 0x80000000;

  private final Socket socket;
  private final DataInputStream in;
  private final OutputStream out;

  RawPeer(Socket socket) throws IOException {
    this.socket = socket;
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(60_000);
    this.in = new DataInputStream(socket.getInputStream());
    this.out = socket.getOutputStream();
  }

  static RawPeer connect(int port) throws IOException {
    return new RawPeer(new Socket(InetAddress.getLoopbackAddress(), port));
  }

  /** One PDU read. */
  record Pdu(int id, int status, int sequence, Octets body) {
    boolean isResponse() {
      return id < 0;
    }
  }

  Pdu read() throws IOException {
    int length = in.readInt();
    int id = in.readInt();
    int status = in.readInt();
    int sequence = in.readInt();
    byte[] body = new byte[length - 16];
    in.readFully(body);
    return new Pdu(id, status, sequence, Octets.of(body));
  }

  /** Reads on to the first PDU with this id, answering enquire_link on the way. */
  Pdu readUntil(int id) throws IOException {
    while (true) {
      Pdu pdu = read();
      if (pdu.id() == id) {
        return pdu;
      }
      if (pdu.id() == ENQUIRE_LINK) {
        write(ENQUIRE_LINK | RESPONSE, 0, pdu.sequence());
      }
    }
  }

  void write(int id, int status, int sequence, byte... body) throws IOException {
    writeRaw(pdu(id, status, sequence, body));
  }

  void writeRaw(byte[] octets) throws IOException {
    synchronized (out) {
      out.write(octets);
      out.flush();
    }
  }

  static byte[] pdu(int id, int status, int sequence, byte... body) {
    return ByteBuffer.allocate(16 + body.length)
        .putInt(16 + body.length)
        .putInt(id)
        .putInt(status)
        .putInt(sequence)
        .put(body)
        .array();
  }

  static byte[] cString(String text) {
    return (text + "\0").getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Body of submit_sm or deliver_sm. */
  static byte[] message(String source, String destination, String text) {
    byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
    ByteBuffer body = ByteBuffer.allocate(400);
    body.put((byte) 0);
    body.put((byte) 1).put((byte) 1).put(cString(source));
    body.put((byte) 1).put((byte) 1).put(cString(destination));
    body.put(new byte[3]).put(new byte[2]).put(new byte[4]);
    body.put((byte) octets.length).put(octets);
    byte[] exact = new byte[body.position()];
    body.flip().get(exact);
    return exact;
  }

  /** Binds as transceiver and returns the response. */
  Pdu bind(String systemId, String password) throws IOException {
    write(BIND_TRANSCEIVER, 0, 1, bindBody(systemId, password));
    return readUntil(BIND_TRANSCEIVER | RESPONSE);
  }

  /** Body of a bind of any kind. */
  static byte[] bindBody(String systemId, String password) {
    ByteBuffer body = ByteBuffer.allocate(64);
    body.put(cString(systemId)).put(cString(password)).put((byte) 0);
    body.put((byte) 0x34).put((byte) 0).put((byte) 0).put((byte) 0);
    byte[] exact = new byte[body.position()];
    body.flip().get(exact);
    return exact;
  }

  /** As an SMSC: waits for the bind and accepts it. */
  void acceptBind() throws IOException {
    Pdu bind = read();
    write(bind.id() | RESPONSE, 0, bind.sequence(), cString("raw"));
  }

  /**
   * As an SMSC: accepts the bind and every submit, and answers unbind, until the connection ends.
   */
  void serveAsSmsc() throws IOException {
    acceptBind();
    while (true) {
      Pdu pdu = read();
      if (!pdu.isResponse()) {
        byte[] body = pdu.id() == SUBMIT_SM ? cString("ok") : new byte[0];
        write(pdu.id() | RESPONSE, 0, pdu.sequence(), body);
      }
    }
  }

  /** Reads until the other side closes, answering unbind; false if that takes too long. */
  boolean isClosedByPeer() throws IOException {
    try {
      while (true) {
        Pdu pdu = read();
        if (pdu.id() == UNBIND) {
          write(UNBIND | RESPONSE, 0, pdu.sequence());
        }
      }
    } catch (EOFException _) {
      return true;
    } catch (SocketTimeoutException _) {
      return false;
    } catch (IOException _) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
