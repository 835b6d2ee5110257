package isthmus.gateway.observe.story;

import isthmus.isf.Explanation;
import java.util.Optional;

/** Expands the compact explanation of a selection that is kept with a delivery. May block. */
@FunctionalInterface
public interface Explanations {
  /** Expands nothing; stories then tell what the compact form says by itself. */
  Explanations NONE = _ -> Optional.empty();

  /**
   * The explanation in full.
   *
   * @param selection what {@link Explanation#toJson} wrote
   * @return empty when the table of that version is not at hand
   */
  Optional<Explanation> expand(String selection);
}
