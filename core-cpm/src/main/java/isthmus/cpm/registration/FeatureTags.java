package isthmus.cpm.registration;

import isthmus.cpm.sip.SipParameters;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The feature tags of a Contact or Accept-Contact (RFC 3840; 3GPP TS 24.229 §7.2A.8).
 *
 * @param icsis communication service identifiers with colons decoded, in lower case
 * @param iaris application identifiers, likewise
 * @param flags other media feature tags ({@code +…}) with their values, empty for a bare one
 */
public record FeatureTags(Set<String> icsis, Set<String> iaris, Map<String, String> flags) {
  /** What every CPM service identifier starts with. */
  public static final String CPM = "urn:urn-7:3gpp-service.ims.icsi.oma.cpm";

  /** Pager mode standalone messages. */
  public static final String CPM_MSG = CPM + ".msg";

  /** The one tag for pager and large message mode in RCS clients. */
  public static final String PAGER_LARGE = "+g.gsma.rcs.cpm.pager-large";

  private static final String ICSI_REF = "+g.3gpp.icsi-ref";
  private static final String IARI_REF = "+g.3gpp.iari-ref";
  private static final String GROUP = ".group";

  public FeatureTags {
    icsis = Set.copyOf(icsis);
    iaris = Set.copyOf(iaris);
    flags = Map.copyOf(flags);
  }

  public static FeatureTags none() {
    return new FeatureTags(Set.of(), Set.of(), Map.of());
  }

  /** From Contact parameters: names in lower case, values without quotes. */
  public static FeatureTags of(Map<String, String> parameters) {
    Map<String, String> flags = new HashMap<>();
    parameters.forEach(
        (name, value) -> {
          if (name.startsWith("+") && !name.equals(ICSI_REF) && !name.equals(IARI_REF)) {
            flags.put(name, value);
          }
        });
    return new FeatureTags(
        references(parameters.getOrDefault(ICSI_REF, "")),
        references(parameters.getOrDefault(IARI_REF, "")),
        flags);
  }

  /** From one Accept-Contact value such as {@code *;+g.3gpp.icsi-ref="…";require;explicit}. */
  public static FeatureTags ofAcceptContact(String value) {
    return of(SipParameters.after(value));
  }

  /** The tags of two contacts of one client together. */
  public FeatureTags and(FeatureTags other) {
    Set<String> allIcsis = new LinkedHashSet<>(icsis);
    allIcsis.addAll(other.icsis);
    Set<String> allIaris = new LinkedHashSet<>(iaris);
    allIaris.addAll(other.iaris);
    Map<String, String> allFlags = new HashMap<>(flags);
    allFlags.putAll(other.flags);
    return new FeatureTags(allIcsis, allIaris, allFlags);
  }

  /**
   * Whether a service is among these: itself or a subclass of it by dot-delimited prefix. The
   * {@code .group} form asks for the same as the base form.
   */
  public boolean supports(String icsi) {
    String asked = icsi.toLowerCase(Locale.ROOT);
    String base =
        asked.endsWith(GROUP) ? asked.substring(0, asked.length() - GROUP.length()) : asked;
    for (String registered : icsis) {
      if (registered.equals(base) || registered.startsWith(base + ".")) {
        return true;
      }
    }
    return false;
  }

  public boolean supportsPager() {
    return supports(CPM_MSG) || flags.containsKey(PAGER_LARGE);
  }

  /** Whether any CPM service is named. */
  public boolean isCpm() {
    return supports(CPM) || flags.containsKey(PAGER_LARGE);
  }

  private static Set<String> references(String list) {
    Set<String> found = new LinkedHashSet<>();
    for (String reference : list.split(",", -1)) {
      String decoded = decoded(reference.strip()).toLowerCase(Locale.ROOT);
      if (!decoded.isEmpty()) {
        found.add(decoded);
      }
    }
    return found;
  }

  /** Percent-decoding; a reference with a broken escape is kept as it is and matches nothing. */
  private static String decoded(String reference) {
    try {
      return URLDecoder.decode(reference.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return reference;
    }
  }
}
