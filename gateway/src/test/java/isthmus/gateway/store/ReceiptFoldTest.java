package isthmus.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;

import isthmus.cpm.delivery.DeliveryState;
import isthmus.cpm.disposition.Disposition;
import isthmus.cpm.store.MessageStore.ReceiptEffect;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReceiptFoldTest {
  @ParameterizedTest(name = "{0} and {1} becomes {2}")
  @CsvSource({
    "SUBMITTED,    DELIVERED, DELIVERED,    true",
    "SUBMITTED,    FAILED,    FAILED,       true",
    "SUBMITTED,    FORBIDDEN, FAILED,       true",
    "SUBMITTED,    ERROR,     FAILED,       true",
    "SUBMITTED,    DISPLAYED, DELIVERED,    true",
    "SUBMITTED,    INTERWORKED, SUBMITTED,  true",
    "QUEUED,       DELIVERED, DELIVERED,    true",
    "DEFERRED,     DISPLAYED, DELIVERED,    true",
    "NO_MORE_NEWS, DELIVERED, DELIVERED,    true",
    "NO_MORE_NEWS, FAILED,    FAILED,       true",
    "FAILED,       DELIVERED, FAILED,       false",
    "EXPIRED,      DELIVERED, EXPIRED,      false",
    "CANCELLED,    DISPLAYED, CANCELLED,    false",
    "DELIVERED,    FAILED,    DELIVERED,    false",
  })
  void newsMoveADelivery(
      DeliveryState before, Disposition news, DeliveryState after, boolean told) {
    ReceiptFold fold = new ReceiptFold(before, 0, 1, Map.of());

    ReceiptFold.Step step = fold.whole(news);

    assertThat(fold.state()).isEqualTo(after);
    assertThat(step.tell().isPresent()).isEqualTo(told);
    assertThat(step.effect()).isEqualTo(told ? ReceiptEffect.APPLIED : ReceiptEffect.REPEATED);
  }

  @Test
  void aDeliveredThatComesAfterDisplayedIsStillTold() {
    ReceiptFold fold = new ReceiptFold(DeliveryState.SUBMITTED, 0, 1, Map.of());
    fold.whole(Disposition.DISPLAYED);

    assertThat(fold.whole(Disposition.DELIVERED).tell()).contains(Disposition.DELIVERED);
    assertThat(fold.whole(Disposition.DELIVERED).tell()).isEmpty();
  }

  @Test
  void finalsOfEarlierTransactionsCount() {
    ReceiptFold fold =
        new ReceiptFold(DeliveryState.SUBMITTED, 0, 2, Map.of(1, Disposition.DELIVERED));

    assertThat(fold.part(2, Optional.of(Disposition.DELIVERED)).tell())
        .contains(Disposition.DELIVERED);
  }

  @Test
  void whateverComesEachKindIsToldOnceAndAFinalStateStays() {
    Random random = new Random(7);
    List<Disposition> all = List.of(Disposition.values());
    for (int round = 0; round < 5_000; round++) {
      int total = 1 + random.nextInt(4);
      ReceiptFold fold = new ReceiptFold(DeliveryState.SUBMITTED, 0, total, Map.of());
      List<Disposition> told = new ArrayList<>();
      DeliveryState ended = DeliveryState.SUBMITTED;
      for (int i = 0; i < 12; i++) {
        Disposition news = all.get(random.nextInt(all.size()));
        fold.part(1 + random.nextInt(total), Optional.of(news)).tell().ifPresent(told::add);
        if (!ended.open()) {
          assertThat(fold.state()).isEqualTo(ended);
        }
        ended = fold.state();
      }
      for (int kind : new int[] {News.DELIVERY, News.DISPLAY, News.INTERWORKING}) {
        assertThat(told.stream().filter(d -> News.of(d) == kind)).hasSizeLessThanOrEqualTo(1);
      }
    }
  }
}
