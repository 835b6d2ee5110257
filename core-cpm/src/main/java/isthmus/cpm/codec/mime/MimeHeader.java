package isthmus.cpm.codec.mime;

/**
 * One MIME header field, unfolded.
 *
 * @param name as written, an RFC 5322 field name
 * @param value without surrounding white space and without line ends
 */
public record MimeHeader(String name, String value) {

  /** Checks that the field can be written as one line. */
  public MimeHeader {
    if (!isFieldName(name)) {
      throw new IllegalArgumentException("not a header name: " + name);
    }
    if (value.indexOf('\r') >= 0 || value.indexOf('\n') >= 0) {
      throw new IllegalArgumentException("line end in the value of " + name);
    }
  }

  /** Whether the name is the given one, without regard to case. */
  public boolean is(String other) {
    return name.equalsIgnoreCase(other);
  }

  static boolean isFieldName(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= ' ' || c >= 127 || c == ':') {
        return false;
      }
    }
    return !text.isEmpty();
  }
}
