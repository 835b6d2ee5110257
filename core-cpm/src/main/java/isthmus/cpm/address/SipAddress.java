package isthmus.cpm.address;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A SIP or SIPS URI (RFC 3261 §19.1). When its user part is a telephone number, that number is who
 * it is, whatever the domain.
 *
 * @param scheme {@code sip} or {@code sips}
 * @param user the user part without escapes and password; a host may stand alone
 * @param host in lower case; an IPv6 address in brackets
 * @param port as written
 * @param telephone the number that the user part is
 * @param userParameter whether {@code user=phone} was written
 */
public record SipAddress(
    String scheme,
    Optional<String> user,
    String host,
    OptionalInt port,
    Optional<TelAddress> telephone,
    UserParameter userParameter)
    implements Address {

  /** The {@code user} parameter of the URI. */
  public enum UserParameter {
    /** {@code user=phone}. */
    PHONE,
    /** Any other, or none. */
    NONE
  }

  /** Checks the parts. */
  public SipAddress {
    scheme = scheme.toLowerCase(Locale.ROOT);
    host = host.toLowerCase(Locale.ROOT);
    if (!(scheme.equals("sip") || scheme.equals("sips")) || !Hosts.isHost(host)) {
      throw new IllegalArgumentException("not a SIP address");
    }
    if (user.filter(String::isEmpty).isPresent() || (telephone.isPresent() && user.isEmpty())) {
      throw new IllegalArgumentException("empty user part");
    }
    if (port.isPresent() && (port.getAsInt() < 1 || port.getAsInt() > 65_535)) {
      throw new IllegalArgumentException("port out of range");
    }
  }

  @Override
  public String uri() {
    StringBuilder uri = new StringBuilder(48).append(scheme).append(':');
    if (telephone.isPresent()) {
      uri.append(telephone.get().subscriber()).append('@');
    } else if (user.isPresent()) {
      uri.append(Escapes.encode(user.get(), Escapes.SIP_USER)).append('@');
    }
    uri.append(host);
    if (port.isPresent()) {
      uri.append(':').append(port.getAsInt());
    }
    if (userParameter == UserParameter.PHONE) {
      uri.append(";user=phone");
    }
    return uri.toString();
  }

  @Override
  public Identity identity() {
    if (telephone.isPresent()) {
      return telephone.get().identity();
    }
    String name = user.map(text -> Escapes.encode(text, Escapes.SIP_USER) + "@").orElse("");
    return new Identity("sip:" + name + host);
  }

  @Override
  public Optional<PhoneNumber> phoneNumber() {
    return telephone.flatMap(TelAddress::phoneNumber);
  }

  @Override
  public boolean isAnonymous() {
    return host.equals("anonymous.invalid");
  }
}
