package isthmus.gateway.config.value;

import java.net.URI;

/**
 * The beginning of web addresses: scheme, host, and maybe port and path.
 *
 * @param text without a slash at its end
 */
public record WebAddress(String text) {

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static WebAddress parse(String text) {
    URI uri = URI.create(text.strip());
    boolean isWeb = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
    if (!isWeb
        || uri.getHost() == null
        || uri.getRawUserInfo() != null
        || uri.getRawQuery() != null
        || uri.getRawFragment() != null) {
      throw new IllegalArgumentException("not an http or https address of a host");
    }
    String whole = uri.toString();
    return new WebAddress(whole.endsWith("/") ? whole.substring(0, whole.length() - 1) : whole);
  }

  @Override
  public String toString() {
    return text;
  }
}
