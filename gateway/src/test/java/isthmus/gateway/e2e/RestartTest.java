package isthmus.gateway.e2e;

import static isthmus.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import isthmus.cpm.delivery.DeliveryState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Accepted means on disk: what a stop or a crash leaves behind is done after the next start. */
class RestartTest {
  private static final int RATE = 1_000;
  private static final int MESSAGES = 3_000;

  @Test
  void whatWasAcceptedBeforeAStopIsSentAfterTheStart() {
    try (Scene scene = Scene.started("", TestGateway.QUICK)) {
      scene.smsc().answering(_ -> new Smsc.Answer.Refuse(0x08));
      List<Pager> pagers = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        Pager pager = Pager.to(Pager.phone(), "hello " + i);
        scene.accepted(pager);
        pagers.add(pager);
      }
      scene.gateway().stop();
      scene.smsc().answering(_ -> scene.smsc().take());
      scene.gateway().start();
      for (Pager pager : pagers) {
        Smsc.Submitted submitted = scene.smsc().awaitTo(pager.to(), 1).getFirst();
        scene.smsc().receipt(submitted, "DELIVRD");
        assertThat(scene.core().imdn(pager.imdnId()).disposition()).isEqualTo("delivered");
      }
    }
  }

  @Test
  void aReceiptForAMessageOfAnEarlierRunBecomesItsNotification() {
    try (Scene scene = Scene.started("", TestGateway.QUICK)) {
      Pager pager = Pager.to(Pager.phone(), "hello");
      scene.accepted(pager);
      scene.gateway().story(pager.imdnId(), DeliveryState.SUBMITTED);
      scene.gateway().stop();
      scene.gateway().start();
      scene.smsc().awaitBound(1);
      Smsc.Submitted submitted = scene.smsc().awaitTo(pager.to(), 1).getFirst();
      assertThat(scene.smsc().deliver(Smsc.receiptOf(submitted, "DELIVRD")).status()).isZero();
      assertThat(scene.core().imdn(pager.imdnId()).disposition()).isEqualTo("delivered");
      assertThat(scene.smsc().to(pager.to())).hasSize(1);
    }
  }

  @Test
  void aKillUnderLoadLosesNothingAndRepeatsOnlyWhatWasUnderWay() throws InterruptedException {
    try (Scene scene = Scene.prepared("window: 50", TestGateway.QUICK)) {
      scene.smsc().deliverAll();
      Map<String, Pager> byCall = new HashMap<>();
      Set<String> recorded;
      try (GatewayProcess process = GatewayProcess.start(scene.gateway())) {
        scene.smsc().awaitBound(1);
        Thread killer =
            Thread.ofPlatform()
                .unstarted(
                    () -> {
                      eventually("some are accepted", () -> scene.core().answered(202) > 200);
                      process.kill();
                    });
        for (int i = 0; i < MESSAGES; i++) {
          Pager pager = Pager.to(Pager.phone(), "message " + i);
          byCall.put(pager.callId(), pager);
          scene.core().send(pager.by(scene.core()));
          if (i % (RATE / 100) == 0) {
            LockSupport.parkNanos(10_000_000);
          }
          if (i == MESSAGES * 2 / 3) {
            killer.start();
          }
        }
        killer.join();
      }
      Set<String> accepted = accepted(scene, byCall);
      assertThat(accepted).as("answered with 202 before the kill").hasSizeGreaterThan(100);
      recorded = recorded(scene);
      int before = scene.smsc().submits().size();

      try (GatewayProcess again = GatewayProcess.start(scene.gateway())) {
        scene.smsc().awaitBound(1);
        Await.containsAll(
            "submits of accepted messages, %d of them before the kill".formatted(before),
            accepted,
            () -> submitted(scene).keySet());
        Map<String, Long> times = submitted(scene);
        assertThat(
                times.entrySet().stream()
                    .filter(entry -> entry.getValue() > 1)
                    .map(Map.Entry::getKey)
                    .filter(recorded::contains))
            .as("submitted again although the first submit was recorded")
            .isEmpty();
        Map<String, String> numbers = new HashMap<>();
        byCall.values().forEach(pager -> numbers.put(pager.imdnId(), number(pager)));
        Await.containsAll(
            "notifications of accepted messages",
            accepted,
            () -> {
              scene.smsc().sendReceipts();
              return notified(scene, numbers);
            });
        assertThat(again.output()).doesNotContain("Exception");
      }
    }
  }

  private static String number(Pager pager) {
    return pager.to().substring("tel:+".length());
  }

  private static Set<String> accepted(Scene scene, Map<String, Pager> byCall) {
    return scene.core().responses().stream()
        .filter(response -> response.status() == 202)
        .map(response -> number(byCall.get(response.header("Call-ID"))))
        .collect(Collectors.toCollection(HashSet::new));
  }

  /** Numbers of messages whose submit the database knew of when the gateway was killed. */
  private static Set<String> recorded(Scene scene) {
    Set<String> ids =
        scene
            .gateway()
            .texts("select external_id from part")
            .collect(Collectors.toCollection(HashSet::new));
    return scene.smsc().submits().stream()
        .filter(submitted -> ids.contains(submitted.id()))
        .map(submitted -> submitted.sm().destination())
        .collect(Collectors.toCollection(HashSet::new));
  }

  private static Map<String, Long> submitted(Scene scene) {
    return scene.smsc().submits().stream()
        .collect(
            Collectors.groupingBy(
                submitted -> submitted.sm().destination(), Collectors.counting()));
  }

  private static Set<String> notified(Scene scene, Map<String, String> numbers) {
    return scene.core().requests().stream()
        .map(request -> numbers.get(request.about()))
        .collect(Collectors.toCollection(HashSet::new));
  }
}
