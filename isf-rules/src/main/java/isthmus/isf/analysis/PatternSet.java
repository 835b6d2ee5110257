package isthmus.isf.analysis;

import isthmus.isf.policy.AddressList;
import isthmus.isf.policy.AddressPattern;
import isthmus.isf.policy.AddressPattern.Domain;
import isthmus.isf.policy.AddressPattern.Exactly;
import isthmus.isf.policy.AddressPattern.InList;
import isthmus.isf.policy.AddressPattern.NumberRange;
import isthmus.isf.policy.AddressPattern.Prefix;
import isthmus.isf.policy.AddressPattern.Scope;
import isthmus.isf.policy.RuleSet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Patterns of addresses, any of which may fit, with lists written out. What it says is certain;
 * what it cannot be certain of it denies.
 */
final class PatternSet {
  /** Comparing each of one with each of another stops being worth it beyond this. */
  private static final long MAX_PAIRS = 20_000;

  private final List<AddressPattern> patterns = new ArrayList<>();
  private final Set<AddressPattern> same = new HashSet<>();
  private final Set<String> prefixes = new HashSet<>();
  private final List<NumberRange> ranges = new ArrayList<>();
  private final Set<String> exact = new HashSet<>();

  PatternSet(List<AddressPattern> named, RuleSet rules) {
    for (AddressPattern pattern : named) {
      if (pattern instanceof InList(String list)) {
        rules.list(list).map(AddressList::entries).orElse(List.of()).forEach(this::add);
      } else {
        add(pattern);
      }
    }
  }

  PatternSet(List<AddressPattern> entries) {
    entries.forEach(this::add);
  }

  private void add(AddressPattern pattern) {
    patterns.add(pattern);
    same.add(pattern);
    switch (pattern) {
      case Prefix(String digits) -> prefixes.add(digits);
      case NumberRange range -> ranges.add(range);
      case Exactly(String address) -> exact.add(bare(address));
      case Domain _, InList _ -> {
        // Found among the same ones.
      }
    }
  }

  boolean isEmpty() {
    return patterns.isEmpty();
  }

  /** Whether every address that another set fits is fitted by this one. */
  boolean covers(PatternSet other) {
    return other.patterns.stream().allMatch(this::covers);
  }

  private boolean covers(AddressPattern pattern) {
    return same.contains(pattern)
        || (pattern instanceof Exactly(String address) && exact.contains(bare(address)))
        || wider(pattern).isPresent();
  }

  /** Another pattern of this set that fits all that a pattern fits, and more. */
  Optional<AddressPattern> wider(AddressPattern pattern) {
    return switch (pattern) {
      case Prefix(String digits) -> prefixOf(digits, digits.length() - 1);
      case NumberRange range ->
          prefixOf(shared(range), shared(range).length())
              .or(() -> rangeAround(range, range.first(), range.last()));
      case Exactly(String address) -> widerThanExact(address);
      case Domain domain -> widerThanDomain(domain.name(), domain.scope() == Scope.ITSELF);
      case InList _ -> Optional.empty();
    };
  }

  private Optional<AddressPattern> prefixOf(String digits, int most) {
    for (int length = 0; length <= most; length++) {
      if (prefixes.contains(digits.substring(0, length))) {
        return Optional.of(new Prefix(digits.substring(0, length)));
      }
    }
    return Optional.empty();
  }

  private static String shared(NumberRange range) {
    int length = 0;
    while (length < range.first().length()
        && range.first().charAt(length) == range.last().charAt(length)) {
      length++;
    }
    return range.first().substring(0, length);
  }

  private Optional<AddressPattern> rangeAround(AddressPattern of, String first, String last) {
    for (NumberRange range : ranges) {
      if (!range.equals(of)
          && range.first().length() == first.length()
          && range.first().compareTo(first) <= 0
          && range.last().compareTo(last) >= 0) {
        return Optional.of(range);
      }
    }
    return Optional.empty();
  }

  private Optional<AddressPattern> widerThanExact(String address) {
    Optional<String> number = number(address);
    if (number.isPresent()) {
      String digits = number.get();
      return prefixOf(digits, digits.length())
          .or(() -> rangeAround(new Exactly(address), digits, digits));
    }
    return domain(address).flatMap(name -> widerThanDomain(name, true).or(() -> itself(name)));
  }

