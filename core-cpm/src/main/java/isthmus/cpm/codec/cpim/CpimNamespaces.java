package isthmus.cpm.codec.cpim;

import isthmus.cpm.codec.cpim.CpimException.Reason;
import java.util.ArrayList;
import java.util.List;

/**
 * The prefixes in force at one point of a message (RFC 3862 §3.4); a later binding hides an earlier
 * one.
 */
final class CpimNamespaces {
  private final List<String> prefixes = new ArrayList<>(4);
  private final List<String> uris = new ArrayList<>(4);

  /** Takes an {@code NS} value: {@code [prefix] <URI>}. */
  void declare(String value, int line) throws CpimException {
    int open = value.indexOf('<');
    int close = value.lastIndexOf('>');
    int space = value.lastIndexOf(' ');
    String prefix;
    String uri;
    if (open >= 0) {
      prefix = value.substring(0, open).strip();
      uri = close > open ? value.substring(open + 1, close).strip() : "";
    } else {
      prefix = space < 0 ? "" : value.substring(0, space).strip();
      uri = value.substring(space + 1);
    }
    if (!(prefix.isEmpty() || CpimText.isName(prefix))
        || uri.indexOf(':') < 1
        || !CpimHeader.Extension.isNamespace(uri)) {
      throw new CpimException(Reason.NAMESPACE_SYNTAX, line, "NS is not `prefix <URI>`");
    }
    bind(prefix, uri);
  }

  void bind(String prefix, String uri) {
    prefixes.add(prefix);
    uris.add(uri);
  }

  /**
   * The name space of a prefix: the core for none, unless it was redefined; empty when the prefix
   * was not declared. Only {@code imdn} needs no declaration, because senders forget it.
   */
  String resolve(String prefix) {
    String bound = lookUp(prefix, false);
    if (bound.isEmpty() && !prefix.isEmpty()) {
      bound = lookUp(prefix, true);
    }
    if (!bound.isEmpty()) {
      return bound;
    }
    if (prefix.isEmpty()) {
      return CpimName.CORE;
    }
    return prefix.equalsIgnoreCase("imdn") ? CpimName.IMDN : "";
  }

  private String lookUp(String prefix, boolean ignoreCase) {
    for (int i = prefixes.size() - 1; i >= 0; i--) {
      String candidate = prefixes.get(i);
      if (ignoreCase ? candidate.equalsIgnoreCase(prefix) : candidate.equals(prefix)) {
        return uris.get(i);
      }
    }
    return "";
  }

  /** Whether the prefix is bound to exactly this URI. */
  boolean isBound(String prefix, String uri) {
    return lookUp(prefix, false).equals(uri);
  }

  /** A prefix that is bound to the URI, or one that nothing is bound to yet. */
  String prefixFor(String uri) {
    for (int i = prefixes.size() - 1; i >= 0; i--) {
      if (!prefixes.get(i).isEmpty() && uris.get(i).equals(uri) && isBound(prefixes.get(i), uri)) {
        return prefixes.get(i);
      }
    }
    if (uri.equals(CpimName.IMDN) && lookUp("imdn", true).isEmpty()) {
      return "imdn";
    }
    int number = 1;
    while (!lookUp("ns" + number, true).isEmpty()) {
      number++;
    }
    return "ns" + number;
  }
}
