package isthmus.isf.table;

import java.util.Set;

/** Sorts media types into the content classes of appendix D. */
final class MediaClass {
  private static final Set<String> LOCATIONS =
      Set.of(
          "application/vnd.gsma.rcspushlocation+xml",
          "application/pidf+xml",
          "application/geo+json");

  /** Text types whose content is a file to people, not words to read. */
  private static final Set<String> TEXT_FILES =
      Set.of(
          "text/vcard",
          "text/x-vcard",
          "text/directory",
          "text/calendar",
          "text/x-vcalendar",
          "text/csv");

  private MediaClass() {}

  /** One of TEXT, PICTURE, AUDIO_CLIP, VIDEO_CLIP, LOCATION, OTHER_FILE. */
  static Fact of(String mediaType) {
    if (LOCATIONS.contains(mediaType)) {
      return Fact.LOCATION;
    }
    if (mediaType.startsWith("text/") && !TEXT_FILES.contains(mediaType)) {
      return Fact.TEXT;
    }
    if (mediaType.startsWith("image/")) {
      return Fact.PICTURE;
    }
    if (mediaType.startsWith("audio/")) {
      return Fact.AUDIO_CLIP;
    }
    return mediaType.startsWith("video/") ? Fact.VIDEO_CLIP : Fact.OTHER_FILE;
  }
}
