package isthmus.gateway.rules;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.address.Address;
import isthmus.cpm.address.AddressException;
import isthmus.cpm.address.AddressParser;
import isthmus.cpm.address.ServiceIdentifier;
import isthmus.cpm.failure.FailureCode;
import isthmus.cpm.message.Content;
import isthmus.gateway.console.http.HttpProblem;
import isthmus.gateway.flow.SelectionRequests;
import isthmus.gateway.rules.Inquiry.Surroundings;
import isthmus.isf.table.MediaStream;
import isthmus.isf.table.RequestFacts;
import isthmus.isf.table.RequestKind;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads questions, such as the query of {@code /api/isf/explain}. A text is given as {@code text},
 * or as its {@code size} in octets, which then stands for as many letters; anything else by {@code
 * media} and {@code size}.
 */
public final class InquiryReader {
  private static final int MAX_TEXT = 1_000_000;
  private static final long MAX_NUMBER = 1_000_000_000_000L;
  private static final Pattern SERVICE = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");
  private static final Pattern MEDIA =
      Pattern.compile("[a-z0-9][a-z0-9!#$&^_.+-]{0,63}/[a-z0-9][a-z0-9!#$&^_.+-]{0,99}");
  private static final Set<String> NAMES =
      new TreeSet<>(
          Set.of(
              "at",
              "characters",
              "duration",
              "failed",
              "failure",
              "from",
              "fromClass",
              "kind",
              "media",
              "recipients",
              "segments",
              "service",
              "size",
              "streams",
              "text",
              "to",
              "toClass"));

  private final AddressParser addresses;
  private final SelectionRequests requests;
  private final InstantSource clock;

  /** A reader of questions about the installed functions. */
  public InquiryReader(AddressParser addresses, SelectionRequests requests, InstantSource clock) {
    this.addresses = requireNonNull(addresses);
    this.requests = requireNonNull(requests);
    this.clock = requireNonNull(clock);
  }

  /**
   * Reads a question.
   *
   * @param query what is given, by name
   */
  Inquiry read(Map<String, String> query) throws HttpProblem {
    for (String name : query.keySet()) {
      if (!NAMES.contains(name)) {
        throw HttpProblem.badRequest(
            name, "nothing is asked by " + name + "; allowed: " + String.join(", ", NAMES));
      }
    }
    return new Inquiry(
        address(query, "from"),
        address(query, "to"),
        service(query),
        facts(query),
        Optional.empty(),
        services(query),
        surroundings(query));
  }

  private Surroundings surroundings(Map<String, String> query) throws HttpProblem {
    return new Surroundings(
        userClass(query, "fromClass"), userClass(query, "toClass"), at(query), failure(query));
  }

  private static Optional<String> userClass(Map<String, String> query, String name)
      throws HttpProblem {
    List<String> named = list(query, name, SERVICE, "one service class, such as gold");
    return named.stream().findFirst();
  }

  private Instant at(Map<String, String> query) throws HttpProblem {
    String text = query.getOrDefault("at", "").strip();
    try {
      return text.isEmpty() ? clock.instant() : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException wrong) {
      throw HttpProblem.badRequest("at", "at must be a time such as 2026-11-30T22:00:00Z");
    }
  }

  private static Optional<String> failure(Map<String, String> query) throws HttpProblem {
    String text = query.getOrDefault("failure", "").strip().toLowerCase(Locale.ROOT);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    List<String> codes =
        Stream.of(FailureCode.values())
            .map(code -> code.name().toLowerCase(Locale.ROOT).replace('_', '-'))
            .toList();
    if (!codes.contains(text)) {
      throw HttpProblem.badRequest("failure", "failure must be one of " + String.join(", ", codes));
    }
    return Optional.of(text);
  }

  private Address address(Map<String, String> query, String name) throws HttpProblem {
    String text = query.getOrDefault(name, "").strip();
    if (text.isEmpty()) {
      throw HttpProblem.badRequest(
          name, name + " is missing: an address, such as tel:+15551000001");
    }
    try {
      return addresses.parse(text);
    } catch (AddressException wrong) {
      throw HttpProblem.badRequest(name, name + " is not an address: " + wrong.getMessage());
    }
  }

  private static Optional<ServiceIdentifier> service(Map<String, String> query) throws HttpProblem {
    List<String> named = list(query, "service", SERVICE, "one service, such as sms");
    if (named.size() > 1) {
      throw HttpProblem.badRequest("service", "service must be one service, such as sms");
    }
    return named.stream()
        .findFirst()
        .map(service -> new ServiceIdentifier(service, Optional.empty()));
  }

  private static List<String> services(Map<String, String> query) throws HttpProblem {
    return list(query, "failed", SERVICE, "services with commas, such as sms,mms");
  }

