package isthmus.isf.table;

/**
 * A media stream offered in a session (CPM SD §5.3.1.4). Bidirectional voice is an audio stream
 * too.
 */
public enum MediaStream {
  AUDIO,
  VIDEO,
  BIDIRECTIONAL_VOICE,
  /** Messages over MSRP, a chat. What they may contain is told by the request's media types. */
  MESSAGE
}
