package isthmus.sms.smpp;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Optional;

/**
 * TLS towards a peer, or for our listener.
 *
 * @param trustPem authorities to trust, PEM; the JDK's own list if absent
 * @param identity our certificate and key; a listener must have one
 * @param checkHostName the peer's certificate must carry its host name (clients only)
 * @param clients what a listener asks of those who connect
 */
public record TlsSettings(
    Optional<Path> trustPem,
    Optional<Identity> identity,
    boolean checkHostName,
    ClientCertificates clients) {

  /** Our certificate and its key. */
  public sealed interface Identity {}

  /** A PKCS#12 or JKS file and its password, which is never printed. */
  public record KeyStoreFile(Path file, String password) implements Identity {
    @Override
    public String toString() {
      return "KeyStoreFile[" + file + "]";
    }
  }

  /**
   * Two PEM files.
   *
   * @param certificates our certificate, then those of the authorities above it
   * @param key its key, PKCS #8, not encrypted
   */
  public record PemFiles(Path certificates, Path key) implements Identity {}

  /** What a listener asks of those who connect. */
  public enum ClientCertificates {
    /** Nothing. */
    NOT_ASKED,
    /** A trusted certificate or none. */
    WANTED,
    /** A trusted certificate. */
    NEEDED
  }

  /** Checks the components. */
  public TlsSettings {
    requireNonNull(trustPem);
    requireNonNull(identity);
    requireNonNull(clients);
  }

  /** Trusts what the JDK trusts and checks the host name. */
  public static TlsSettings systemTrust() {
    return new TlsSettings(Optional.empty(), Optional.empty(), true, ClientCertificates.NOT_ASKED);
  }

  /** Trusts the certificates in a PEM file and checks the host name. */
  public static TlsSettings trusting(Path pem) {
    return new TlsSettings(Optional.of(pem), Optional.empty(), true, ClientCertificates.NOT_ASKED);
  }

  /** For a listener with this certificate and key. */
  public static TlsSettings serving(Path pkcs12, String password) {
    return new TlsSettings(
        Optional.empty(),
        Optional.of(new KeyStoreFile(pkcs12, password)),
        false,
        ClientCertificates.NOT_ASKED);
  }
}
