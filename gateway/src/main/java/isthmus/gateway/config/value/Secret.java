package isthmus.gateway.config.value;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A password or another text that must never be printed. {@link #toString()} gives {@code ***}, so
 * that a record holding one can be logged as it is.
 */
public final class Secret {
  private final String text;

  private Secret(String text) {
    this.text = text;
  }

  /** Hides {@code text}. */
  public static Secret of(String text) {
    return new Secret(text);
  }

  /** The text itself; for the one place that hands it to a peer or compares it. */
  public String reveal() {
    return text;
  }

  /** Compares with what a peer presented, in a time that does not depend on where they differ. */
  public boolean matches(String presented) {
    return MessageDigest.isEqual(
        text.getBytes(StandardCharsets.UTF_8), presented.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && matches(secret.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return "***";
  }
}
