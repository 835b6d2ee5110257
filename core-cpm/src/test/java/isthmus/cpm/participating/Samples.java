package isthmus.cpm.participating;

import isthmus.cpm.address.Address;
import isthmus.cpm.address.AddressException;
import isthmus.cpm.address.AddressParser;
import isthmus.cpm.address.NumberingPlan;
import isthmus.cpm.address.ServiceIdentifierCodec;
import isthmus.cpm.codec.cpim.CpimCodec;
import isthmus.cpm.codec.cpim.CpimLimits;
import isthmus.cpm.codec.imdn.ImdnLimits;
import isthmus.cpm.codec.imdn.ImdnMessageCodec;
import java.util.Set;

/** Addresses and codecs of these tests. */
final class Samples {
  static final AddressParser PARSER =
      new AddressParser(NumberingPlan.NORTH_AMERICA, Set.of("ims.example.org"));
  static final CpimCodec CPIM = new CpimCodec(CpimLimits.DEFAULT);
  static final ImdnMessageCodec IMDN = new ImdnMessageCodec(ImdnLimits.DEFAULT);
  static final ServiceIdentifierCodec IDENTIFIERS = new ServiceIdentifierCodec();

  private Samples() {}

  static Address address(String uri) {
    try {
      return PARSER.parseUri(uri);
    } catch (AddressException wrong) {
      throw new IllegalArgumentException(wrong);
    }
  }
}
