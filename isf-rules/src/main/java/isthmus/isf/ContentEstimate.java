package isthmus.isf;

import isthmus.isf.policy.ContentChange;
import isthmus.isf.table.Criterion;
import isthmus.isf.table.RequestFacts;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Reckons what a request contains after changes of its content, from its facts alone. Media types
 * that are stripped are gone, though what they took of the size is not known; a text that is cut or
 * split takes its share of the octets; a link is a short text.
 */
final class ContentEstimate {
  private static final long LINK_CHARACTERS = 80;

  private ContentEstimate() {}

  static RequestFacts after(RequestFacts facts, List<ContentChange> changes) {
    RequestFacts now = facts;
    for (ContentChange change : changes) {
      now =
          switch (change) {
            case ContentChange.Strip(Set<String> patterns) -> stripped(now, patterns);
            case ContentChange.Truncate(int characters) -> cut(now, characters);
            case ContentChange.Split(int characters) -> cut(now, characters);
            case ContentChange.Link() -> link(now);
          };
    }
    return now;
  }

  private static RequestFacts stripped(RequestFacts facts, Set<String> patterns) {
    Set<String> left = new HashSet<>(facts.mediaTypes());
    for (String pattern : patterns) {
      Criterion.ofContent(pattern).ifPresent(content -> left.removeIf(content::isOf));
    }
    return facts.withMediaTypes(left.toArray(String[]::new));
  }

  /** A text's share; other content keeps its size. */
  private static RequestFacts cut(RequestFacts facts, int most) {
    long characters = facts.characters().orElse(0);
    if (characters <= most) {
      return facts;
    }
    Map<String, Long> octets = new HashMap<>();
    facts
        .octetsByService()
        .forEach((service, size) -> octets.put(service, share(size, most, characters)));
    OptionalLong size =
        facts.octets().isPresent()
            ? OptionalLong.of(share(facts.octets().getAsLong(), most, characters))
            : facts.octets();
    OptionalLong segments =
        facts.segments().isPresent()
            ? OptionalLong.of(share(facts.segments().getAsLong(), most, characters))
            : facts.segments();
    return new RequestFacts(
        facts.kind(),
        size,
        octets,
        OptionalLong.of(most),
        segments,
        facts.durationSeconds(),
        facts.recipients(),
        facts.mediaTypes(),
        facts.streams());
  }

  private static long share(long size, long most, long characters) {
    return Math.ceilDiv(Math.multiplyHigh(size, most) == 0 ? size * most : size, characters);
  }

  private static RequestFacts link(RequestFacts facts) {
    return RequestFacts.of(facts.kind())
        .withOctets(LINK_CHARACTERS)
        .withText(LINK_CHARACTERS, 1)
        .withRecipients(facts.recipients())
        .withMediaTypes("text/plain");
  }
}
