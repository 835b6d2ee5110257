package isthmus.gateway.flow;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.address.Address;
import isthmus.cpm.address.AddressException;
import isthmus.cpm.address.AddressParser;
import isthmus.cpm.sip.NameAddress;
import isthmus.cpm.sip.SipAnswer;
import isthmus.cpm.sip.SipRequest;
import isthmus.cpm.sip.TrustedPeers;
import java.util.List;
import java.util.Optional;

/**
 * Believes P-Asserted-Identity of trusted peers and nobody else (RFC 3325 §5). Of two asserted
 * identities the phone number names the user. Referred-By is not believed: clients write it, and no
 * proxy on the way checks or removes it.
 */
public final class TrustedOriginators implements Originators {
  private final TrustedPeers trusted;
  private final AddressParser addresses;

  /** Trusts these peers. */
  public TrustedOriginators(TrustedPeers trusted, AddressParser addresses) {
    this.trusted = requireNonNull(trusted);
    this.addresses = requireNonNull(addresses);
  }

  @Override
  public Identified of(SipRequest request) {
    if (!trusted.trusts(request)) {
      return new Identified.Not(
          SipAnswer.of(403, "Not a trusted peer").warning(399, "this peer is not in sip.trusted"));
    }
    Optional<String> uri = preferred(request.assertedIdentities());
    if (uri.isEmpty()) {
      return new Identified.Not(
          SipAnswer.of(403, "P-Asserted-Identity is missing")
              .warning(399, "a trusted peer must assert the sender's identity"));
    }
    try {
      Address user = addresses.parseUri(uri.get());
      return new Identified.As(user);
    } catch (AddressException wrong) {
      return new Identified.Not(
          SipAnswer.of(400, "P-Asserted-Identity is not an address: " + wrong.getMessage()));
    }
  }

  private static Optional<String> preferred(List<NameAddress> identities) {
    return identities.stream()
        .map(NameAddress::uri)
        .filter(uri -> uri.regionMatches(true, 0, "tel:", 0, 4))
        .findFirst()
        .or(() -> identities.stream().map(NameAddress::uri).findFirst());
  }
}
