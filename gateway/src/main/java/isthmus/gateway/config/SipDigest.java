package isthmus.gateway.config;

import isthmus.gateway.config.tree.Setting;
import java.time.Duration;
import java.util.List;

/** The section {@code sip.digest} (RFC 7616, RFC 8760). */
public record SipDigest(
    @Setting(
            meaning =
                "Algorithms that clients are offered, the preferred first. Some clients (sipp) look"
                    + " at the first only and know but MD5.",
            fallback = {"sha-256", "md5"},
            atLeastOne = true)
        List<Algorithm> algorithms,
    @Setting(
            meaning =
                "Whether the uri of a client's answer must be the Request-URI (RFC 7616 §3.4.6)."
                    + " Some clients (sipp) put the server's address there.",
            fallback = "true")
        boolean checkUri,
    @Setting(
            meaning =
                "How long a nonce may be used; then the client is asked anew, with stale=true.",
            fallback = "5m",
            min = "10s",
            max = "1d")
        Duration nonceLife,
    @Setting(
            meaning =
                "Most nonces in use that are remembered against replay; beyond them the oldest are"
                    + " no longer good.",
            fallback = "100000",
            min = "100",
            max = "10000000")
        int maxNonces) {

  /** What is computed of the password. */
  public enum Algorithm {
    /** RFC 8760. */
    SHA_256,
    /** For old clients. */
    MD5
  }
}
