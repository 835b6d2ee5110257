package isthmus.testkit;

import static isthmus.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import isthmus.cpm.delivery.Shard;
import isthmus.cpm.store.WorkLeases;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What all {@link WorkLeases} do. */
public abstract class WorkLeasesContract {
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final Duration SHORT = Duration.ofMillis(300);

  /** The leases of one run of a node, all runs on the same shards; nobody holds any at first. */
  protected abstract WorkLeases run();

  @Test
  void aLoneNodeTakesAllShards() {
    assertThat(run().beat("a", LONG, true)).hasSize(Shard.COUNT);
  }

  @Test
  void aBeatKeepsTheFences() {
    WorkLeases a = run();
    Map<Integer, Long> first = a.beat("a", LONG, true);

    assertThat(a.beat("a", LONG, true)).isEqualTo(first);
  }

  @Test
  void twoNodesShareOnceTheFirstGivesBackWhatIsTooMuch() {
    WorkLeases a = run();
    WorkLeases b = run();
    Map<Integer, Long> all = a.beat("a", LONG, true);
    assertThat(b.beat("b", LONG, true)).isEmpty();
    assertThat(a.fairShare("a")).isEqualTo(Shard.COUNT / 2);
    List<Integer> tooMuch = all.keySet().stream().limit(Shard.COUNT / 2).toList();

    a.release("a", tooMuch);
    Map<Integer, Long> taken = b.beat("b", LONG, true);

    assertThat(taken.keySet()).containsExactlyInAnyOrderElementsOf(tooMuch);
    assertThat(taken).allSatisfy((shard, fence) -> assertThat(fence).isGreaterThan(all.get(shard)));
    assertThat(a.beat("a", LONG, true)).hasSize(Shard.COUNT / 2);
  }

  @Test
  void anExpiredLeaseIsTakenOver() {
    Map<Integer, Long> dead = run().beat("dead", SHORT, true);
    WorkLeases b = run();

    eventually("take-over", () -> b.beat("b", LONG, true).size() == Shard.COUNT);

    assertThat(b.beat("b", LONG, true))
        .allSatisfy((shard, fence) -> assertThat(fence).isGreaterThan(dead.get(shard)));
  }

  @Test
  void aLateNodeDoesNotKeepWhatIsAnothersNow() {
    WorkLeases late = run();
    late.beat("late", SHORT, true);
    WorkLeases b = run();
    eventually("take-over", () -> b.beat("b", LONG, true).size() == Shard.COUNT);

    assertThat(late.beat("late", LONG, true)).isEmpty();
  }

  @Test
  void anotherRunUnderTheSameNameStartsWithNewFences() {
    Map<Integer, Long> before = run().beat("a", LONG, true);

    Map<Integer, Long> after = run().beat("a", LONG, true);

    assertThat(after)
        .hasSize(Shard.COUNT)
        .allSatisfy((shard, fence) -> assertThat(fence).isGreaterThan(before.get(shard)));
  }

  @Test
  void aNodeThatCannotWorkLeavesItsShareToOthers() {
    WorkLeases a = run();
    WorkLeases b = run();
    b.beat("b", LONG, true);
    a.beat("a", LONG, false);

    assertThat(a.fairShare("a")).isZero();
    assertThat(b.fairShare("b")).isEqualTo(Shard.COUNT);
  }

  @Test
  void whenNobodyCanWorkSomebodyHoldsTheShardsNevertheless() {
    assertThat(run().beat("a", LONG, false)).hasSize(Shard.COUNT);
  }

  @Test
  void aNodeThatLeavesFreesEverythingAtOnce() {
    WorkLeases a = run();
    a.beat("a", LONG, true);
    a.leave("a");

    assertThat(run().beat("b", LONG, true)).hasSize(Shard.COUNT);
  }
}
