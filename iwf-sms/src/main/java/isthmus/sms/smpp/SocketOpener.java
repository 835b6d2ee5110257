package isthmus.sms.smpp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * Opens TCP or TLS connections with a time-out for both connecting and the handshake, TCP_NODELAY,
 * keep-alive and a check of the host name, none of which jSMPP's connection factories do.
 */
final class SocketOpener {
  private final SmscLinkConfig config;

  SocketOpener(SmscLinkConfig config) {
    this.config = config;
  }

  Transport open() throws IOException {
    int timeoutMillis = Math.toIntExact(config.timers().connect().toMillis());
    Socket socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.setKeepAlive(true);
      socket.connect(new InetSocketAddress(config.host(), config.port()), timeoutMillis);
      Optional<TlsSettings> tls = config.tls();
      return tls.isPresent()
          ? new Transport(handshake(socket, tls.get(), timeoutMillis), socket)
          : Transport.clear(socket);
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  private Socket handshake(Socket socket, TlsSettings tls, int timeoutMillis) throws IOException {
    SSLContext context = TlsContext.of(tls);
    SSLSocket secure =
        (SSLSocket)
            context.getSocketFactory().createSocket(socket, config.host(), config.port(), true);
    if (tls.checkHostName()) {
      SSLParameters parameters = secure.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      secure.setSSLParameters(parameters);
    }
    secure.setSoTimeout(timeoutMillis);
    secure.startHandshake();
    secure.setSoTimeout(0);
    return secure;
  }
}
