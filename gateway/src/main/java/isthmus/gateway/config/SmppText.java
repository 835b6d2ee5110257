package isthmus.gateway.config;

import isthmus.gateway.config.tree.Complaints;
import java.nio.charset.StandardCharsets;

/** The rule for a C-octet string (SMPP 3.4 §3.1): ASCII, and shorter than its field. */
final class SmppText {
  private SmppText() {}

  static void check(String key, String text, int maxLength, Complaints complaints) {
    if (text.length() > maxLength || !StandardCharsets.US_ASCII.newEncoder().canEncode(text)) {
      complaints.error(key, "SMPP allows at most " + maxLength + " ASCII characters here");
    }
  }
}
