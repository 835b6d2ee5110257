package isthmus.cpm.sip;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A {@code sip:} or {@code sips:} URI as far as routing needs it (RFC 3261 §19.1).
 *
 * @param host a name or an address, IPv6 without brackets
 * @param parameters URI parameters, names in lower case, empty value for a flag
 */
public record SipUri(
    boolean secure,
    Optional<String> user,
    String host,
    OptionalInt port,
    Map<String, String> parameters) {

  public SipUri {
    parameters = Map.copyOf(parameters);
  }

  /**
   * Reads a URI.
   *
   * @throws SipSyntaxException when it is no sip or sips URI
   */
  public static SipUri parse(String text) {
    return Grammar.sipUri(text);
  }

  /** Whether a text names the scheme sip or sips. */
  public static boolean isSip(String text) {
    String lower = text.substring(0, Math.min(5, text.length())).toLowerCase(Locale.ROOT);
    return lower.startsWith("sip:") || lower.equals("sips:");
  }
}
