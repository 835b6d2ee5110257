package isthmus.isf.policy;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A small table of addresses: blocked senders, prefixes of a country.
 *
 * @param id a-z, 0-9 and dashes
 * @param name the operator's words
 * @param entries patterns, none of them {@link AddressPattern.InList}
 */
public record AddressList(String id, String name, List<AddressPattern> entries) {
  /** Copies the entries. */
  public AddressList {
    requireNonNull(id);
    requireNonNull(name);
    entries = List.copyOf(entries);
    if (entries.stream().anyMatch(AddressPattern.InList.class::isInstance)) {
      throw new IllegalArgumentException("a list does not name lists: " + id);
    }
  }
}
