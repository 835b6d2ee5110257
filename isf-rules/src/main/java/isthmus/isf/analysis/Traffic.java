package isthmus.isf.analysis;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.interworking.AddressCheck;
import isthmus.isf.AddressValidity;
import isthmus.isf.SelectionSettings;
import java.util.List;

/**
 * Recorded requests that a rule set is tried on.
 *
 * @param requests may be empty
 * @param addresses which service reaches whom
 * @param settings of the selection
 */
public record Traffic(
    List<RecordedRequest> requests, AddressValidity addresses, SelectionSettings settings) {
  /** No requests at all. */
  public static final Traffic NONE =
      new Traffic(
          List.of(),
          (service, _) -> new AddressCheck.NotValid("nobody is asked about"),
          SelectionSettings.DEFAULT);

  /** Copies the list. */
  public Traffic {
    requests = List.copyOf(requests);
    requireNonNull(addresses);
    requireNonNull(settings);
  }
}
