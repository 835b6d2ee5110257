package isthmus.gateway.config;

import isthmus.gateway.config.tree.Checked;
import isthmus.gateway.config.tree.Complaints;
import isthmus.gateway.config.tree.Setting;
import isthmus.gateway.config.value.Secret;
import java.nio.file.Path;
import java.util.Optional;

/** How a listener proves who it is over TLS, and what it asks of peers. */
public record TlsServer(
    @Setting(meaning = "Certificate chain (PEM); together with key.") Optional<Path> certificate,
    @Setting(meaning = "Private key (PEM, PKCS #8, not encrypted) of the certificate.")
        Optional<Path> key,
    @Setting(meaning = "Key store (PKCS #12 or JKS), instead of certificate and key.")
        Optional<Path> keystore,
    @Setting(meaning = "Password of the key store.") Optional<Secret> password,
    @Setting(
            meaning =
                "Authorities (PEM) that sign peers' certificates. Without it, those of the JDK.")
        Optional<Path> trust,
    @Setting(
            meaning = "Whether a peer must show a certificate: not asked, asked for, or needed.",
            fallback = "none")
        ClientAuth clientAuth)
    implements Checked {

  /** What is asked of a peer that connects. */
  public enum ClientAuth {
    /** Not asked for. */
    NONE,
    /** Asked for; a peer without one is served. */
    WANT,
    /** A peer without one is refused. */
    NEED
  }

  @Override
  public void check(Complaints complaints) {
    TlsIdentity.check(certificate, key, keystore, password, complaints);
    if (certificate.isEmpty() && keystore.isEmpty() && key.isEmpty()) {
      complaints.error("", "needs certificate and key, or keystore");
    }
    trust.ifPresent(path -> ReadableFile.check(path, "trust", complaints));
  }
}
