package isthmus.isf;

import java.util.Optional;

/**
 * The addresses a recipient is known by.
 *
 * @param phone international number, {@code +15551000001}
 * @param mail mail address
 * @param sip SIP address
 */
public record Recipient(Optional<String> phone, Optional<String> mail, Optional<String> sip) {

  public static Recipient ofPhone(String number) {
    return new Recipient(Optional.of(number), Optional.empty(), Optional.empty());
  }

  public static Recipient ofMail(String address) {
    return new Recipient(Optional.empty(), Optional.of(address), Optional.empty());
  }
}
