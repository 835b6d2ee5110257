package isthmus.isf.book;

import isthmus.isf.table.Words;
import java.util.Arrays;
import java.util.Optional;

/** Headings of a routing sheet that are about the row; all others are services. */
public enum RoutingHeading {
  /** A name that stays when the label changes. */
  ID("Id"),
  /** What kind of row it is. */
  KIND("Kind"),
  /** What the row looks at. */
  CRITERION("Criterion"),
  /** What an unfulfilled row does. */
  MANDATORY("Mandatory"),
  /** Points of a fulfilled soft row. */
  WEIGHT("Weight"),
  /** Where values come from. */
  SOURCE("Source"),
  /** The operator's note. */
  COMMENT("Comment");

  private final String heading;

  RoutingHeading(String heading) {
    this.heading = heading;
  }

  /** The heading as it is written. */
  public String heading() {
    return heading;
  }

  /**
   * The heading of which a text is most likely a slip ({@code Weigth}); the text itself is none.
   */
  public static Optional<RoutingHeading> slip(String text) {
    return Words.slipOf(text, Arrays.stream(values()).map(RoutingHeading::heading).toList())
        .flatMap(RoutingHeading::of);
  }

  /** By the heading; case, blanks and dashes do not matter. */
  public static Optional<RoutingHeading> of(String heading) {
    String wanted = Words.folded(heading);
    return Arrays.stream(values())
        .filter(known -> Words.folded(known.heading).equals(wanted))
        .findFirst();
  }
}
