package isthmus.sms;

import isthmus.sms.mapping.AddressMapping;
import isthmus.sms.mapping.AddressProfile;
import isthmus.sms.mapping.SmsParty;
import isthmus.sms.smpp.SmppAddress;
import java.util.Optional;

/**
 * How a peer writes addresses (SMPP 3.4 §5.2.5, §5.2.6).
 *
 * @param ton type of number for every address sent; empty for what fits each
 * @param npi numbering plan for every address sent; empty for what fits each
 * @param profile everything else
 */
public record SmppAddressing(Optional<Integer> ton, Optional<Integer> npi, AddressProfile profile) {
  /** What fits each address. */
  public static final SmppAddressing STANDARD =
      new SmppAddressing(Optional.empty(), Optional.empty(), AddressProfile.STANDARD);

  /** Refuses what no network has. */
  public SmppAddressing {
    if (ton.filter(value -> value < 0 || value > 6).isPresent()
        || npi.filter(value -> value < 0 || value > 18).isPresent()) {
      throw new IllegalArgumentException("allowed are TON 0 to 6 and NPI 0 to 18");
    }
  }

  /** The address on the wire. */
  SmppAddress toWire(SmsParty party) {
    SmppAddress mapped = new AddressMapping(profile).toSmpp(party);
    return new SmppAddress(ton.orElse(mapped.ton()), npi.orElse(mapped.npi()), mapped.address());
  }

  /** The party of an address received; empty when there is none or it cannot be one. */
  Optional<SmsParty> fromWire(SmppAddress address) {
    return new AddressMapping(profile).fromSmpp(address);
  }
}
