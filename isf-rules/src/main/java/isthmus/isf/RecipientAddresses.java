package isthmus.isf;

import java.util.Map;
import java.util.Optional;

/**
 * The addresses a recipient is known by.
 *
 * @param phone international number, {@code +15551000001}
 * @param mail mail address
 * @param sip SIP address
 * @param byService addresses that the recipient's preferences name for services (CPM SD §5.3.1.2):
 *     each a number, a mail address or a URI
 */
public record RecipientAddresses(
    Optional<String> phone,
    Optional<String> mail,
    Optional<String> sip,
    Map<String, String> byService) {
  /** Copies the map. */
  public RecipientAddresses {
    byService = Map.copyOf(byService);
  }

  /** Without addresses of its own for any service. */
  public RecipientAddresses(Optional<String> phone, Optional<String> mail, Optional<String> sip) {
    this(phone, mail, sip, Map.of());
  }

  /** Somebody of whom only a number is known. */
  public static RecipientAddresses ofPhone(String number) {
    return new RecipientAddresses(Optional.of(number), Optional.empty(), Optional.empty());
  }

  /** Somebody of whom only a mail address is known. */
  public static RecipientAddresses ofMail(String address) {
    return new RecipientAddresses(Optional.empty(), Optional.of(address), Optional.empty());
  }

  /** The same with addresses from the recipient's preferences. */
  public RecipientAddresses withServices(Map<String, String> addresses) {
    return new RecipientAddresses(phone, mail, sip, addresses);
  }

  /** The address that the recipient's preferences name for a service. */
  public Optional<String> in(String service) {
    return Optional.ofNullable(byService.get(service));
  }
}
