package isthmus.isf.table;

import java.util.regex.Pattern;

/**
 * A service of the table.
 *
 * @param service the name as in a service identifier, such as {@code ps-voice}
 * @param label the heading as the operator wrote it, such as {@code PS Voice}
 */
public record Column(String service, String label) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");

  /** Checks the name. */
  public Column {
    if (!NAME.matcher(service).matches()) {
      throw new IllegalArgumentException("not a service name: " + Words.shortened(service));
    }
  }

  /**
   * The column with a heading.
   *
   * @throws IllegalArgumentException when no name of a service can be made of it
   */
  public static Column ofLabel(String label) {
    return new Column(Words.slug(label), label.strip());
  }
}
