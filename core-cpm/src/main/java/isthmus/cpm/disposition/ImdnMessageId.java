package isthmus.cpm.disposition;

import isthmus.cpm.conversation.OpaqueToken;
import java.util.UUID;

/**
 * The {@code imdn.Message-ID} of a message (RFC 5438 §6.3), by which its notifications find it.
 *
 * @param value 1 to 255 visible ASCII characters
 */
public record ImdnMessageId(String value) {
  /** Checks the value. */
  public ImdnMessageId {
    OpaqueToken.check("imdn.Message-ID", value);
  }

  /** A fresh identity of 122 random bits; RFC 5438 §6.3 asks for at least 32. */
  public static ImdnMessageId fresh() {
    return new ImdnMessageId(UUID.randomUUID().toString());
  }

  @Override
  public String toString() {
    return value;
  }
}
