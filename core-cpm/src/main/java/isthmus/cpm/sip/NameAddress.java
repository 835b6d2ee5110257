package isthmus.cpm.sip;

import java.util.Map;
import java.util.Optional;

/**
 * A name-addr or addr-spec with its header parameters (RFC 3261 §20.10), as in From, Contact, Path
 * or P-Asserted-Identity.
 *
 * @param uri the URI without angle brackets, of any scheme
 * @param parameters header parameters: names in lower case, values without quotes, empty value for
 *     a flag
 */
public record NameAddress(
    Optional<String> displayName, String uri, Map<String, String> parameters) {
  public NameAddress {
    parameters = Map.copyOf(parameters);
  }

  public Optional<String> parameter(String name) {
    return Optional.ofNullable(parameters.get(name));
  }

  /**
   * Reads one address.
   *
   * @throws SipSyntaxException when it does not follow the grammar
   */
  public static NameAddress parse(String value) {
    return Grammar.address("address", value);
  }
}
