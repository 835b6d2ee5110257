package isthmus.cpm.participating;

import isthmus.cpm.codec.imdn.NotificationRequest;
import isthmus.cpm.codec.imdn.RequestedNotification;
import isthmus.cpm.disposition.DispositionKind;
import isthmus.cpm.disposition.DispositionRequest;

/** Between the notifications that a header asks for and those that the CPM functions know. */
final class Requests {
  private Requests() {}

  static DispositionRequest of(NotificationRequest header) {
    int mask = 0;
    for (RequestedNotification wanted : header.wanted()) {
      mask |=
          switch (wanted) {
            case POSITIVE_DELIVERY -> DispositionKind.POSITIVE_DELIVERY.bit();
            case NEGATIVE_DELIVERY -> DispositionKind.NEGATIVE_DELIVERY.bit();
            case PROCESSING -> DispositionKind.PROCESSING.bit();
            case DISPLAY -> DispositionKind.DISPLAY.bit();
            case INTERWORKING -> DispositionKind.INTERWORKING.bit();
          };
    }
    return new DispositionRequest(mask);
  }
}
