package isthmus.gateway.whatif;

import isthmus.cpm.address.Address;
import isthmus.isf.RecordedSelection;
import isthmus.isf.SelectionRequest;
import java.time.Instant;

/**
 * Makes the first attempt of a message that was recorded: with the functions that are installed and
 * the addresses that are known now, and what was known of the user then. Quick, any thread.
 */
@FunctionalInterface
public interface RecordedRequests {
  /** The request for a message that was accepted at a moment. */
  SelectionRequest of(RecordedSelection recorded, Address from, Address to, Instant at);
}
