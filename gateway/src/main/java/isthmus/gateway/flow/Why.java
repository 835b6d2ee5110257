package isthmus.gateway.flow;

import isthmus.cpm.delivery.Delivery;
import isthmus.isf.Explanation;
import isthmus.isf.RecordedSelection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The reasons of a delivery in the compact form that is kept with it: a JSON object with {@code d},
 * the interworking decision in one clause, {@code s}, the explanation of the selection that chose
 * the present service when one was made, and {@code r}, that of the last one when it left nothing.
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

  /** The reasons of a delivery that no other service could take over, with that selection. */
  static String refused(Delivery delivery, String selection) {
    String why = delivery.why();
    return selection.isEmpty() || !why.endsWith("}")
        ? why
        : why.substring(0, why.length() - 1) + ",\"r\":" + selection + "}";
  }

  /** The rule set that selected the service of a delivery; empty when none did. */
  static OptionalLong version(Delivery delivery) {
    try {
      return selection(delivery).map(Explanation::versionOf).filter(version -> version > 0).stream()
          .mapToLong(Long::longValue)
          .findFirst();
    } catch (IllegalArgumentException ofAnotherRelease) {
      return OptionalLong.empty();
    }
  }

  /** The services that had failed when the service of a delivery was selected, with the reasons. */
  static Map<String, String> failed(Delivery delivery) {
    try {
      return selection(delivery)
          .map(RecordedSelection::fromJson)
          .map(RecordedSelection::failed)
          .orElse(Map.of());
    } catch (IllegalArgumentException ofAnotherRelease) {
      return Map.of();
    }
  }

  private static Optional<String> selection(Delivery delivery) {
    String why = delivery.why();
    int at = why.indexOf(SELECTION);
    return at < 0
        ? Optional.empty()
        : Optional.of(why.substring(at + SELECTION.length(), why.length() - 1));
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
