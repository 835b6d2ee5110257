package isthmus.testkit;

import static isthmus.testkit.StoreSamples.now;
import static isthmus.testkit.StoreSamples.unique;
import static org.assertj.core.api.Assertions.assertThat;

import isthmus.cpm.codec.mime.Octets;
import isthmus.cpm.interworking.PartStore;
import isthmus.cpm.interworking.PartStore.Part;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link PartStore} does. */
public abstract class PartStoreContract {
  /** The store under test. */
  protected abstract PartStore store();

  @Test
  void partsComeBackByNumberWhateverTheirOrder() {
    String group = unique("g");

    assertThat(add(part(group, 3))).extracting(Part::number).containsExactly(3);
    assertThat(add(part(group, 1))).extracting(Part::number).containsExactly(1, 3);
    assertThat(add(part(group, 2))).containsExactly(part(group, 1), part(group, 2), part(group, 3));
  }

  @Test
  void aRepeatedPartIsNotStoredAgain() {
    String group = unique("g");
    Part first = part(group, 1);
    add(first);

    assertThat(add(new Part(group, 1, 3, Octets.utf8("other"), now()))).containsExactly(first);
  }

  @Test
  void groupsAreApart() {
    String one = unique("g");
    add(part(unique("g"), 1));

    assertThat(add(part(one, 1))).hasSize(1);
  }

  @Test
  void whoCompletesAGroupSeesAllOfItEvenAtTheSameTime() {
    for (int round = 0; round < 10; round++) {
      String group = unique("g");
      List<CompletionStage<List<Part>>> answers =
          IntStream.rangeClosed(1, 8).mapToObj(i -> store().add(part(group, i))).toList();

      assertThat(answers).anyMatch(answer -> answer.toCompletableFuture().join().size() == 8);
    }
  }

  @Test
  void anOverdueGroupIsFoundOnceOnly() {
    String group = unique("g");
    add(part(group, 2));
    Instant later = now().plusSeconds(60);

    assertThat(overdue(later)).anyMatch(parts -> parts.equals(List.of(part(group, 2))));
    assertThat(overdue(later)).noneMatch(parts -> parts.getFirst().group().equals(group));
  }

  @Test
  void aYoungGroupIsNotOverdue() {
    String group = unique("g");
    add(part(group, 2));

    assertThat(overdue(AT.minusSeconds(1)))
        .noneMatch(parts -> parts.getFirst().group().equals(group));
  }

  @Test
  void aRemovedGroupIsGone() {
    String group = unique("g");
    add(part(group, 1));

    assertThat(store().remove(group).toCompletableFuture().join()).isTrue();
    assertThat(store().remove(group).toCompletableFuture().join()).isFalse();
    assertThat(add(part(group, 2))).hasSize(1);
  }

  private static final Instant AT = now();

  private static Part part(String group, int number) {
    return new Part(group, number, 3, Octets.utf8("part " + number), AT);
  }

  private List<Part> add(Part part) {
    return store().add(part).toCompletableFuture().join();
  }

  private List<List<Part>> overdue(Instant firstBefore) {
    return store().overdue(firstBefore, 1_000).toCompletableFuture().join();
  }
}
