package isthmus.gateway.e2e;

import static isthmus.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import isthmus.cpm.delivery.DeliveryState;
import isthmus.gateway.store.DatabaseSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A database that is away suspends the gateway, and nothing is lost (DESIGN §9). */
class DatabaseAwayTest {
  private static DatabaseSource.Server database;
  private static Relay relay;
  private static OutageScene scene;
  private static Smsc smsc;
  private static RawSip core;
  private static TestGateway gateway;

  @BeforeAll
  static void start() {
    database = TestGateway.freshDatabase();
    relay = new Relay(database);
    scene = OutageScene.over(relay.server());
    smsc = scene.smsc();
    core = scene.core();
    gateway = scene.gateway();
  }

  @AfterAll
  static void stop() {
    scene.close();
    relay.close();
  }

  private static Pager sentOnceItIsBack(String text) {
    List<Pager> last = new ArrayList<>();
    eventually(
        "the gateway takes messages again",
        RawSip.PATIENCE,
        () -> {
          Pager pager = Pager.to(Pager.phone(), text);
          last.clear();
          last.add(pager);
          return scene.sent(pager).status() == 202;
        });
    return last.getFirst();
  }

  @Test
  void withoutItBothSidesAreToldToComeBackAndWithItEverythingGoesOn() {
    Pager before = Pager.to(Pager.phone(), "before");
    assertThat(scene.sent(before).status()).isEqualTo(202);
    smsc.awaitTo(before.to(), 1);
    relay.cut();
    try {
      SipText answer = scene.sent(Pager.to(Pager.phone(), "during"));
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.header("Retry-After")).isEqualTo("7");
      String text = Pager.fresh("hi");
      Pdu.Sm reply = Pdu.Sm.text(before.to().substring(5), "15551000001", text);
      assertThat(smsc.deliver(reply).status()).as("temporary").isIn(0x08, 0x14, 0x58, 0x64);
      Pdu.Sm receipt = Smsc.receiptOf(smsc.awaitTo(before.to(), 1).getFirst(), "DELIVRD");
      assertThat(smsc.deliver(receipt).status()).as("temporary").isIn(0x08, 0x14, 0x58, 0x64);

      relay.mend();
      Pager after = sentOnceItIsBack("after");
      smsc.awaitTo(after.to(), 1);
      eventually("the reply is taken", RawSip.PATIENCE, () -> smsc.deliver(reply).status() == 0);
      eventually(
          "the receipt is taken", RawSip.PATIENCE, () -> smsc.deliver(receipt).status() == 0);
      SipText arrived = core.request("the reply", request -> request.content().equals(text));
      assertThat(arrived.header("Conversation-ID")).isEqualTo(before.conversation());
      assertThat(core.imdn(before.imdnId()).disposition()).isEqualTo("delivered");
    } finally {
      relay.mend();
    }
  }

  @Test
  void theResultOfASubmitThatEndsWhileItIsAwayIsWrittenWhenItIsBack() {
    Pager pager = Pager.to(Pager.phone(), "between");
    CountDownLatch away = new CountDownLatch(1);
    smsc.beforeAnswer(
        submitted -> {
          if (submitted.sm().destination().equals(pager.to().substring(5))) {
            relay.cut();
            away.countDown();
          }
        });
    try {
      assertThat(scene.sent(pager).status()).isEqualTo(202);
      eventually("the line is cut", RawSip.PATIENCE, () -> away.getCount() == 0);
      smsc.beforeAnswer(_ -> {});
      assertThat(scene.sent(Pager.to(Pager.phone(), "during")).status()).isEqualTo(503);
    } finally {
      smsc.beforeAnswer(_ -> {});
      relay.mend();
    }
    sentOnceItIsBack("after");
    gateway.story(pager.imdnId(), DeliveryState.SUBMITTED);
    assertThat(smsc.to(pager.to())).hasSize(1);
  }

  @Test
  void connectionsThatDieInTheMiddleOfTrafficLoseNothing() {
    smsc.deliverAll();
    List<Pager> taken = new ArrayList<>();
    for (int round = 0; round < 3; round++) {
      List<Pager> burst = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        Pager pager = Pager.to(Pager.phone(), "burst");
        burst.add(pager);
        core.send(pager.by(core));
        if (i == 25) {
          terminateBackends();
        }
      }
      for (Pager pager : burst) {
        if (core.response(pager.callId()).status() == 202) {
          taken.add(pager);
        }
      }
      taken.add(sentOnceItIsBack("between bursts"));
    }
    Await.containsAll(
        "notifications",
        taken.stream().map(Pager::imdnId).collect(Collectors.toSet()),
        () -> {
          smsc.sendReceipts();
          return core.requests().stream()
              .map(SipText::about)
              .collect(Collectors.toCollection(HashSet::new));
        });
  }

  /** What a fail-over of the database does to its clients. */
  private static void terminateBackends() {
    TestGateway.query(
        database,
        "select count(pg_terminate_backend(pid)) from pg_stat_activity"
            + " where datname = current_database() and pid <> pg_backend_pid()");
  }
}
