package isthmus.isf.drools;

import isthmus.isf.policy.AddressPattern;
import isthmus.isf.policy.Party;
import isthmus.isf.policy.RuleSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the groups of patterns that an address fits without looking at each pattern: prefixes in a
 * tree of digits, ranges by binary search, everything else by hashing. Immutable once built.
 */
final class AddressIndex {
  private static final int[] NONE = {};

  private final Node root = new Node();
  private final Map<Integer, List<Span>> building = new HashMap<>();
  private final Map<Integer, Spans> ranges = new HashMap<>();
  private final List<Span> oddPrefixes = new ArrayList<>();
  private final Map<String, int[]> numbers = new HashMap<>();
  private final Map<String, int[]> uris = new HashMap<>();
  private final Map<String, int[]> domains = new HashMap<>();
  private final Map<String, int[]> belowDomains = new HashMap<>();

  private record Span(String first, String last, int group) {}

  /** Ranges of one length by their beginnings, with the greatest end up to each. */
  private record Spans(List<Span> spans, List<String> greatest) {}

  /** Prefixes by digits; a plus sign is digit 10, anything else is not in the tree. */
  private static final class Node {
    private final @Nullable Node[] next = new @Nullable Node[11];
    private int[] groups = NONE;
  }

  /** An index of groups of patterns, numbered by their places. */
  AddressIndex(List<List<AddressPattern>> groups, RuleSet rules) {
    for (int group = 0; group < groups.size(); group++) {
      for (AddressPattern pattern : groups.get(group)) {
        add(pattern, group, rules);
      }
    }
    building.forEach((length, spans) -> ranges.put(length, sorted(spans)));
    building.clear();
  }

  private void add(AddressPattern pattern, int group, RuleSet rules) {
    switch (pattern) {
      case AddressPattern.Prefix(String digits) -> addPrefix(digits, group);
      case AddressPattern.NumberRange(String first, String last) ->
          building
              .computeIfAbsent(first.length(), _ -> new ArrayList<>())
              .add(new Span(first, last, group));
      case AddressPattern.Domain(String name, AddressPattern.Scope scope) -> {
        put(domains, name, group);
        if (scope == AddressPattern.Scope.AND_BELOW) {
          put(belowDomains, name, group);
        }
      }
      case AddressPattern.Exactly(String address) -> {
        put(uris, address.toLowerCase(Locale.ROOT), group);
        put(numbers, AddressPattern.bare(address), group);
      }
      case AddressPattern.InList(String list) ->
          rules.list(list).orElseThrow().entries().forEach(entry -> add(entry, group, rules));
    }
  }

  private void addPrefix(String digits, int group) {
    Node node = root;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digit(digits.charAt(i));
      if (digit < 0) {
        oddPrefixes.add(new Span(digits, digits, group));
        return;
      }
      Node next = node.next[digit];
      if (next == null) {
        next = new Node();
        node.next[digit] = next;
      }
      node = next;
    }
    node.groups = with(node.groups, group);
  }

  private static int digit(char c) {
    return c >= '0' && c <= '9' ? c - '0' : c == '+' ? 10 : -1;
  }

  private static void put(Map<String, int[]> map, String key, int group) {
    map.merge(key, new int[] {group}, (before, _) -> with(before, group));
  }

  private static int[] with(int[] before, int group) {
    for (int known : before) {
      if (known == group) {
        return before;
      }
    }
    int[] more = Arrays.copyOf(before, before.length + 1);
    more[before.length] = group;
    return more;
  }

  private static Spans sorted(List<Span> spans) {
    List<Span> byFirst = spans.stream().sorted(Comparator.comparing(Span::first)).toList();
    List<String> greatest = new ArrayList<>(byFirst.size());
    String most = "";
    for (Span span : byFirst) {
      most = span.last().compareTo(most) > 0 ? span.last() : most;
      greatest.add(most);
    }
    return new Spans(byFirst, greatest);
  }

  /** The groups of which at least one pattern fits. */
  Matched match(Party party) {
    Matched matched = new Matched();
    party.number().ifPresent(number -> number(number, matched));
    party.domain().ifPresent(domain -> domain(domain, matched));
    if (!party.uri().isEmpty() && !uris.isEmpty()) {
      matched.add(uris.getOrDefault(party.uri().toLowerCase(Locale.ROOT), NONE));
    }
    return matched;
  }

  private void number(String number, Matched matched) {
    Node node = root;
    matched.add(node.groups);
    for (int i = 0; i < number.length(); i++) {
      int digit = digit(number.charAt(i));
      Node next = digit < 0 ? null : node.next[digit];
      if (next == null) {
        break;
      }
      node = next;
      matched.add(node.groups);
    }
    for (Span odd : oddPrefixes) {
      if (number.startsWith(odd.first())) {
        matched.add(new int[] {odd.group()});
      }
    }
    matched.add(numbers.getOrDefault(number, NONE));
    Spans spans = ranges.get(number.length());
    if (spans != null) {
      range(number, spans, matched);
    }
  }

  /** From the last range that begins at or before the number, back while any may still hold it. */
  private static void range(String number, Spans spans, Matched matched) {
    int low = 0;
    int high = spans.spans().size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (spans.spans().get(middle).first().compareTo(number) <= 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    for (int i = low - 1; i >= 0 && spans.greatest().get(i).compareTo(number) >= 0; i--) {
      Span span = spans.spans().get(i);
      if (span.last().compareTo(number) >= 0) {
        matched.add(new int[] {span.group()});
      }
    }
  }

  private void domain(String domain, Matched matched) {
    matched.add(domains.getOrDefault(domain, NONE));
    if (!belowDomains.isEmpty()) {
      for (int dot = domain.indexOf('.'); dot >= 0; dot = domain.indexOf('.', dot + 1)) {
        matched.add(belowDomains.getOrDefault(domain.substring(dot + 1), NONE));
      }
    }
  }
}
