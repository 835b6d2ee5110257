package isthmus.isf.table;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * What criteria may look at in a request. A number that is not known is absent: rows that look at
 * it do not apply.
 *
 * @param kind what kind of request it is
 * @param octets size of the content in octets; not present for a session without content
 * @param octetsByService size that the content takes in a service where that differs, by service
 *     name: 160 characters of the GSM alphabet are 140 octets in an SMS
 * @param characters length of the text in characters
 * @param segments number of segments the text takes as SMS
 * @param durationSeconds play time of the longest clip
 * @param recipients number of recipients
 * @param mediaTypes media types present in the content, parameters dropped, lower case; multipart
 *     and CPIM wrappers are not listed
 * @param streams media streams offered in a session
 */
public record RequestFacts(
    RequestKind kind,
    OptionalLong octets,
    Map<String, Long> octetsByService,
    OptionalLong characters,
    OptionalLong segments,
    OptionalLong durationSeconds,
    int recipients,
    Set<String> mediaTypes,
    Set<MediaStream> streams) {

  /** Copies the collections, media types in lower case without parameters. */
  public RequestFacts {
    if (recipients < 1) {
      throw new IllegalArgumentException("a request has at least one recipient: " + recipients);
    }
    octetsByService = Map.copyOf(octetsByService);
    mediaTypes = normalised(mediaTypes);
    streams = Set.copyOf(streams);
  }

  /**
   * Facts of a request with one recipient and nothing else known; add with the {@code with}
   * methods.
   */
  public static RequestFacts of(RequestKind kind) {
    OptionalLong none = OptionalLong.empty();
    return new RequestFacts(kind, none, Map.of(), none, none, none, 1, Set.of(), Set.of());
  }

  /** The same with a size of the whole content. */
  public RequestFacts withOctets(long size) {
    return change(facts -> facts.octets = OptionalLong.of(size));
  }

  /** The same with sizes that differ by service, because services encode differently. */
  public RequestFacts withOctetsByService(Map<String, Long> sizes) {
    return change(facts -> facts.octetsByService = sizes);
  }

  /** The same with a text of so many characters, which are so many segments of an SMS. */
  public RequestFacts withText(long textCharacters, long textSegments) {
    return change(
        facts -> {
          facts.characters = OptionalLong.of(textCharacters);
          facts.segments = OptionalLong.of(textSegments);
        });
  }

  /** The same with clips of so many seconds. */
  public RequestFacts withDuration(long seconds) {
    return change(facts -> facts.durationSeconds = OptionalLong.of(seconds));
  }

  /** The same to so many recipients. */
  public RequestFacts withRecipients(int count) {
    return change(facts -> facts.recipients = count);
  }

  /** The same with content of these types and no other. */
  public RequestFacts withMediaTypes(String... types) {
    return change(facts -> facts.mediaTypes = Set.of(types));
  }

  /** The same with these streams and no other. */
  public RequestFacts withStreams(MediaStream first, MediaStream... more) {
    return change(facts -> facts.streams = EnumSet.of(first, more));
  }

  private RequestFacts change(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.facts();
  }

  /** Facts of which some are about to be changed. Used by one thread, once. */
  private static final class Draft {
    private final RequestKind kind;
    private OptionalLong octets;
    private Map<String, Long> octetsByService;
    private OptionalLong characters;
    private OptionalLong segments;
    private OptionalLong durationSeconds;
    private int recipients;
    private Set<String> mediaTypes;
    private Set<MediaStream> streams;

    Draft(RequestFacts facts) {
      this.kind = facts.kind;
      this.octets = facts.octets;
      this.octetsByService = facts.octetsByService;
      this.characters = facts.characters;
      this.segments = facts.segments;
      this.durationSeconds = facts.durationSeconds;
      this.recipients = facts.recipients;
      this.mediaTypes = facts.mediaTypes;
      this.streams = facts.streams;
    }

    RequestFacts facts() {
      return new RequestFacts(
          kind,
          octets,
          octetsByService,
          characters,
          segments,
          durationSeconds,
          recipients,
          mediaTypes,
          streams);
    }
  }

  private static Set<String> normalised(Set<String> types) {
    if (types.size() == 1) {
      return Set.of(normalised(types.iterator().next()));
    }
    return types.stream().map(RequestFacts::normalised).collect(Collectors.toUnmodifiableSet());
  }

  private static String normalised(String type) {
    int semicolon = type.indexOf(';');
    String bare = semicolon < 0 ? type : type.substring(0, semicolon);
    return bare.strip().toLowerCase(Locale.ROOT);
  }
}