  private Optional<AddressPattern> itself(String name) {
    Domain domain = new Domain(name, Scope.ITSELF);
    return same.contains(domain) ? Optional.of(domain) : Optional.empty();
  }

  private Optional<AddressPattern> widerThanDomain(String name, boolean sameNameToo) {
    String parent = name;
    if (!sameNameToo) {
      parent = parent(name);
    }
    for (; !parent.isEmpty(); parent = parent(parent)) {
      Domain domain = new Domain(parent, Scope.AND_BELOW);
      if (same.contains(domain)) {
        return Optional.of(domain);
      }
    }
    return Optional.empty();
  }

  private static String parent(String name) {
    int dot = name.indexOf('.');
    return dot < 0 ? "" : name.substring(dot + 1);
  }

  /** Whether no address is fitted by both. */
  boolean excludes(PatternSet other) {
    if ((long) patterns.size() * other.patterns.size() > MAX_PAIRS) {
      return false;
    }
    return patterns.stream().allMatch(a -> other.patterns.stream().allMatch(b -> excludes(a, b)));
  }

  private static boolean excludes(AddressPattern a, AddressPattern b) {
    Optional<String[]> spanA = span(a);
    Optional<String[]> spanB = span(b);
    if (spanA.isPresent() && spanB.isPresent()) {
      return apart(spanA.get(), spanB.get());
    }
    Optional<String> domainA = mailOrDomain(a);
    Optional<String> domainB = mailOrDomain(b);
    if (domainA.isPresent() && domainB.isPresent()) {
      boolean addresses = a instanceof Exactly && b instanceof Exactly;
      return addresses
          ? !a.equals(b)
          : !new PatternSet(List.of(a)).covers(b) && !new PatternSet(List.of(b)).covers(a);
    }
    // A mail address has no number; a SIP address may have both.
    return (isMail(a) && spanB.isPresent()) || (isMail(b) && spanA.isPresent());
  }

  /** First and last number: of any length when they differ in meaning, see {@link #apart}. */
  private static Optional<String[]> span(AddressPattern pattern) {
    return switch (pattern) {
      case Prefix(String digits) -> Optional.of(new String[] {digits, ""});
      case NumberRange(String first, String last) -> Optional.of(new String[] {first, last});
      case Exactly(String address) -> number(address).map(n -> new String[] {n, n});
      case Domain _, InList _ -> Optional.empty();
    };
  }

  /** An empty last number stands for all numbers that begin with the first. */
  private static boolean apart(String[] a, String[] b) {
    if (a[1].isEmpty() && b[1].isEmpty()) {
      return !a[0].startsWith(b[0]) && !b[0].startsWith(a[0]);
    }
    if (a[1].isEmpty()) {
      return apart(b, a);
    }
    if (b[1].isEmpty()) {
      int length = b[0].length();
      return a[0].length() < length
          || a[0].substring(0, length).compareTo(b[0]) > 0
          || a[1].substring(0, length).compareTo(b[0]) < 0;
    }
    return a[0].length() != b[0].length() || a[1].compareTo(b[0]) < 0 || b[1].compareTo(a[0]) < 0;
  }

  private static Optional<String> mailOrDomain(AddressPattern pattern) {
    return switch (pattern) {
      case Domain domain -> Optional.of(domain.name());
      case Exactly(String address) when isMail(pattern) -> domain(address);
      case Exactly _, Prefix _, NumberRange _, InList _ -> Optional.empty();
    };
  }

  private static boolean isMail(AddressPattern pattern) {
    return pattern instanceof Exactly(String address) && address.startsWith("mailto:");
  }

  private static String bare(String address) {
    return address.startsWith("tel:") ? address.substring(4) : address;
  }

  private static Optional<String> number(String address) {
    String bare = bare(address);
    return bare.matches("\\+?[0-9*#]+") ? Optional.of(bare) : Optional.empty();
  }

  private static Optional<String> domain(String address) {
    int at = address.indexOf('@');
    if (at < 0) {
      return Optional.empty();
    }
    String rest = address.substring(at + 1).toLowerCase(Locale.ROOT);
    int end = 0;
    while (end < rest.length() && ";:?>".indexOf(rest.charAt(end)) < 0) {
      end++;
    }
    return Optional.of(rest.substring(0, end));
  }
}
