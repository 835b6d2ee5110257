package isthmus.isf.table;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
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

  public RequestFacts withOctets(long size) {
    return new RequestFacts(
        kind,
        OptionalLong.of(size),
        octetsByService,
        characters,
        segments,
        durationSeconds,
        recipients,
        mediaTypes,
        streams);
  }

  public RequestFacts withOctetsByService(Map<String, Long> sizes) {
    return new RequestFacts(
        kind,
        octets,
        sizes,
        characters,
        segments,
        durationSeconds,
        recipients,
        mediaTypes,
        streams);
  }

  public RequestFacts withText(long textCharacters, long textSegments) {
    return new RequestFacts(
        kind,
        octets,
        octetsByService,
        OptionalLong.of(textCharacters),
        OptionalLong.of(textSegments),
        durationSeconds,
        recipients,
        mediaTypes,
        streams);
  }

  public RequestFacts withDuration(long seconds) {
    return new RequestFacts(
        kind,
        octets,
        octetsByService,
        characters,
        segments,
        OptionalLong.of(seconds),
        recipients,
        mediaTypes,
        streams);
  }

  public RequestFacts withRecipients(int count) {
    return new RequestFacts(
        kind,
        octets,
        octetsByService,
        characters,
        segments,
        durationSeconds,
        count,
        mediaTypes,
        streams);
  }

  public RequestFacts withMediaTypes(String... types) {
    return new RequestFacts(
        kind,
        octets,
        octetsByService,
        characters,
        segments,
        durationSeconds,
        recipients,
        Set.of(types),
        streams);
  }

  public RequestFacts withStreams(MediaStream first, MediaStream... more) {
    return new RequestFacts(
        kind,
        octets,
        octetsByService,
        characters,
        segments,
        durationSeconds,
        recipients,
        mediaTypes,
        EnumSet.of(first, more));
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
