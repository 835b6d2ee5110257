package isthmus.gateway.flow;

import isthmus.cpm.delivery.Delivery;
import isthmus.isf.Explanation;
import java.util.OptionalLong;

/**
 * The reasons of a delivery in the compact form that is kept with it: a JSON object with {@code d},
 * the interworking decision in one clause, and {@code s}, the selection's explanation when one was
 * made.
 */
final class Why {
  private static final String SELECTION = ",\"s\":";

  private Why() {}

  /** A decision without a selection. */
  static String of(String because) {
    return "{\"d\":" + quote(because) + "}";
  }

  /**
   * A decision and a selection.
   *
   * @param selection a JSON value
   */
  static String of(String because, String selection) {
    return selection.isEmpty()
        ? of(because)
        : "{\"d\":" + quote(because) + ",\"s\":" + selection + "}";
  }

  /** The decision of a delivery with another selection. */
  static String reselected(Delivery delivery, String selection) {
    String why = delivery.why();
    int end = why.indexOf(SELECTION);
    String head =
        end >= 0 ? why.substring(0, end) : why.substring(0, Math.max(0, why.length() - 1));
    return head.isEmpty() ? of("another service", selection) : head + ",\"s\":" + selection + "}";
  }

  /** The rule set that selected the service of a delivery; empty when none did. */
  static OptionalLong version(Delivery delivery) {
    String why = delivery.why();
    int at = why.indexOf(SELECTION);
    if (at < 0) {
      return OptionalLong.empty();
    }
    String selection = why.substring(at + SELECTION.length(), why.length() - 1);
    try {
      long version = Explanation.versionOf(selection);
      return version > 0 ? OptionalLong.of(version) : OptionalLong.empty();
    } catch (IllegalArgumentException ofAnotherRelease) {
      return OptionalLong.empty();
    }
  }

  private static String quote(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append(' ');
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }
}
