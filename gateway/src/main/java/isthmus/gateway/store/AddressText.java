package isthmus.gateway.store;

import isthmus.cpm.address.Address;
import isthmus.cpm.address.AddressException;
import isthmus.cpm.address.AddressParser;
import isthmus.cpm.address.ServiceIdentifier;

/** Addresses as they are stored: the canonical URI, read again by the parser of this gateway. */
final class AddressText {
  private final AddressParser parser;

  AddressText(AddressParser parser) {
    this.parser = parser;
  }

  static String of(Address address) {
    return address.uri();
  }

  Address address(String stored) {
    try {
      return parser.parseUri(stored);
    } catch (AddressException e) {
      throw new IllegalStateException("a stored address cannot be read: " + e.getMessage(), e);
    }
  }

  static ServiceIdentifier service(String stored) {
    try {
      return ServiceIdentifier.parse(stored);
    } catch (AddressException e) {
      throw new IllegalStateException("a stored service cannot be read: " + e.getMessage(), e);
    }
  }
}
