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
public record Recipient(
    Optional<String> phone,
    Optional<String> mail,
    Optional<String> sip,
    Map<String, String> byService) {
  /** Copies the map. */
  public Recipient {
    byService = Map.copyOf(byService);
  }

  /** Without addresses of its own for any service. */
  public Recipient(Optional<String> phone, Optional<String> mail, Optional<String> sip) {
    this(phone, mail, sip, Map.of());
  }

  public static Recipient ofPhone(String number) {
    return new Recipient(Optional.of(number), Optional.empty(), Optional.empty());
  }

  public static Recipient ofMail(String address) {
    return new Recipient(Optional.empty(), Optional.of(address), Optional.empty());
  }

  /** The same with addresses from the recipient's preferences. */
  public Recipient withServices(Map<String, String> addresses) {
    return new Recipient(phone, mail, sip, addresses);
  }

  /** The address that the recipient's preferences name for a service. */
  public Optional<String> in(String service) {
    return Optional.ofNullable(byService.get(service));
  }
}
