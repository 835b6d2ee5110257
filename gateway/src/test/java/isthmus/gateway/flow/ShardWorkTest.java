package isthmus.gateway.flow;

import static org.assertj.core.api.Assertions.assertThat;

import isthmus.cpm.delivery.Delivery;
import isthmus.cpm.delivery.DeliveryState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShardWorkTest {
  private static final int MINE = 7;
  private static final int OTHER = 8;

  private final FakeTime time = new FakeTime();
  private final Deliveries some = new Deliveries(time.clock);
  private final MemoryStore store = new MemoryStore();
  private final FakeLeases leases = new FakeLeases();
  private final FakeSignal signal = new FakeSignal();
  private final List<Delivery> begun = new ArrayList<>();
  private final Lanes lanes = lanes(1000);
  private final ShardWork work = work(lanes);

  private Lanes lanes(int capacity) {
    return new Lanes(capacity, capacity, time.clock, time, begun::add);
  }

  private ShardWork work(Lanes over) {
    return new ShardWork(leases, store, signal, over, time.clock, "n1", Duration.ofSeconds(15));
  }

  private Delivery stored(int shard) {
    Delivery delivery = some.sms(Deliveries.conversationIn(shard));
    store.put(delivery);
    return delivery;
  }

  private void done(Lanes over, Delivery delivery) {
    store.put(
        new Delivery(
            delivery.key(),
            delivery.message(),
            delivery.report(),
            delivery.target(),
            DeliveryState.SUBMITTED,
            delivery.attempt() + 1,
            delivery.due(),
            delivery.expires(),
            delivery.parts(),
            delivery.tried(),
            delivery.why()));
    over.finished(delivery);
    over.settled(delivery.key());
  }

  private void hold(int... shards) {
    for (int shard : shards) {
      leases.held.put(shard, 1L);
    }
    work.beat(true);
    work.load();
  }

  @Test
  void aNodeThatTakesAShardLoadsWhatWaitsInIt() {
    Delivery waiting = stored(MINE);
    Delivery foreign = stored(OTHER);
    hold(MINE);
    assertThat(begun).containsExactly(waiting).doesNotContain(foreign);
    assertThat(work.fence(MINE)).hasValue(1);
    assertThat(work.fence(OTHER)).isEmpty();
  }

  @Test
  void whatIsAcceptedInAShardOfOursBeginsAtOnce() {
    hold(MINE);
    Delivery delivery = stored(MINE);
    work.offer(delivery);
    assertThat(begun).containsExactly(delivery);
  }

  @Test
  void whatIsAcceptedInAShardOfAnotherNodeIsAnnouncedThere() {
    hold(MINE);
    work.offer(stored(OTHER));
    work.offer(stored(OTHER));
    assertThat(begun).isEmpty();
    work.flushSignals();
    work.flushSignals();
    assertThat(signal.announced).containsExactly(Set.of(OTHER));
  }

  @Test
  void aSignalOfAnotherNodeBringsTheWork() {
    hold(MINE);
    Delivery delivery = stored(MINE);
    work.signalled(Set.of(MINE, OTHER));
    work.load();
    assertThat(begun).containsExactly(delivery);
  }

  @Test
  void aPollFindsWhatNoSignalTold() {
    hold(MINE);
    Delivery delivery = stored(MINE);
    work.load();
    assertThat(begun).isEmpty();
    work.poll();
    work.load();
    assertThat(begun).containsExactly(delivery);
  }

  @Test
  void aMessageThatTheLookFoundFirstIsNotAttemptedAgainByItsOffer() {
    hold(MINE);
    Delivery delivery = stored(MINE);
    work.signalled(Set.of(MINE));
    work.load();
    done(lanes, delivery);
    work.offer(delivery);
    assertThat(begun).containsExactly(delivery);
  }

  @Test
  void aLookThatSawADeliveryBeforeItWasDoneDoesNotBringItBack() {
    hold(MINE);
    Delivery delivery = stored(MINE);
    work.offer(delivery);
    work.signalled(Set.of(MINE));
    store.duringLook.put(MINE, () -> done(lanes, delivery));
    work.load();
    assertThat(begun).containsExactly(delivery);
  }

  @Test
  void whatDidNotFitIsLoadedInOrderWhenThereIsRoom() {
    List<Delivery> started = new ArrayList<>();
    Lanes small = new Lanes(3, 3, time.clock, time, started::add);
    ShardWork tight = work(small);
    leases.held.put(MINE, 1L);
    tight.beat(true);
    tight.load();
    List<Delivery> all = IntStream.range(0, 10).mapToObj(i -> stored(MINE)).toList();
    all.forEach(tight::offer);
    for (int i = 0; i < all.size(); i++) {
      tight.load();
      assertThat(started).hasSize(i + 1);
      done(small, started.getLast());
    }
    assertThat(started).containsExactlyElementsOf(all);
    assertThat(small.size()).isZero();
  }

  @Test
  void whatIsOfferedWhileAShardIsLoadedIsNotOvertaken() {
    hold(MINE);
    Delivery early = some.sms(Deliveries.conversationIn(MINE));
    Delivery late = some.sms(Deliveries.conversationIn(MINE));
    work.signalled(Set.of(MINE));
    store.duringLook.put(
        MINE,
        () -> {
          store.put(early);
          work.offer(early);
          // The next look finds the early one; the late one comes while it is under way.
          store.duringLook.put(
              MINE,
              () -> {
                store.put(late);
                work.offer(late);
              });
        });
    work.load();
    assertThat(begun).containsExactly(early);
    lanes.finished(early);
    assertThat(begun).containsExactly(early, late);
  }

  @Test
  void whatWakesUpDuringALookIsFoundHoweverOldItIs() {
    Delivery old = some.sms(Deliveries.conversationIn(MINE));
    time.pass(Duration.ofHours(2));
    hold(MINE);
    work.signalled(Set.of(MINE));
    store.duringLook.put(
        MINE,
        () -> {
          store.put(old);
          work.woken(Set.of(MINE));
        });
    work.load();
    assertThat(begun).containsExactly(old);
  }

  @Test
  void wokenWorkOfAnotherNodeIsAnnouncedThere() {
    hold(MINE);
    work.woken(Set.of(OTHER));
    work.flushSignals();
    assertThat(signal.announced).containsExactly(Set.of(OTHER));
  }

  @Test
  void aShardThatWasLostIsForgotten() {
    Delivery under = stored(MINE);
    Delivery waiting = stored(MINE);
    hold(MINE);
    leases.held.clear();
    work.beat(true);
    assertThat(work.fence(MINE)).isEmpty();
    done(lanes, under);
    assertThat(begun).containsExactly(under).doesNotContain(waiting);
    assertThat(lanes.size()).isZero();
  }

  @Test
  void aShardThatChangedHandsAndCameBackIsReadAnew() {
    Delivery under = stored(MINE);
    Delivery waiting = stored(MINE);
    hold(MINE);
    leases.held.put(MINE, 3L);
    Delivery moved = Deliveries.again(waiting, time.clock.instant().plusSeconds(60));
    store.put(moved);
    work.beat(true);
    done(lanes, under);
    work.load();
    assertThat(begun).as("the state that the other node left counts").containsExactly(under);
    time.pass(Duration.ofSeconds(60));
    assertThat(begun).containsExactly(under, moved);
  }

  @Test
  void aSecondNodeGetsItsShareWhenNothingOfItIsUnderWayHere() {
    Delivery under = stored(OTHER);
    Delivery waiting = stored(OTHER);
    hold(MINE, OTHER);
    leases.share = 1;
    work.beat(true);
    assertThat(work.shards()).containsExactly(MINE);
    assertThat(leases.released).as("an attempt is under way").isEmpty();
    work.load();
    assertThat(leases.released).isEmpty();
    lanes.finished(under);
    work.load();
    assertThat(leases.released).as("its result is not on disk").isEmpty();
    lanes.settled(under.key());
    work.load();
    assertThat(leases.released).containsExactly(OTHER);
    assertThat(begun).containsExactly(under).doesNotContain(waiting);
  }

  @Test
  void aShardOnItsWayOutIsKeptWhenTheOtherNodeGoes() {
    Delivery under = stored(OTHER);
    hold(MINE, OTHER);
    leases.share = 1;
    work.beat(true);
    Delivery next = stored(OTHER);
    work.offer(next);
    leases.share = 64;
    work.beat(true);
    work.load();
    assertThat(leases.released).isEmpty();
    assertThat(work.shards()).containsExactlyInAnyOrder(MINE, OTHER);
    done(lanes, under);
    assertThat(begun).containsExactly(under, next);
  }

  @Test
  void aDatabaseThatIsAwayLeavesTheLeasesAndTheLookForLater() {
    hold(MINE);
    leases.away = true;
    store.goAway(true);
    work.beat(true);
    work.signalled(Set.of(MINE));
    work.load();
    assertThat(work.fence(MINE)).hasValue(1);
    leases.away = false;
    store.goAway(false);
    Delivery delivery = stored(MINE);
    work.load();
    assertThat(begun).containsExactly(delivery);
  }

  @Test
  void nothingIsLoadedDuringAPause() {
    hold(MINE);
    lanes.pause();
    Delivery delivery = stored(MINE);
    work.signalled(Set.of(MINE));
    work.load();
    assertThat(lanes.size()).isZero();
    lanes.resume();
    work.load();
    assertThat(begun).containsExactly(delivery);
  }

  @Test
  void aNodeThatLeftTakesNothingAgain() {
    hold(MINE);
    work.leave();
    leases.held.put(MINE, 2L);
    work.beat(true);
    assertThat(leases.left).isTrue();
    assertThat(work.held()).isZero();
  }

  @Test
  void moreThanAPageIsLoadedWhole() {
    List<Delivery> all = IntStream.range(0, 700).mapToObj(i -> stored(MINE)).toList();
    hold(MINE);
    for (int i = 0; i < all.size(); i++) {
      done(lanes, begun.getLast());
    }
    assertThat(begun).containsExactlyElementsOf(all);
  }
}
