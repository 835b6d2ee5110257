package isthmus.cpm.sip;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Certificate, key and trust for TLS.
 *
 * @param trust PEM certificates that peers' certificates must lead to; the JDK's where empty
 */
public record TlsSettings(
    Identity identity,
    Optional<Path> trust,
    ClientCertificates clientCertificates,
    PeerNames peerNames) {

  /** Where our certificate and key come from. */
  public sealed interface Identity {
    /** A PKCS #12 or JKS key store; the type is found by its content. */
    record KeyStoreFile(Path file, String password) implements Identity {
      @Override
      public String toString() {
        return "key store " + file;
      }
    }

    /** A certificate chain and an unencrypted PKCS #8 key, both PEM. */
    record PemFiles(Path certificates, Path key) implements Identity {}
  }

  /** Whether clients that connect must show a certificate. */
  public enum ClientCertificates {
    NOT_ASKED,
    WANTED,
    NEEDED
  }

  /** Whether a server's certificate must name the host we connect to (RFC 5922 §7.2). */
  public enum PeerNames {
    CHECKED,
    UNCHECKED
  }

  public static TlsSettings of(Identity identity) {
    return new TlsSettings(
        identity, Optional.empty(), ClientCertificates.NOT_ASKED, PeerNames.CHECKED);
  }

  public TlsSettings trusting(Path pemCertificates) {
    return new TlsSettings(identity, Optional.of(pemCertificates), clientCertificates, peerNames);
  }

  public TlsSettings with(ClientCertificates choice) {
    return new TlsSettings(identity, trust, choice, peerNames);
  }

  public TlsSettings with(PeerNames choice) {
    return new TlsSettings(identity, trust, clientCertificates, choice);
  }
}
