package isthmus.gateway.whatif;

import static java.util.Objects.requireNonNull;

import isthmus.isf.AddressValidity;
import isthmus.isf.SelectionSettings;
import java.util.Set;
import java.util.function.Supplier;

/**
 * How rule sets are asked about messages.
 *
 * @param installed services that have a function now
 * @param addresses which service reaches whom
 * @param selection the selection's settings
 */
public record ReplaySettings(
    Supplier<Set<String>> installed, AddressValidity addresses, SelectionSettings selection) {
  /** Checks the components. */
  public ReplaySettings {
    requireNonNull(installed);
    requireNonNull(addresses);
    requireNonNull(selection);
  }
}
