package isthmus.isf.table;

import static isthmus.isf.table.RowKind.CAPABILITY;
import static isthmus.isf.table.RowKind.LIMIT;
import static isthmus.isf.table.RowKind.PERMISSION;
import static isthmus.isf.table.RowKind.PREFERENCE;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The fixed catalogue of facts that a row may look at. The word is what an operator writes in the
 * {@code Criterion} column; the labels are those rows that need no such column, appendix D's own
 * first.
 */
public enum Fact {
  SIZE("size", LIMIT, Unit.OCTETS, "Max size (bytes)", "Max size (octets)", "Max size"),
  CHARACTERS("characters", LIMIT, Unit.CHARACTERS, "Max characters", "Max text length"),
  SEGMENTS("segments", LIMIT, Unit.COUNT, "Max segments"),
  RECIPIENTS("recipients", LIMIT, Unit.COUNT, "Max recipients"),
  DURATION("duration", LIMIT, Unit.SECONDS, "Max duration", "Max duration (seconds)"),

  VIDEO_STREAM("video stream", CAPABILITY, Unit.COUNT, "Video stream ok"),
  AUDIO_STREAM("audio stream", CAPABILITY, Unit.COUNT, "Audio stream ok"),
  BIDIRECTIONAL_VOICE("bidirectional voice", CAPABILITY, Unit.COUNT, "Bidirectional Voice ok"),
  MESSAGE_STREAM("message stream", CAPABILITY, Unit.COUNT, "Message stream ok"),
  VIDEO_CLIP("video clip", CAPABILITY, Unit.COUNT, "Video clip ok"),
  AUDIO_CLIP("audio clip", CAPABILITY, Unit.COUNT, "Audio clip ok"),
  PICTURE("picture", CAPABILITY, Unit.COUNT, "Picture ok"),
  TEXT("text", CAPABILITY, Unit.COUNT, "Text ok"),
  LOCATION("location", CAPABILITY, Unit.COUNT, "Location ok"),
  OTHER_FILE("other file", CAPABILITY, Unit.COUNT, "Other file ok", "File ok"),
  MEDIA("media", CAPABILITY, Unit.COUNT),
  MESSAGE("message", CAPABILITY, Unit.COUNT, "Message ok"),
  FILE_TRANSFER("file transfer", CAPABILITY, Unit.COUNT, "File transfer ok"),
  SESSION("session", CAPABILITY, Unit.COUNT, "Session ok"),
  ADDED_STREAM("added stream", CAPABILITY, Unit.COUNT, "Added stream ok"),
  GROUP("group", CAPABILITY, Unit.COUNT, "Group ok"),

  PROVIDER_ALLOWS("provider allows", PERMISSION, Unit.COUNT, "Service provider allows for user"),
  PROVIDER_PREFERS("provider prefers", PREFERENCE, Unit.COUNT, "Preferred by service provider"),
  USER_ACCEPTS("user accepts", PREFERENCE, Unit.COUNT, "Fine with user"),
  ALWAYS("always", PREFERENCE, Unit.COUNT);

  private final String word;
  private final RowKind kind;
  private final Unit unit;

  /** The labels as they are written, between bars. */
  private final String labels;

  Fact(String word, RowKind kind, Unit unit, String... labels) {
    this.word = word;
    this.kind = kind;
    this.unit = unit;
    this.labels = String.join("|", labels);
  }

  /** The word an operator writes for it. */
  public String word() {
    return word;
  }

  /** The labels of rows that need no word, appendix D's own first. */
  public List<String> labels() {
    return labels.isEmpty() ? List.of() : List.of(labels.split("\\|", -1));
  }

  /** The kind of a row on this fact unless the sheet says otherwise. */
  public RowKind kind() {
    return kind;
  }

  /** The unit of limits on this fact. */
  public Unit unit() {
    return unit;
  }

  /** Whether it is a number, so that its rows hold limits; else its rows hold yes and no. */
  public boolean numeric() {
    return kind == LIMIT;
  }

  /** Whether it is something that a message contains or a session offers. */
  boolean content() {
    return switch (this) {
      case VIDEO_STREAM,
          AUDIO_STREAM,
          BIDIRECTIONAL_VOICE,
          MESSAGE_STREAM,
          VIDEO_CLIP,
          AUDIO_CLIP,
          PICTURE,
          TEXT,
          LOCATION,
          OTHER_FILE ->
          true;
      case SIZE,
          CHARACTERS,
          SEGMENTS,
          RECIPIENTS,
          DURATION,
          MEDIA,
          MESSAGE,
          FILE_TRANSFER,
          SESSION,
          ADDED_STREAM,
          GROUP,
          PROVIDER_ALLOWS,
          PROVIDER_PREFERS,
          USER_ACCEPTS,
          ALWAYS ->
          false;
    };
  }

  /** Whether unfulfilled rows rule a service out unless the sheet says otherwise. */
  public Bearing bearing() {
    return this == PROVIDER_PREFERS || this == ALWAYS ? Bearing.SOFT : Bearing.MANDATORY;
  }

  /** Where values come from unless the sheet says otherwise. */
  public Source source() {
    return switch (this) {
      case PROVIDER_ALLOWS -> Source.USER_POLICY;
      case USER_ACCEPTS -> Source.USER_PREFERENCE;
      default -> Source.TABLE;
    };
  }

  /** By the word in the {@code Criterion} column. */
  public static Optional<Fact> ofWord(String word) {
    String wanted = Words.folded(word);
    return Arrays.stream(values())
        .filter(fact -> Words.folded(fact.word).equals(wanted))
        .findFirst();
  }

  /** By the label of a row. */
  public static Optional<Fact> ofLabel(String label) {
    String wanted = Words.folded(label);
    return Arrays.stream(values())
        .filter(fact -> fact.labels().stream().map(Words::folded).anyMatch(wanted::equals))
        .findFirst();
  }
}
