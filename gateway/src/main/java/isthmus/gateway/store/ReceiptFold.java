package isthmus.gateway.store;

import isthmus.cpm.delivery.DeliveryState;
import isthmus.cpm.disposition.Disposition;
import isthmus.cpm.store.MessageStore.ReceiptEffect;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How news about one delivery moves it. The first final state of each part counts; the delivery is
 * delivered when all parts are, and failed at the first failure. Each kind of disposition reaches
 * the originator once. Pure: holds one delivery's state while receipts pass by.
 */
final class ReceiptFold {
  private DeliveryState state;
  private int news;
  private final int total;
  private final Map<Integer, Disposition> finals;

  ReceiptFold(DeliveryState state, int news, int total, Map<Integer, Disposition> finals) {
    this.state = state;
    this.news = news;
    this.total = total;
    this.finals = new TreeMap<>(finals);
  }

  /**
   * What one receipt did.
   *
   * @param effect applied or repeated
   * @param tell what the originator may be told
   */
  record Step(ReceiptEffect effect, Optional<Disposition> tell) {
    static final Step REPEATED = new Step(ReceiptEffect.REPEATED, Optional.empty());
    static final Step RECORDED = new Step(ReceiptEffect.APPLIED, Optional.empty());

    static Step tells(Disposition disposition) {
      return new Step(ReceiptEffect.APPLIED, Optional.of(disposition));
    }
  }

  DeliveryState state() {
    return state;
  }

  int news() {
    return news;
  }

  /** A receipt about one part; empty for an interim state, which is recorded and moves nothing. */
  Step part(int number, Optional<Disposition> disposition) {
    if (disposition.isEmpty()) {
      return finals.containsKey(number) ? Step.REPEATED : Step.RECORDED;
    }
    Disposition happened = disposition.get();
    if (!happened.ofDelivery()) {
      return whole(happened);
    }
    if (finals.putIfAbsent(number, happened) != null) {
      return Step.REPEATED;
    }
    boolean all =
        finals.size() >= total && finals.values().stream().allMatch(Disposition.DELIVERED::equals);
    return happened == Disposition.DELIVERED && !all ? Step.RECORDED : whole(happened);
  }

  /** News about the whole message. */
  Step whole(Disposition happened) {
    int bit = News.of(happened);
    if ((news & bit) != 0) {
      return Step.REPEATED;
    }
    boolean ended =
        switch (state) {
          case FAILED, EXPIRED, CANCELLED -> true;
          case DELIVERED -> happened.ofDelivery() && happened != Disposition.DELIVERED;
          case QUEUED, SUBMITTED, DEFERRED, NO_MORE_NEWS -> false;
        };
    if (ended) {
      return Step.REPEATED;
    }
    news |= bit;
    state =
        switch (happened) {
          // Who displays a message has it, even if its delivery was not reported (yet).
          case DELIVERED, DISPLAYED -> DeliveryState.DELIVERED;
          case FAILED, FORBIDDEN, ERROR -> DeliveryState.FAILED;
          case INTERWORKED -> state;
        };
    return Step.tells(happened);
  }
}
