package isthmus.gateway.whatif;

import static java.util.Objects.requireNonNull;

import isthmus.isf.AddressValidity;
import isthmus.isf.SelectionSettings;
import isthmus.isf.analysis.Installation;
import java.util.function.Supplier;

/**
 * How rule sets are asked about messages.
 *
 * @param installation services that have a function now, and what else they can do
 * @param addresses which service reaches whom
 * @param selection the selection's settings
 */
public record ReplaySettings(
    Supplier<Installation> installation, AddressValidity addresses, SelectionSettings selection) {
  /** Checks the components. */
  public ReplaySettings {
    requireNonNull(installation);
    requireNonNull(addresses);
    requireNonNull(selection);
  }
}
