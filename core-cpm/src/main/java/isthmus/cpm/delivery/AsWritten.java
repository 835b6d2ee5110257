package isthmus.cpm.delivery;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.address.Address;

/**
 * The addresses that a message came with, where the provider's policy put others in their place:
 * what its sender is told about it names them.
 *
 * @param originator who sent it
 * @param recipient whom it was sent to
 */
public record AsWritten(Address originator, Address recipient) {
  /** Checks the components. */
  public AsWritten {
    requireNonNull(originator);
    requireNonNull(recipient);
  }
}
