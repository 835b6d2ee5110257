package isthmus.isf.table;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * The fact that a row looks at, with the media type pattern where the fact is {@link Fact#MEDIA}.
 *
 * @param fact one of the catalogue
 * @param mediaPattern a media type, whose subtype may be or end in an asterisk ({@code image/*},
 *     {@code application/vnd.ms-*}); present exactly for {@link Fact#MEDIA}
 */
public record Criterion(Fact fact, Optional<String> mediaPattern) {
  private static final Pattern MEDIA_PATTERN =
      Pattern.compile("[a-z0-9][a-z0-9!#$&^_.+-]{0,63}/(\\*|[a-z0-9][a-z0-9!#$&^_.+-]{0,99}\\*?)");

  /** The row applies to a request of which nothing is counted. */
  private static final OptionalLong PRESENT = OptionalLong.of(1);

  /** Checks that a pattern is there exactly where it belongs. */
  public Criterion {
    if (mediaPattern.isPresent() != (fact == Fact.MEDIA)) {
      throw new IllegalArgumentException("a media pattern belongs to media and to nothing else");
    }
    if (mediaPattern.isPresent() && !MEDIA_PATTERN.matcher(mediaPattern.get()).matches()) {
      throw new IllegalArgumentException("not a media type pattern such as image/*");
    }
  }

  /** Whether a text is a media type pattern such as {@code image/*}; lower case. */
  public static boolean isMediaPattern(String text) {
    return MEDIA_PATTERN.matcher(text).matches();
  }

  /** The criterion of a fact other than {@link Fact#MEDIA}. */
  public static Criterion of(Fact fact) {
    return new Criterion(fact, Optional.empty());
  }

  /**
   * The criterion that a word for content ({@code picture}, {@code audio stream}) or a media type
   * pattern ({@code video/*}) stands for; empty when it is neither.
   */
  public static Optional<Criterion> ofContent(String text) {
    String stripped = text.strip().toLowerCase(Locale.ROOT);
    if (stripped.indexOf('/') >= 0) {
      return MEDIA_PATTERN.matcher(stripped).matches()
          ? Optional.of(new Criterion(Fact.MEDIA, Optional.of(stripped)))
          : Optional.empty();
    }
    return Fact.ofWord(stripped).filter(Fact::content).map(Criterion::of);
  }

  /**
   * Whether a media type is content of this criterion: of its class or its pattern.
   *
   * @param mediaType without parameters, lower case
   */
  public boolean isOf(String mediaType) {
    return fact == Fact.MEDIA ? matches(mediaType) : MediaClass.of(mediaType) == fact;
  }

  /** Reads {@code size}, {@code video clip} or {@code media image/*}; empty when it is none. */
  public static Optional<Criterion> parse(String text) {
    String stripped = text.strip().toLowerCase(Locale.ROOT);
    if (stripped.startsWith(Fact.MEDIA.word() + " ")) {
      String pattern = stripped.substring(Fact.MEDIA.word().length()).strip();
      return MEDIA_PATTERN.matcher(pattern).matches()
          ? Optional.of(new Criterion(Fact.MEDIA, Optional.of(pattern)))
          : Optional.empty();
    }
    return Fact.ofWord(stripped).filter(fact -> fact != Fact.MEDIA).map(Criterion::of);
  }

  /** The criterion as an operator writes it. */
  public String text() {
    return mediaPattern.map(pattern -> fact.word() + " " + pattern).orElseGet(fact::word);
  }

  /**
   * What the request has for this criterion: the number for a numeric fact, one for any other that
   * is present, empty when the criterion does not concern the request.
   */
  public OptionalLong measure(RequestFacts request) {
    return switch (fact) {
      case SIZE -> request.octets();
      case CHARACTERS -> request.characters();
      case SEGMENTS -> request.segments();
      case RECIPIENTS -> OptionalLong.of(request.recipients());
      case DURATION -> request.durationSeconds();
      case VIDEO_STREAM -> when(request.streams().contains(MediaStream.VIDEO));
      case AUDIO_STREAM ->
          when(
              request.streams().contains(MediaStream.AUDIO)
                  || request.streams().contains(MediaStream.BIDIRECTIONAL_VOICE));
      case BIDIRECTIONAL_VOICE -> when(request.streams().contains(MediaStream.BIDIRECTIONAL_VOICE));
      case MESSAGE_STREAM -> when(request.streams().contains(MediaStream.MESSAGE));
      case VIDEO_CLIP, AUDIO_CLIP, PICTURE, TEXT, LOCATION, OTHER_FILE -> when(contains(request));
      case MEDIA -> when(request.mediaTypes().stream().anyMatch(this::matches));
      case MESSAGE -> when(request.kind() == RequestKind.STANDALONE_MESSAGE);
      case FILE_TRANSFER -> when(request.kind() == RequestKind.FILE_TRANSFER);
      // An added stream reaches the selection in a session invitation of its own.
      case SESSION ->
          when(request.kind() == RequestKind.SESSION || request.kind() == RequestKind.ADDED_STREAM);
      case ADDED_STREAM -> when(request.kind() == RequestKind.ADDED_STREAM);
      case GROUP -> when(request.recipients() > 1);
      case PROVIDER_ALLOWS, PROVIDER_PREFERS, USER_ACCEPTS, ALWAYS -> PRESENT;
    };
  }

  private boolean contains(RequestFacts request) {
    for (String type : request.mediaTypes()) {
      if (MediaClass.of(type) == fact) {
        return true;
      }
    }
    return false;
  }

  private boolean matches(String mediaType) {
    String pattern = mediaPattern.orElseThrow();
    return pattern.endsWith("*")
        ? mediaType.startsWith(pattern.substring(0, pattern.length() - 1))
        : mediaType.equals(pattern);
  }

  private static OptionalLong when(boolean present) {
    return present ? PRESENT : OptionalLong.empty();
  }
}
