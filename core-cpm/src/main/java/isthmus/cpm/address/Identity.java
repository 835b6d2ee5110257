package isthmus.cpm.address;

/**
 * The key under which a phone user knows a party: addresses with one identity are one contact, one
 * conversation.
 *
 * @param value such as {@code tel:+15551000001} or {@code sip:alice@example.com}
 */
public record Identity(String value) {

  /** Checks that it identifies something. */
  public Identity {
    if (value.isBlank()) {
      throw new IllegalArgumentException("empty identity");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
