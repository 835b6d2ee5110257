package isthmus.gateway.flow;

import static org.assertj.core.api.Assertions.assertThat;

import isthmus.cpm.address.ServiceIdentifier;
import isthmus.cpm.conversation.ConversationId;
import isthmus.cpm.delivery.Delivery;
import isthmus.cpm.delivery.DeliveryTarget;
import isthmus.cpm.delivery.Shard;
import isthmus.cpm.message.DeliveryKey;
import isthmus.gateway.flow.Lanes.Offer;
import isthmus.testkit.Eventually;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class LanesTest {
  private final FakeTime time = new FakeTime();
  private final Deliveries some = new Deliveries(time.clock);
  private final List<Delivery> begun = new ArrayList<>();
  private final Lanes lanes = lanes(100, 10);

  private Lanes lanes(int capacity, int maxInProgress) {
    return new Lanes(capacity, maxInProgress, time.clock, time, begun::add);
  }

  private List<DeliveryKey> begunKeys() {
    return begun.stream().map(Delivery::key).toList();
  }

  private static void done(Lanes lanes, Delivery delivery) {
    lanes.finished(delivery);
    lanes.settled(delivery.key());
  }

  @Test
  void deliveriesOfOneLaneAreAttemptedOneAfterTheOther() {
    Delivery first = some.sms("a");
    Delivery second = some.sms("a");
    Delivery third = some.sms("a");
    lanes.offer(first);
    lanes.offer(second);
    lanes.offer(third);
    assertThat(begun).containsExactly(first);
    lanes.finished(first);
    assertThat(begun).containsExactly(first, second);
    lanes.finished(second);
    assertThat(begun).containsExactly(first, second, third);
  }

  @Test
  void aRetryDelaysItsOwnLaneAndNoOther() {
    Delivery slow = some.sms("a");
    Delivery behind = some.sms("a");
    Delivery other = some.sms("b");
    lanes.offer(slow);
    lanes.offer(behind);
    Delivery later = Deliveries.again(slow, time.clock.instant().plusSeconds(30));
    lanes.again(slow, later);
    lanes.offer(other);
    assertThat(begun).containsExactly(slow, other);
    time.pass(Duration.ofSeconds(29));
    assertThat(begun).hasSize(2);
    time.pass(Duration.ofSeconds(1));
    assertThat(begun).containsExactly(slow, other, later);
    lanes.finished(later);
    assertThat(begun).endsWith(behind);
  }

  @Test
  void aDeliveryThatIsNotDueYetWaitsForItsTime() {
    Delivery later = Deliveries.again(some.sms("a"), time.clock.instant().plusSeconds(5));
    lanes.offer(later);
    assertThat(begun).isEmpty();
    time.pass(Duration.ofSeconds(5));
    assertThat(begun).containsExactly(later);
  }

  @Test
  void whatIsHeldIsNotTakenTwice() {
    Delivery delivery = some.sms("a");
    assertThat(lanes.offer(delivery)).isEqualTo(Offer.TAKEN);
    assertThat(lanes.offer(delivery)).isEqualTo(Offer.HELD);
    lanes.finished(delivery);
    assertThat(lanes.offer(delivery)).as("not on disk yet").isEqualTo(Offer.HELD);
    lanes.settled(delivery.key());
    assertThat(begun).hasSize(1);
    assertThat(lanes.size()).isZero();
  }

  @Test
  void whatDoesNotFitIsNotTaken() {
    Lanes small = lanes(2, 10);
    Delivery first = some.sms("a");
    small.offer(first);
    assertThat(small.offer(some.sms("b"))).isEqualTo(Offer.TAKEN);
    Delivery third = some.sms("c");
    assertThat(small.full()).isTrue();
    assertThat(small.offer(third)).isEqualTo(Offer.FULL);
    small.finished(first);
    assertThat(small.offer(third)).as("its result is not on disk yet").isEqualTo(Offer.FULL);
    small.settled(first.key());
    assertThat(small.offer(third)).isEqualTo(Offer.TAKEN);
  }

  @Test
  void onlySoManyAreAttemptedAtATime() {
    Lanes narrow = lanes(100, 2);
    List<Delivery> all = List.of(some.sms("a"), some.sms("b"), some.sms("c"), some.sms("d"));
    all.forEach(narrow::offer);
    assertThat(begun).containsExactlyElementsOf(all.subList(0, 2));
    assertThat(narrow.inProgress()).isEqualTo(2);
    narrow.finished(all.get(1));
    assertThat(begun).containsExactlyElementsOf(all.subList(0, 3));
  }

  @Test
  void anAttemptThatEndsTwiceFreesOnePlace() {
    Lanes narrow = lanes(100, 1);
    Delivery first = some.sms("a");
    List.of(first, some.sms("b"), some.sms("c")).forEach(narrow::offer);
    narrow.finished(first);
    narrow.finished(first);
    narrow.again(first, Deliveries.again(first, time.clock.instant()));
    assertThat(begun).hasSize(2);
    assertThat(narrow.inProgress()).isEqualTo(1);
  }

  @Test
  void whatIsSettledDuringALookCountsAsHeld() {
    Delivery delivery = some.sms("a");
    lanes.offer(delivery);
    lanes.beginLook();
    done(lanes, delivery);
    assertThat(lanes.offer(delivery)).isEqualTo(Offer.HELD);
    lanes.endLook();
    assertThat(begun).hasSize(1);
  }

  @Test
  void forgettingAShardLeavesTheAttemptUnderWayAndTheOtherShards() {
    String mine = Deliveries.conversationIn(7);
    Delivery head = some.sms(mine);
    Delivery behind = some.sms(mine);
    Delivery other = some.sms(Deliveries.conversationIn(8));
    List.of(head, behind, other).forEach(lanes::offer);
    lanes.forget(7);
    assertThat(lanes.shards()).containsExactlyInAnyOrder(7, 8);
    done(lanes, head);
    assertThat(begun).containsExactly(head, other);
    assertThat(lanes.shards()).containsExactly(8);
    assertThat(lanes.offer(behind)).isEqualTo(Offer.TAKEN);
    assertThat(begun).endsWith(behind);
  }

  @Test
  void aForgottenHeadThatComesBackIsAttemptedOnceAtItsTime() {
    Lanes narrow = lanes(100, 1);
    Delivery busy = some.sms(Deliveries.conversationIn(8));
    narrow.offer(busy);
    Delivery waiting =
        Deliveries.again(
            some.sms(Deliveries.conversationIn(7)), time.clock.instant().plusSeconds(5));
    narrow.offer(waiting);
    narrow.forget(7);
    narrow.offer(waiting);
    time.pass(Duration.ofSeconds(6));
    done(narrow, busy);
    assertThat(begun).containsExactly(busy, waiting);
    done(narrow, waiting);
    assertThat(begun).as("the alarm of its first stay has no effect").hasSize(2);
    assertThat(narrow.inProgress()).isZero();
  }

  @Test
  void theAlarmOfAForgottenHeadRingsInVain() {
    Delivery waiting =
        Deliveries.again(
            some.sms(Deliveries.conversationIn(7)), time.clock.instant().plusSeconds(5));
    lanes.offer(waiting);
    lanes.forget(7);
    time.pass(Duration.ofSeconds(6));
    assertThat(begun).isEmpty();
    assertThat(lanes.size()).isZero();
  }

  @Test
  void aForgottenHeadThatIsReadyIsNotBegunWhenAPlaceIsFree() {
    Lanes narrow = lanes(100, 1);
    Delivery busy = some.sms(Deliveries.conversationIn(8));
    narrow.offer(busy);
    narrow.offer(some.sms(Deliveries.conversationIn(7)));
    narrow.forget(7);
    done(narrow, busy);
    assertThat(begun).containsExactly(busy);
  }

  @Test
  void nothingBeginsDuringAPauseAndAllAfterIt() {
    Delivery under = some.sms("a");
    Delivery next = some.sms("a");
    lanes.offer(under);
    lanes.offer(next);
    lanes.pause();
    lanes.offer(some.sms("b"));
    lanes.finished(under);
    assertThat(lanes.paused()).isTrue();
    assertThat(begun).containsExactly(under);
    lanes.resume();
    assertThat(begun).hasSize(3).contains(next);
  }

  private Delivery elsewhere(Delivery before) {
    return Deliveries.changed(
        before,
        new DeliveryTarget.ToService(ServiceIdentifier.of("mms"), "+15551000001", "other"),
        before.attempt() + 1,
        time.clock.instant(),
        List.of());
  }

  @Test
  void aDeliveryThatGoesElsewhereFreesItsLaneAndIsAttemptedThere() {
    Delivery before = some.sms("a");
    Delivery next = some.sms("a");
    lanes.offer(before);
    lanes.offer(next);
    Delivery after = elsewhere(before);
    lanes.again(before, after);
    assertThat(begun).containsExactlyInAnyOrder(before, next, after);
    done(lanes, after);
    done(lanes, next);
    assertThat(lanes.size()).isZero();
  }

  @Test
  void aDeliveryThatGoesElsewhereIsTheNextOneThere() {
    Delivery running = elsewhere(some.sms("a"));
    Delivery waiting = elsewhere(some.sms("a"));
    Delivery before = some.sms("a");
    List.of(running, waiting, before).forEach(lanes::offer);
    assertThat(begun).containsExactly(running, before);
    Delivery after = elsewhere(before);
    lanes.again(before, after);
    assertThat(begun).hasSize(2);
    lanes.finished(running);
    assertThat(begun).endsWith(after);
    lanes.finished(after);
    assertThat(begun).endsWith(waiting);
  }

  @Test
  void anAttemptThatCannotBeginFreesItsPlaceAndIsTakenAgainLater() {
    AtomicInteger calls = new AtomicInteger();
    Lanes fragile =
        new Lanes(
            10,
            1,
            time.clock,
            time,
            delivery -> {
              if (calls.incrementAndGet() == 1) {
                throw new IllegalStateException("routes are closed");
              }
              begun.add(delivery);
            });
    Delivery delivery = some.sms("a");
    fragile.offer(delivery);
    assertThat(fragile.size()).isZero();
    assertThat(fragile.inProgress()).isZero();
    assertThat(fragile.offer(delivery)).isEqualTo(Offer.TAKEN);
    assertThat(begun).containsExactly(delivery);
  }

  /**
   * Threads offer, look, retry, move and forget at random. Whatever happens: a delivery is never in
   * two attempts at once and never attempted after it is done, the order of a lane is kept, nothing
   * stays behind.
   */
  @Test
  void underLoadFromManyThreadsEveryDeliveryIsDoneOnceAndInOrder() throws InterruptedException {
    for (long seed = 1; seed <= 3; seed++) {
      new Stress(seed).run();
    }
  }

  private static final class Stress {
    private static final int CONVERSATIONS = 40;
    private static final int EACH = 100;

    private final long seed;
    private final Deliveries some = new Deliveries(InstantSource.system());
    private final ExecutorService clockwork = Executors.newVirtualThreadPerTaskExecutor();
    private final ExecutorService workers = Executors.newFixedThreadPool(6);
    private final Map<DeliveryKey, AtomicInteger> running = new ConcurrentHashMap<>();
    private final Map<DeliveryKey, AtomicInteger> done = new ConcurrentHashMap<>();
    private final Map<String, List<DeliveryKey>> order = new ConcurrentHashMap<>();
    private final List<String> wrong = Collections.synchronizedList(new ArrayList<>());
    private final Object looking = new Object();
    private final Lanes lanes;

    Stress(long seed) {
      this.seed = seed;
      this.lanes =
          new Lanes(
              60,
              8,
              InstantSource.system(),
              (delay, task) ->
                  clockwork.execute(
                      () -> {
                        LockSupport.parkNanos(delay.toNanos());
                        task.run();
                      }),
              delivery -> workers.execute(() -> attempt(delivery)));
    }

    private void attempt(Delivery delivery) {
      DeliveryKey key = delivery.key();
      if (running.computeIfAbsent(key, k -> new AtomicInteger()).incrementAndGet() != 1) {
        wrong.add(key + " is attempted twice at once");
      }
      if (done.containsKey(key)) {
        wrong.add(key + " is attempted after it was done");
      }
      Random random = new Random(seed ^ key.hashCode() ^ delivery.attempt());
      running.get(key).decrementAndGet();
      if (delivery.attempt() < 2 && random.nextInt(4) == 0) {
        lanes.again(
            delivery,
            Deliveries.again(
                delivery, InstantSource.system().instant().plusMillis(random.nextInt(3))));
        return;
      }
      order
          .computeIfAbsent(delivery.lane(), l -> Collections.synchronizedList(new ArrayList<>()))
          .add(key);
      done.computeIfAbsent(key, k -> new AtomicInteger()).incrementAndGet();
      lanes.finished(delivery);
      workers.execute(() -> lanes.settled(key));
    }

    void run() throws InterruptedException {
      Map<String, List<Delivery>> all = new HashMap<>();
      List<Thread> offering = new ArrayList<>();
      for (int i = 0; i < CONVERSATIONS; i++) {
        List<Delivery> lane = new ArrayList<>();
        for (int n = 0; n < EACH; n++) {
          lane.add(some.sms("conversation-" + i));
        }
        all.put(lane.getFirst().lane(), lane);
        offering.add(Thread.ofVirtual().start(() -> bring(lane)));
      }
      Thread disturbing = Thread.ofVirtual().start(this::disturb);
      for (Thread thread : offering) {
        thread.join();
      }
      Eventually.eventually(
          "every delivery is done", () -> done.size() == CONVERSATIONS * EACH && lanes.size() == 0);
      disturbing.interrupt();
      disturbing.join();
      workers.shutdownNow();
      clockwork.shutdownNow();
      assertThat(wrong).as("seed %d", seed).isEmpty();
      assertThat(done.values()).allSatisfy(times -> assertThat(times).hasValue(1));
      all.forEach(
          (name, lane) ->
              assertThat(order.get(name))
                  .as("seed %d, lane %s", seed, name)
                  .containsExactlyElementsOf(lane.stream().map(Delivery::key).toList()));
      assertThat(lanes.inProgress()).isZero();
    }

    /** As a database would: what does not fit, or was forgotten, is found by another look. */
    private void bring(List<Delivery> lane) {
      while (!lane.stream().allMatch(delivery -> done.containsKey(delivery.key()))) {
        synchronized (looking) {
          lanes.beginLook();
          for (Delivery delivery : lane) {
            if (!done.containsKey(delivery.key()) && lanes.offer(delivery) == Offer.FULL) {
              break;
            }
          }
          lanes.endLook();
        }
        LockSupport.parkNanos(20_000);
      }
    }

    private void disturb() {
      Random random = new Random(seed);
      while (!Thread.currentThread().isInterrupted()) {
        if (random.nextBoolean()) {
          lanes.pause();
          LockSupport.parkNanos(50_000);
          lanes.resume();
        } else {
          int conversation = random.nextInt(CONVERSATIONS);
          synchronized (looking) {
            lanes.forget(Shard.of(new ConversationId("conversation-" + conversation)));
          }
        }
        LockSupport.parkNanos(50_000);
      }
    }
  }

  @Test
  void keysOfDeliveriesThatBeganAreKeptInOrder() {
    List<Delivery> all = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Delivery next = some.sms("a");
      all.add(next);
      lanes.offer(next);
    }
    all.forEach(delivery -> done(lanes, delivery));
    assertThat(begunKeys()).isSorted().hasSize(20);
  }
}
