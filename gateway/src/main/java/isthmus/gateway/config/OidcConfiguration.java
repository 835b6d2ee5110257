package isthmus.gateway.config;

import isthmus.gateway.config.tree.Checked;
import isthmus.gateway.config.tree.Complaints;
import isthmus.gateway.config.tree.Setting;
import isthmus.gateway.config.value.Secret;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The section {@code access.oidc}. */
public record OidcConfiguration(
    @Setting(
            meaning =
                "The provider, as its tokens name it; what it offers is read from"
                    + " ISSUER/.well-known/openid-configuration. https, or http on loopback.")
        String issuer,
    @Setting(meaning = "What the gateway is called at the provider.") String clientId,
    @Setting(
            meaning =
                "Its secret there; none for a public client, which PKCE has to protect alone.")
        Optional<Secret> clientSecret,
    @Setting(
            meaning =
                "How browsers reach the gateway, such as https://isthmus.example.org;"
                    + " REDIRECT-BASE/api/session/oidc/callback must be allowed at the provider.")
        String redirectBase,
    @Setting(
            meaning = "What is asked of the provider.",
            fallback = {"openid", "profile", "email"})
        List<String> scopes,
    @Setting(
            meaning =
                "The claim of the ID token that says what a user may do: a text or a list of texts;"
                    + " a dot goes into an object, as in realm_access.roles.",
            fallback = "roles")
        String roleClaim,
    @Setting(meaning = "Which value of that claim gives which role.")
        Map<String, ConsoleRole> roles,
    @Setting(
            meaning = "How far the provider's clock may be off.",
            fallback = "60s",
            min = "0s",
            max = "10m")
        Duration clockSkew)
    implements Checked {

  /** What somebody may do at the console. */
  public enum ConsoleRole {
    /** Sees everything. */
    VIEWER,
    /** Changes drafts and tables. */
    EDITOR,
    /** Approves what others edited. */
    APPROVER,
    /** Manages accounts, and everything else. */
    ADMIN
  }

  @Override
  public void check(Complaints complaints) {
    checkAddress("issuer", issuer, complaints);
    checkAddress("redirect-base", redirectBase, complaints);
    if (roles.isEmpty()) {
      complaints.error(
          "roles", "is missing, so nobody could log in; allowed: such as {isthmus-admin: admin}");
    }
    if (!scopes.contains("openid")) {
      complaints.error("scopes", "lacks openid");
    }
  }

  private static void checkAddress(String key, String text, Complaints complaints) {
    if (!isSafe(text)) {
      complaints.error(
          key, "'" + text + "' is not an https address; allowed: https://…, or http on loopback");
    }
  }

  /** Whether what is sent to an address can be read there only. */
  public static boolean isSafe(String address) {
    try {
      URI uri = new URI(address);
      if (uri.getHost() == null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
        return false;
      }
      String scheme = String.valueOf(uri.getScheme());
      return scheme.equals("https") || (scheme.equals("http") && isLoopback(uri.getHost()));
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static boolean isLoopback(String host) {
    if (host.equals("localhost")) {
      return true;
    }
    try {
      return InetAddress.ofLiteral(host).isLoopbackAddress();
    } catch (IllegalArgumentException name) {
      return false;
    }
  }
}