  private RequestFacts facts(Map<String, String> query) throws HttpProblem {
    return counted(
        query,
        switch (query.getOrDefault("kind", "message")) {
          case "message" -> content(query, RequestKind.STANDALONE_MESSAGE, "text/plain");
          case "file" -> content(query, RequestKind.FILE_TRANSFER, "application/octet-stream");
          case "session" -> session(query);
          case "notification" -> RequestFacts.of(RequestKind.DISPOSITION_NOTIFICATION);
          default ->
              throw HttpProblem.badRequest(
                  "kind", "kind must be message, file, session or notification");
        });
  }

  /** A content: a text is made, so that services count it as they would count a real one. */
  private RequestFacts content(Map<String, String> query, RequestKind kind, String usual)
      throws HttpProblem {
    List<String> given = list(query, "media", MEDIA, "media types with commas");
    List<String> media = given.isEmpty() ? List.of(usual) : given;
    OptionalLong size = number(query, "size", 0, MAX_NUMBER);
    Optional<String> text = Optional.ofNullable(query.get("text"));
    if (text.isEmpty() && !media.equals(List.of("text/plain"))) {
      return RequestFacts.of(kind)
          .withOctets(size.orElse(0))
          .withMediaTypes(media.toArray(String[]::new));
    }
    if (text.isEmpty() && size.orElse(0) > MAX_TEXT) {
      throw HttpProblem.badRequest(
          "size", "a text has at most " + MAX_TEXT + " octets here; name another media type");
    }
    String words = text.orElseGet(() -> "x".repeat((int) size.orElse(0)));
    RequestFacts facts = requests.facts(kind, Content.text(words));
    if (given.isEmpty()) {
      return facts;
    }
    Set<String> types = new TreeSet<>(media);
    types.add("text/plain");
    long octets = Math.max(size.orElse(0), facts.octets().orElse(0));
    return facts.withOctets(octets).withMediaTypes(types.toArray(String[]::new));
  }

  private static RequestFacts session(Map<String, String> query) throws HttpProblem {
    List<MediaStream> streams = new ArrayList<>();
    String allowed = "audio, video, bidirectional-voice and message with commas";
    for (String name : list(query, "streams", SERVICE, allowed)) {
      streams.add(
          switch (name) {
            case "audio" -> MediaStream.AUDIO;
            case "video" -> MediaStream.VIDEO;
            case "bidirectional-voice" -> MediaStream.BIDIRECTIONAL_VOICE;
            case "message" -> MediaStream.MESSAGE;
            default -> throw HttpProblem.badRequest("streams", "streams must be " + allowed);
          });
    }
    RequestFacts facts = RequestFacts.of(RequestKind.SESSION);
    return streams.isEmpty()
        ? facts
        : facts.withStreams(streams.getFirst(), streams.toArray(MediaStream[]::new));
  }

  /** Numbers that count more than what can be told from a content. */
  private static RequestFacts counted(Map<String, String> query, RequestFacts content)
      throws HttpProblem {
    RequestFacts facts = content;
    OptionalLong characters = number(query, "characters", 0, MAX_NUMBER);
    OptionalLong segments = number(query, "segments", 1, MAX_NUMBER);
    if (characters.isPresent() || segments.isPresent()) {
      facts =
          facts.withText(
              characters.orElse(facts.characters().orElse(0)),
              segments.orElse(facts.segments().orElse(1)));
    }
    OptionalLong duration = number(query, "duration", 0, MAX_NUMBER);
    if (duration.isPresent()) {
      facts = facts.withDuration(duration.getAsLong());
    }
    OptionalLong recipients = number(query, "recipients", 1, Integer.MAX_VALUE);
    return recipients.isPresent() ? facts.withRecipients((int) recipients.getAsLong()) : facts;
  }

  private static OptionalLong number(Map<String, String> query, String name, long least, long most)
      throws HttpProblem {
    Optional<String> text = Optional.ofNullable(query.get(name));
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    if (text.get().matches("\\d{1,15}")) {
      long number = Long.parseLong(text.get());
      if (number >= least && number <= most) {
        return OptionalLong.of(number);
      }
    }
    throw HttpProblem.badRequest(name, name + " must be a number from " + least + " to " + most);
  }

  private static List<String> list(
      Map<String, String> query, String name, Pattern form, String allowed) throws HttpProblem {
    List<String> values = new ArrayList<>();
    for (String part : query.getOrDefault(name, "").split(",", -1)) {
      String value = part.strip().toLowerCase(Locale.ROOT);
      if (!value.isEmpty() && !form.matcher(value).matches()) {
        throw HttpProblem.badRequest(name, name + " must be " + allowed);
      }
      if (!value.isEmpty()) {
        values.add(value);
      }
    }
    return values;
  }
}
