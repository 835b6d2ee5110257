package isthmus.cpm.registration;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;

/** Tells which users' bindings changed, on any node. Safe for any thread; may block. */
@FunctionalInterface
public interface BindingChanges {
  /** The cursor before every change. */
  String BEGINNING = "0";

  /**
   * The users whose bindings may have changed since a cursor was given; none that did is left out,
   * some that did not may be in it.
   *
   * @param cursor of the answer before, or {@link #BEGINNING}
   */
  Changed since(String cursor);

  /**
   * Who changed.
   *
   * @param bindings by address of record, all that the user has now, as they should be tried; some
   *     may have expired
   * @param cursor where to go on
   */
  record Changed(Map<String, List<Binding>> bindings, String cursor) {
    /** Copies the map. */
    public Changed {
      bindings = Map.copyOf(bindings);
      requireNonNull(cursor);
    }
  }
}
