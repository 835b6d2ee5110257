package isthmus.sms.smpp;

import java.nio.file.Path;
import java.util.Optional;

/**
 * TLS towards a peer, or for our listener.
 *
 * @param trustPem certificates to trust, PEM; the JDK's own list if absent. For a listener: the
 *     authorities whose client certificates are required; none are asked for if absent
 * @param keyStore PKCS#12 file with our certificate and key; a listener must have one
 * @param checkHostName the peer's certificate must carry its host name (clients only)
 */
public record TlsSettings(
    Optional<Path> trustPem, Optional<KeyStoreFile> keyStore, boolean checkHostName) {

  /** A PKCS#12 file and its password, which is never printed. */
  public record KeyStoreFile(Path file, String password) {
    @Override
    public String toString() {
      return "KeyStoreFile[" + file + "]";
    }
  }

  /** Trusts what the JDK trusts and checks the host name. */
  public static TlsSettings systemTrust() {
    return new TlsSettings(Optional.empty(), Optional.empty(), true);
  }

  /** Trusts the certificates in a PEM file and checks the host name. */
  public static TlsSettings trusting(Path pem) {
    return new TlsSettings(Optional.of(pem), Optional.empty(), true);
  }

  /** For a listener with this certificate and key. */
  public static TlsSettings serving(Path pkcs12, String password) {
    return new TlsSettings(
        Optional.empty(), Optional.of(new KeyStoreFile(pkcs12, password)), false);
  }
}
