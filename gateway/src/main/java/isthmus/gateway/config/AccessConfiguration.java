package isthmus.gateway.config;

import isthmus.gateway.config.tree.Checked;
import isthmus.gateway.config.tree.Complaints;
import isthmus.gateway.config.tree.Setting;
import isthmus.gateway.config.value.Cidr;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The section {@code access}. */
public record AccessConfiguration(
    @Setting(
            meaning = "A log-in that is not used for so long ends.",
            fallback = "1h",
            min = "1m",
            max = "30d")
        Duration idle,
    @Setting(
            meaning = "A log-in ends after so long, used or not.",
            fallback = "12h",
            min = "5m",
            max = "90d")
        Duration longest,
    @Setting(
            meaning =
                "Proxies in front of http.listen whose X-Forwarded-For and X-Forwarded-Proto are"
                    + " believed.")
        List<Cidr> proxies,
    @Setting(meaning = "Log-in by a provider of OpenID Connect, beside local accounts.")
        Optional<OidcConfiguration> oidc)
    implements Checked {

  @Override
  public void check(Complaints complaints) {
    if (idle.compareTo(longest) > 0) {
      complaints.error("idle", "is longer than longest; allowed: at most " + longest);
    }
  }
}
