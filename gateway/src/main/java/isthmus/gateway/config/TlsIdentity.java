package isthmus.gateway.config;

import isthmus.gateway.config.tree.Complaints;
import isthmus.gateway.config.value.Secret;
import java.nio.file.Path;
import java.util.Optional;

/** The rules for the files that hold a certificate and its key. */
final class TlsIdentity {
  private TlsIdentity() {}

  static void check(
      Optional<Path> certificate,
      Optional<Path> key,
      Optional<Path> keystore,
      Optional<Secret> password,
      Complaints complaints) {
    if (certificate.isPresent() != key.isPresent()) {
      complaints.error(
          certificate.isPresent() ? "certificate" : "key",
          "needs " + (certificate.isPresent() ? "key" : "certificate") + " beside it");
    } else if (certificate.isPresent() && keystore.isPresent()) {
      complaints.error("keystore", "not beside certificate and key; allowed: one of the two");
    }
    if (password.isPresent() && keystore.isEmpty()) {
      complaints.error("password", "is for a keystore; a key is not encrypted");
    }
    certificate.ifPresent(path -> ReadableFile.check(path, "certificate", complaints));
    key.ifPresent(path -> ReadableFile.check(path, "key", complaints));
    keystore.ifPresent(path -> ReadableFile.check(path, "keystore", complaints));
  }
}
