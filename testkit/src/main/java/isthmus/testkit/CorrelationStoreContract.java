package isthmus.testkit;

import static isthmus.testkit.StoreSamples.now;
import static isthmus.testkit.StoreSamples.unique;
import static org.assertj.core.api.Assertions.assertThat;

import isthmus.cpm.address.Identity;
import isthmus.cpm.conversation.ContributionId;
import isthmus.cpm.conversation.ConversationId;
import isthmus.cpm.conversation.Correlation;
import isthmus.cpm.conversation.CorrelationKey;
import isthmus.cpm.store.CorrelationStore;
import isthmus.cpm.store.CorrelationStore.Lookup;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link CorrelationStore} does. */
public abstract class CorrelationStoreContract {
  /** The store under test. */
  protected abstract CorrelationStore store();

  @Test
  void aThreadWithoutConversationOpensOne() {
    Lookup lookup = lookup(key(), now());

    assertThat(store().obtain(List.of(lookup)))
        .containsExactly(new Correlation(lookup.conversation(), lookup.contribution(), true));
  }

  @Test
  void aThreadFindsItsConversationAgain() {
    CorrelationKey key = key();
    Lookup first = lookup(key, now());
    store().obtain(List.of(first));

    assertThat(store().obtain(List.of(lookup(key, now()))))
        .containsExactly(new Correlation(first.conversation(), first.contribution(), false));
  }

  @Test
  void eachLookupRestartsTheLifetime() {
    CorrelationKey key = key();
    Instant start = now();
    Lookup first = lookup(key, start);
    store().obtain(List.of(first));
    store().obtain(List.of(lookup(key, start.plus(Duration.ofMinutes(50)))));

    assertThat(store().obtain(List.of(lookup(key, start.plus(Duration.ofMinutes(100))))))
        .extracting(Correlation::conversation)
        .containsExactly(first.conversation());
  }

  @Test
  void aConversationThatHasEndedIsReplaced() {
    CorrelationKey key = key();
    Instant start = now();
    store().obtain(List.of(lookup(key, start)));
    Lookup late = lookup(key, start.plus(Duration.ofMinutes(61)));

    assertThat(store().obtain(List.of(late)))
        .containsExactly(new Correlation(late.conversation(), late.contribution(), true));
  }

  @Test
  void twoLookupsOfOneThreadInOneCallShareTheAnswer() {
    CorrelationKey key = key();
    Lookup first = lookup(key, now());
    Lookup other = lookup(key(), now());

    List<Correlation> answers = store().obtain(List.of(first, other, lookup(key, now())));

    assertThat(answers.get(0).conversation()).isEqualTo(first.conversation());
    assertThat(answers.get(1).conversation()).isEqualTo(other.conversation());
    assertThat(answers.get(2)).isEqualTo(answers.get(0));
  }

  @Test
  void manyAtOnceAgreeOnOneConversation() throws Exception {
    CorrelationKey key = key();
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Correlation>> calls =
          IntStream.range(0, 20)
              .<Callable<Correlation>>mapToObj(
                  i -> () -> store().obtain(List.of(lookup(key, now()))).getFirst())
              .toList();
      List<Future<Correlation>> answers = executor.invokeAll(calls);

      assertThat(answers.stream().map(f -> f.resultNow().conversation()).distinct()).hasSize(1);
      assertThat(answers.stream().filter(f -> f.resultNow().opened())).hasSize(1);
    }
  }

  private static CorrelationKey key() {
    return new CorrelationKey(
        "sms", new Identity(unique("sip:alice")), new Identity("tel:+15557654321"));
  }

  private static Lookup lookup(CorrelationKey key, Instant now) {
    return new Lookup(
        key, ConversationId.fresh(), ContributionId.fresh(), now, now.plus(Duration.ofHours(1)));
  }
}
