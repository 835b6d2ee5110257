package isthmus.cpm.codec.cpim;

/**
 * A header parameter such as {@code lang=fr} (RFC 3862 §3.3).
 *
 * @param name an RFC 3862 name
 * @param value the value as written, quotation marks included
 */
public record CpimParameter(String name, String value) {

  /** Checks that the parameter can be read back. */
  public CpimParameter {
    if (!CpimText.isName(name) || !isValue(value)) {
      throw new IllegalArgumentException("not a CPIM header parameter: " + name);
    }
  }

  /** Whether a raw value is one token or one quoted string. */
  static boolean isValue(String value) {
    if (value.startsWith("\"")) {
      return CpimText.quotedEnd(value, 0) == value.length();
    }
    return !value.isEmpty()
        && value.chars().noneMatch(c -> c <= ' ' || c == ';' || c == '"' || c == 127);
  }
}
