package isthmus.cpm.registration;

import isthmus.cpm.sip.SipUri;
import java.util.Locale;

/** Addresses of record in one spelling, so that they compare as text (RFC 3261 §10.3, step 5). */
public final class Aor {
  private Aor() {}

  /**
   * {@code sip:user@host} without parameters and port, host in lower case; other schemes without
   * parameters.
   *
   * @throws isthmus.cpm.sip.SipSyntaxException for a sip URI that is none
   */
  public static String of(String uri) {
    if (!SipUri.isSip(uri)) {
      int parameters = uri.indexOf(';');
      return parameters < 0 ? uri : uri.substring(0, parameters);
    }
    SipUri sip = SipUri.parse(uri);
    String host = sip.host().toLowerCase(Locale.ROOT);
    return "sip:" + sip.user().map(user -> user + "@").orElse("") + host;
  }
}
