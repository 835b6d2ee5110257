package isthmus.isf.table;

/** A media stream offered in a session. Bidirectional voice is an audio stream too. */
public enum MediaStream {
  AUDIO,
  VIDEO,
  BIDIRECTIONAL_VOICE
}
