package isthmus.sms.smpp;

import java.util.List;
import java.util.OptionalInt;

/** alert_notification (SMPP 3.4 §4.12.1): the subscriber {@code source} can be reached again. */
public record AlertPdu(SmppAddress source, SmppAddress esme, List<Tlv> tlvs) {
  public AlertPdu {
    tlvs = List.copyOf(tlvs);
  }

  /** ms_availability_status: 0 available, 1 denied, 2 unavailable. */
  public OptionalInt availability() {
    return SmppRequest.find(tlvs, Tlv.MS_AVAILABILITY_STATUS)
        .map(tlv -> OptionalInt.of((int) tlv.asUnsigned()))
        .orElseGet(OptionalInt::empty);
  }
}
