package isthmus.cpm.interworking;

/** Whether an address can be used in a service. */
public sealed interface AddressCheck {
  /**
   * It can.
   *
   * @param address the address in the service's own form, such as {@code +15557654321}
   */
  record Valid(String address) implements AddressCheck {}

  /**
   * It cannot.
   *
   * @param reason one line for people
   */
  record NotValid(String reason) implements AddressCheck {}
}
