package isthmus.sms.smpp;

import java.util.List;
import java.util.Optional;

/** A request about messages, in either direction. */
public sealed interface SmppRequest
    permits MessagePdu, QueryPdu, CancelPdu, ReplacePdu, SubmitMultiPdu {

  /** The originating address as it stands in the PDU. */
  SmppAddress source();

  /** The first optional parameter with this tag in a list. */
  static Optional<Tlv> find(List<Tlv> tlvs, int tag) {
    for (Tlv tlv : tlvs) {
      if (tlv.tag() == tag) {
        return Optional.of(tlv);
      }
    }
    return Optional.empty();
  }
}
