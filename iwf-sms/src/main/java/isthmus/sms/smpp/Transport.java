package isthmus.sms.smpp;

import java.net.Socket;
import javax.net.ssl.SSLSocket;

/**
 * An open connection.
 *
 * @param socket what is read and written
 * @param raw the TCP socket under it; the same in clear. Closing a TLS socket may wait for a peer
 *     that does not read, closing this one never does
 */
record Transport(Socket socket, Socket raw) {
  static Transport clear(Socket socket) {
    return new Transport(socket, socket);
  }

  boolean isSecure() {
    return socket instanceof SSLSocket;
  }
}
