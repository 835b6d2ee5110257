package isthmus.gateway.config;

import isthmus.gateway.config.tree.Checked;
import isthmus.gateway.config.tree.Complaints;
import isthmus.gateway.config.tree.Setting;
import isthmus.gateway.config.value.Secret;
import java.util.Optional;

/** One of {@code sip.users}: a user of the embedded registrar. */
public record SipUser(
    @Setting(meaning = "Phone number (+15551000001) or the name before the @ of the SIP address.")
        String user,
    @Setting(meaning = "Password; or give a digest of it.") Optional<Secret> password,
    @Setting(
            meaning = "MD5 of user:realm:password in hexadecimal (RFC 8760), instead of password.",
            key = "ha1-md5")
        Optional<Secret> ha1Md5,
    @Setting(
            meaning =
                "SHA-256 of user:realm:password in hexadecimal (RFC 8760), instead of password.",
            key = "ha1-sha-256")
        Optional<Secret> ha1Sha256,
    @Setting(meaning = "Name shown to others.") Optional<String> name)
    implements Checked {

  /** True when a digest for the algorithm is given. */
  boolean has(SipDigest.Algorithm algorithm) {
    return switch (algorithm) {
      case SHA_256 -> ha1Sha256.isPresent();
      case MD5 -> ha1Md5.isPresent();
    };
  }

  @Override
  public void check(Complaints complaints) {
    if (!user.matches("[A-Za-z0-9+._~-]{1,128}")) {
      complaints.error(
          "user",
          "'" + user + "' is not a user; allowed: a number such as +15551000001, or a name");
    }
    if (password.isEmpty() && ha1Md5.isEmpty() && ha1Sha256.isEmpty()) {
      complaints.error("password", "is missing; allowed: password, or ha1-md5 and ha1-sha-256");
    } else if (password.isPresent() && (ha1Md5.isPresent() || ha1Sha256.isPresent())) {
      complaints.error("password", "not beside a digest; allowed: one of the two");
    }
    ha1Md5.ifPresent(digest -> hexadecimal("ha1-md5", digest, 32, complaints));
    ha1Sha256.ifPresent(digest -> hexadecimal("ha1-sha-256", digest, 64, complaints));
  }

  private static void hexadecimal(String key, Secret digest, int length, Complaints complaints) {
    if (!digest.reveal().matches("[0-9A-Fa-f]{" + length + "}")) {
      complaints.error(key, "must be " + length + " hexadecimal digits");
    }
  }
}
