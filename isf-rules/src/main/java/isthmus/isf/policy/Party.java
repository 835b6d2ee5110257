package isthmus.isf.policy;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * An originator or recipient as conditions see it.
 *
 * @param uri the address as a URI, normalised: {@code tel:+15551000001}, {@code sip:…}, {@code
 *     mailto:…}
 * @param number E.164 with its plus sign, or the digits of a local number or short code
 * @param domain lower case, of a SIP or mail address
 * @param userClass the service class of a known user, lower case
 */
public record Party(
    String uri, Optional<String> number, Optional<String> domain, Optional<String> userClass) {
  /** Nobody known. */
  public static final Party UNKNOWN =
      new Party("", Optional.empty(), Optional.empty(), Optional.empty());

  /** Checks the components. */
  public Party {
    requireNonNull(uri);
    requireNonNull(number);
    requireNonNull(domain);
    requireNonNull(userClass);
  }

  /** A telephone number. */
  public static Party ofNumber(String e164) {
    return new Party("tel:" + e164, Optional.of(e164), Optional.empty(), Optional.empty());
  }
}
