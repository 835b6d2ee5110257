package isthmus.sms.smpp;

import java.util.List;

/**
 * submit_multi (SMPP 3.4 §4.5.1).
 *
 * @param message the message; its destination is unspecified
 * @param destinations SME addresses, in their order
 * @param distributionLists names of distribution lists
 */
public record SubmitMultiPdu(
    SubmitPdu message, List<SmppAddress> destinations, List<String> distributionLists)
    implements SmppRequest {
  public SubmitMultiPdu {
    destinations = List.copyOf(destinations);
    distributionLists = List.copyOf(distributionLists);
    if (destinations.size() + distributionLists.size() > 255) {
      throw new IllegalArgumentException("more than 255 destinations");
    }
  }

  @Override
  public SmppAddress source() {
    return message.source();
  }
}
