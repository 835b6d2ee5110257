package isthmus.sms;

import isthmus.cpm.disposition.DispositionKind;
import isthmus.cpm.disposition.DispositionRequest;
import isthmus.sms.mapping.ReceiptRequest;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What the sender of a short message asked for, and whom we answer.
 *
 * @param side what the peer is in this message: an SMSC that delivers or an ESME that submits
 * @param registeredDelivery 0 to 255
 * @param expires the end of its validity, if it said so
 */
record Terms(Side side, int registeredDelivery, Optional<Instant> expires) {
  enum Side {
    /** deliver_sm, or data_sm of an SMSC: answered without id, no receipt is wanted. */
    SMSC,
    /** submit_sm, or data_sm of an ESME: answered with an id, by which receipts name it. */
    ESME
  }

  /** A message that an SMSC delivers. */
  static final Terms DELIVERED_BY_SMSC = new Terms(Side.SMSC, 0, Optional.empty());

  DispositionRequest requested() {
    if (side == Side.SMSC) {
      return DispositionRequest.NONE;
    }
    Set<DispositionKind> kinds =
        switch (ReceiptRequest.of(registeredDelivery)) {
          case NONE -> EnumSet.noneOf(DispositionKind.class);
          case ON_SUCCESS_AND_FAILURE ->
              EnumSet.of(DispositionKind.POSITIVE_DELIVERY, DispositionKind.NEGATIVE_DELIVERY);
          case ON_FAILURE -> EnumSet.of(DispositionKind.NEGATIVE_DELIVERY);
          case ON_SUCCESS -> EnumSet.of(DispositionKind.POSITIVE_DELIVERY);
        };
    return DispositionRequest.of(kinds);
  }
}
