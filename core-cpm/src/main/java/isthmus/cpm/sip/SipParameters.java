package isthmus.cpm.sip;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Lists of {@code name=value} as they stand in header values. */
public final class SipParameters {
  private SipParameters() {}

  /**
   * The parameters after the first semicolon of a value such as {@code
   * *;+g.3gpp.icsi-ref="…";require}. Names come in lower case, values without quotes and escapes; a
   * flag has an empty value; of a repeated name the first counts.
   */
  public static Map<String, String> after(String value) {
    List<String> parts = SipText.split(value, ';');
    return collect(parts.subList(1, parts.size()));
  }

  /** The same for a comma-separated list without anything before it, such as digest credentials. */
  public static Map<String, String> commaSeparated(String value) {
    return collect(SipText.split(value, ','));
  }

  private static Map<String, String> collect(List<String> parts) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String part : parts) {
      int equals = part.indexOf('=');
      String name =
          (equals < 0 ? part : part.substring(0, equals)).strip().toLowerCase(Locale.ROOT);
      if (!name.isEmpty()) {
        parameters.putIfAbsent(
            name, equals < 0 ? "" : unquoted(part.substring(equals + 1).strip()));
      }
    }
    return parameters;
  }

  private static String unquoted(String value) {
    if (value.length() < 2 || value.charAt(0) != '"' || !value.endsWith("\"")) {
      return value;
    }
    return value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1");
  }
}
