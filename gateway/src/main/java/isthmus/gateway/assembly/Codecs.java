package isthmus.gateway.assembly;

import isthmus.cpm.address.AddressParser;
import isthmus.cpm.address.NumberingPlan;
import isthmus.cpm.address.ServiceIdentifierCodec;
import isthmus.cpm.codec.cpim.CpimCodec;
import isthmus.cpm.codec.cpim.CpimLimits;
import isthmus.cpm.codec.imdn.ImdnLimits;
import isthmus.cpm.codec.imdn.ImdnMessageCodec;
import isthmus.gateway.config.Configuration;
import isthmus.gateway.config.NumberingConfiguration;
import java.util.Set;

/** The codecs that everybody shares. */
record Codecs(
    AddressParser addresses,
    ServiceIdentifierCodec identifiers,
    CpimCodec cpim,
    ImdnMessageCodec imdn) {
  static Codecs of(Configuration configuration) {
    return new Codecs(
        new AddressParser(plan(configuration.numbering()), Set.of(configuration.sip().domain())),
        new ServiceIdentifierCodec(configuration.sip().identity().serviceIdentifierParameter()),
        new CpimCodec(CpimLimits.DEFAULT),
        new ImdnMessageCodec(ImdnLimits.DEFAULT));
  }

  private static NumberingPlan plan(NumberingConfiguration numbering) {
    NumberingPlan usual =
        numbering.homeCountry().equals("1")
            ? NumberingPlan.NORTH_AMERICA
            : NumberingPlan.ofCountry(numbering.homeCountry());
    return new NumberingPlan(
        numbering.homeCountry(),
        numbering.effectiveInternationalPrefix(),
        numbering.effectiveNationalPrefix(),
        usual.minNationalDigits(),
        usual.maxNationalDigits());
  }
}
