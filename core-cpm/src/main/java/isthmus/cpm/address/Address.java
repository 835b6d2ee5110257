package isthmus.cpm.address;

import java.util.Optional;

/**
 * An address of a CPM user, a group or a non-CPM principal (CPM SD §5.1.1). {@link AddressParser}
 * makes them.
 */
public sealed interface Address permits TelAddress, SipAddress, MailtoAddress, OtherAddress {

  /** The canonical URI for the wire, without parameters that are not part of the address. */
  String uri();

  /** Who it is; two spellings of one party have one identity. */
  Identity identity();

  /** The full telephone number, when the address is one. */
  Optional<PhoneNumber> phoneNumber();

  /** Whether it hides who it is (RFC 3323 §4.1.1.3). */
  boolean isAnonymous();
}
