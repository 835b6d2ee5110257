package isthmus.cpm.sip;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The header fields of a message in their order, immutable. Names match in any case and in their
 * compact forms; values are as received, with folded lines joined by one space.
 */
public final class SipHeaders {
  /** Compact forms: RFC 3261 §7.3.3 and the IANA registry of SIP parameters. */
  private static final Map<String, String> COMPACT =
      Map.ofEntries(
          Map.entry("a", "accept-contact"),
          Map.entry("b", "referred-by"),
          Map.entry("c", "content-type"),
          Map.entry("d", "request-disposition"),
          Map.entry("e", "content-encoding"),
          Map.entry("f", "from"),
          Map.entry("i", "call-id"),
          Map.entry("j", "reject-contact"),
          Map.entry("k", "supported"),
          Map.entry("l", "content-length"),
          Map.entry("m", "contact"),
          Map.entry("n", "identity-info"),
          Map.entry("o", "event"),
          Map.entry("r", "refer-to"),
          Map.entry("s", "subject"),
          Map.entry("t", "to"),
          Map.entry("u", "allow-events"),
          Map.entry("v", "via"),
          Map.entry("x", "session-expires"),
          Map.entry("y", "identity"));

  private final List<String> names;
  private final List<String> values;

  /** Takes over both lists, of equal length; names are canonical (see {@link #canonical}). */
  SipHeaders(List<String> names, List<String> values) {
    this.names = names;
    this.values = values;
  }

  /** The lower-case long form of a name. */
  static String canonical(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.length() == 1 ? COMPACT.getOrDefault(lower, lower) : lower;
  }

  /** The first value of a header field. */
  public Optional<String> first(String name) {
    String wanted = canonical(name);
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).equals(wanted)) {
        return Optional.of(values.get(i));
      }
    }
    return Optional.empty();
  }

  /** Every line of a header field, in order; a comma-separated line is one element. */
  public List<String> all(String name) {
    String wanted = canonical(name);
    List<String> found = new ArrayList<>(2);
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).equals(wanted)) {
        found.add(values.get(i));
      }
    }
    return found;
  }

  /** Every element of a comma-separated header field over all its lines, in order. */
  public List<String> elements(String name) {
    List<String> found = new ArrayList<>(4);
    for (String line : all(name)) {
      for (String element : SipText.split(line, ',')) {
        if (!element.isEmpty()) {
          found.add(element);
        }
      }
    }
    return found;
  }

  /**
   * Every address of a header field over all its lines, such as of Contact, Path or Route.
   *
   * @throws SipSyntaxException when one does not follow the grammar
   */
  public List<NameAddress> addresses(String name) {
    List<NameAddress> found = new ArrayList<>(2);
    for (String line : all(name)) {
      found.addAll(Grammar.addresses(name, line));
    }
    return found;
  }

  /** Only names: values may hold what users wrote. */
  @Override
  public String toString() {
    return names.toString();
  }
}
