package isthmus.cpm.conversation;

/** The rule that conversation, contribution and IMDN identities share. */
public final class OpaqueToken {
  /** Longest identity that is accepted; longer ones are an attack on indexes, not an identity. */
  public static final int MAX_LENGTH = 255;

  private OpaqueToken() {}

  /**
   * Checks that a value can travel as a SIP header value and is kept byte for byte: 1 to 255
   * visible ASCII characters.
   *
   * @throws IllegalArgumentException naming {@code what} and the reason
   */
  public static String check(String what, String value) {
    if (value.isEmpty() || value.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          what + " must have 1 to " + MAX_LENGTH + " characters, has " + value.length());
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c <= ' ' || c > '~') {
        throw new IllegalArgumentException(
            what + " has a character outside visible ASCII at index " + i);
      }
    }
    return value;
  }
}
