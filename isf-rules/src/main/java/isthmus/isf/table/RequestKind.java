package isthmus.isf.table;

/** The requests that the Interworking Selection Function receives (CPM SD §5.3.1.2). */
public enum RequestKind {
  STANDALONE_MESSAGE("message"),
  FILE_TRANSFER("file transfer"),
  SESSION("session"),
  /** Streams offered anew in a session that exists (CPM SD §5.3.1.4.2). */
  ADDED_STREAM("added stream"),
  DISPOSITION_NOTIFICATION("disposition notification");

  private final String words;

  RequestKind(String words) {
    this.words = words;
  }

  /** The kind in texts for people. */
  public String words() {
    return words;
  }
}
