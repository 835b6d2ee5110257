package isthmus.isf;

import isthmus.cpm.interworking.AddressCheck;

/**
 * Tells whether, and by which address, a service reaches a recipient. Called on every selection.
 */
@FunctionalInterface
public interface AddressValidity {

  /**
   * Checks the recipient's address for a service (CPM SD §5.3.1.2, NOTE 1). Quick, without side
   * effects, any thread; the reason of a refusal is for people and holds no address.
   *
   * @param service a service name such as {@code sms}
   */
  AddressCheck check(String service, RecipientAddresses recipient);

  /**
   * Checks an originator's address that the policy table put in place of the originator's own. The
   * default takes it as it is.
   *
   * @param service a service name such as {@code sms}
   * @param address a number with its plus sign, the digits of a local number, or a URI
   */
  default AddressCheck checkOriginator(String service, String address) {
    return new AddressCheck.Valid(address);
  }
}
