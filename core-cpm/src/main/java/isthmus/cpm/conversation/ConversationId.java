package isthmus.cpm.conversation;

import java.util.UUID;

/**
 * The CPM Conversation Identity (CPM SD §5.1.1.7), header {@code Conversation-ID}: opaque, compared
 * byte for byte.
 *
 * @param value 1 to 255 visible ASCII characters
 */
public record ConversationId(String value) {
  /** Checks the value. */
  public ConversationId {
    OpaqueToken.check("Conversation-ID", value);
  }

  /** A fresh identity; a UUID because some peers refuse anything else. */
  public static ConversationId fresh() {
    return new ConversationId(UUID.randomUUID().toString());
  }

  @Override
  public String toString() {
    return value;
  }
}
