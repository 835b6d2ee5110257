package isthmus.isf;

/**
 * Tells whether, and by which address, a service reaches a recipient. Called on every selection.
 */
@FunctionalInterface
public interface AddressValidity {

  /**
   * Checks the recipient's address for a service. Quick, without side effects, any thread.
   *
   * @param service a service name such as {@code sms}
   */
  AddressCheck check(String service, Recipient recipient);

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

  /** What came of a check. */
  sealed interface AddressCheck {

    /** The address to be used for routing in the service. */
    record Valid(String address) implements AddressCheck {}

    /** No valid address; the reason is for people and holds no address. */
    record Invalid(String reason) implements AddressCheck {}
  }
}
