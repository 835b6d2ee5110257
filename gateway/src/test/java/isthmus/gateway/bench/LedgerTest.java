package isthmus.gateway.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The ledger, and what is added up from it. */
final class LedgerTest {
  private final Ledger ledger = new Ledger(10);

  private void taken(int message) {
    ledger.sent(message, 100);
    ledger.answered(message, 202, 200);
  }

  private void complete(int message) {
    taken(message);
    ledger.submitted(message, 300);
    ledger.notified(message, true, 400);
  }

  @Test
  void theFirstAnswerCounts() {
    ledger.sent(1, 100);

    assertThat(ledger.answered(1, 202, 200)).isTrue();
    assertThat(ledger.answered(1, 500, 250)).isFalse();
    assertThat(ledger.status(1)).isEqualTo(202);
    assertThat(ledger.answeredAt(1)).isEqualTo(200);
  }

  @Test
  void theFirstSubmissionTellsTheTimeAndAllAreCounted() {
    taken(1);
    ledger.submitted(1, 300);
    ledger.submitted(1, 350);

    assertThat(ledger.submittedAt(1)).isEqualTo(300);
    assertThat(ledger.submits(1)).isEqualTo(2);
    assertThat(ledger.notifications(1)).isZero();
  }

  @Test
  void numbersThatWereNeverSentAreIgnored() {
    ledger.submitted(3, 300);
    ledger.notified(-1, true, 300);
    ledger.notified(10, true, 300);

    assertThat(ledger.answered(99, 202, 300)).isFalse();
    assertThat(ledger.submits(3)).isZero();
  }

  @Test
  void everyMessageIsAccountedFor() {
    complete(0);
    complete(1);
    ledger.submitted(1, 500);
    ledger.notified(1, true, 600);
    taken(2);
    taken(3);
    ledger.submitted(3, 300);
    ledger.sent(4, 100);
    ledger.answered(4, 503, 200);
    ledger.sent(5, 100);

    assertThat(Account.of(ledger, 0, 6)).isEqualTo(new Account(6, 4, 1, 1, 1, 1, 2, 1, 0));
    assertThat(Account.of(ledger, 0, 6).isSettled()).isFalse();
    assertThat(Account.of(ledger, 0, 2).isSettled()).isTrue();
  }

  @Test
  void aMessageThatFailedAndWasNotifiedIsNotLost() {
    taken(0);
    ledger.notified(0, false, 400);

    Account account = Account.of(ledger, 0, 1);

    assertThat(account.lost()).isZero();
    assertThat(account.failed()).isEqualTo(1);
  }

  @Test
  void duplicatesAreInFlightWhenTheyWereSubmittedShortlyBeforeTheCrash() {
    long crash = TimeUnit.SECONDS.toNanos(100);
    long[] firstSubmitted = {
      crash - 1_000_000,
      crash - 40_000_000,
      crash - 6_000_000_000L,
      crash + 2_000_000_000L,
      crash + 5
    };
    for (int message = 0; message < firstSubmitted.length; message++) {
      taken(message);
      ledger.submitted(message, firstSubmitted[message]);
      ledger.submitted(message, crash + 9_000_000_000L);
    }

    assertThat(
            Account.CrashDuplicates.of(
                ledger, 0, firstSubmitted.length, crash, TimeUnit.SECONDS.toNanos(5)))
        .isEqualTo(new Account.CrashDuplicates(3, 2, 40));
  }

  @Test
  void ratesAndLatenciesAreThoseOfTheMeasuredTime() {
    long second = TimeUnit.SECONDS.toNanos(1);
    for (int message = 0; message < 4; message++) {
      long sent = (message + 1) * second;
      ledger.sent(message, sent);
      ledger.answered(message, 202, sent + 1_000_000L * (message + 1));
      ledger.submitted(message, sent + 2_000_000L * (message + 1));
      ledger.notified(message, true, sent + second);
    }
    ProcessUsage none = new ProcessUsage(java.time.Duration.ZERO, java.util.OptionalLong.empty());
    ProcessUsage one =
        new ProcessUsage(java.time.Duration.ofSeconds(1), java.util.OptionalLong.of(5 << 20));

    StepResult result =
        StepResult.of(
            "step",
            ledger,
            0,
            4,
            new Reading(2 * second, 10, none, none, none),
            new Reading(4 * second, 30, one, none, none),
            new StepResult.Aftermath(java.util.OptionalLong.empty(), 0, 0.5));

    assertThat(result.offered()).isEqualTo(1.0);
    assertThat(result.accepted()).isEqualTo(1.0);
    assertThat(result.receipts()).isEqualTo(10.0);
    assertThat(result.answer().p50()).hasValue(2.0);
    assertThat(result.answer().p99()).hasValue(3.0);
    assertThat(result.submit().p99()).hasValue(6.0);
    assertThat(result.gatewayCores()).isEqualTo(0.5);
    assertThat(ResultTable.of(java.util.List.of(result)))
        .anyMatch(line -> line.matches("SIP answer p99 ms +3\\.0"))
        .anyMatch(line -> line.matches("gateway memory MiB +5"))
        .anyMatch(line -> line.matches("gateway heap MiB +-"))
        .anyMatch(line -> line.matches("lost +0"));
  }

  @Test
  void aLedgerHasABound() {
    assertThatThrownBy(() -> new Ledger(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Ledger(Ledger.MAX_MESSAGES + 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
