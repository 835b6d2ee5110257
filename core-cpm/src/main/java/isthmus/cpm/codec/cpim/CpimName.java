package isthmus.cpm.codec.cpim;

import java.util.Locale;

/**
 * The full name of a header: the URI of its name space and the name in it (RFC 3862 §3.4).
 *
 * @param namespace empty for a prefix that no {@code NS} declared; then {@code name} keeps the
 *     prefix
 * @param name the name as written
 */
public record CpimName(String namespace, String name) {

  /** The name space of {@code From}, {@code To}, {@code Subject} and so on. */
  public static final String CORE = "urn:ietf:params:cpim-headers:";

  /** The name space of RFC 5438. */
  public static final String IMDN = "urn:ietf:params:imdn";

  /** Whether both mean the same header; case is not regarded. */
  public boolean matches(CpimName other) {
    return namespace.equalsIgnoreCase(other.namespace) && name.equalsIgnoreCase(other.name);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CpimName that && matches(that);
  }

  @Override
  public int hashCode() {
    return 31 * namespace.toLowerCase(Locale.ROOT).hashCode()
        + name.toLowerCase(Locale.ROOT).hashCode();
  }
}
