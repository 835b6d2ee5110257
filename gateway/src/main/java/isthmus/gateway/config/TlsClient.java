package isthmus.gateway.config;

import isthmus.gateway.config.tree.Checked;
import isthmus.gateway.config.tree.Complaints;
import isthmus.gateway.config.tree.Setting;
import isthmus.gateway.config.value.Secret;
import java.nio.file.Path;
import java.util.Optional;

/** TLS towards a server. The section alone, {@code tls: {}}, switches it on. */
public record TlsClient(
    @Setting(
            meaning =
                "Authorities (PEM) that sign the server's certificate. Without it, those of the"
                    + " JDK.")
        Optional<Path> trust,
    @Setting(
            meaning = "Whether the certificate must be for the host that is connected to.",
            fallback = "true")
        boolean verifyHost,
    @Setting(meaning = "Certificate chain (PEM) shown to the server; together with key.")
        Optional<Path> certificate,
    @Setting(meaning = "Private key (PEM, PKCS #8, not encrypted) of the certificate.")
        Optional<Path> key,
    @Setting(meaning = "Key store (PKCS #12 or JKS), instead of certificate and key.")
        Optional<Path> keystore,
    @Setting(meaning = "Password of the key store.") Optional<Secret> password)
    implements Checked {

  @Override
  public void check(Complaints complaints) {
    TlsIdentity.check(certificate, key, keystore, password, complaints);
    trust.ifPresent(path -> ReadableFile.check(path, "trust", complaints));
    if (!verifyHost) {
      complaints.warning(
          "verify-host", "anyone with a trusted certificate can pose as this server");
    }
  }
}
