package isthmus.gateway.tables;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.address.Address;
import isthmus.cpm.address.ServiceIdentifier;
import isthmus.isf.table.RequestFacts;
import java.util.List;
import java.util.Optional;

/**
 * A request that might come, asked about before it does.
 *
 * @param from who would send it
 * @param to whom it would be for
 * @param service the service identifier that would accompany the recipient
 * @param facts what the routing table looks at
 * @param failed services that would have failed for good before
 */
public record Inquiry(
    Address from,
    Address to,
    Optional<ServiceIdentifier> service,
    RequestFacts facts,
    List<String> failed) {
  /** Checks the components and copies the list. */
  public Inquiry {
    requireNonNull(from);
    requireNonNull(to);
    requireNonNull(service);
    requireNonNull(facts);
    failed = List.copyOf(failed);
  }
}
