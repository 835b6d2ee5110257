package isthmus.gateway.e2e;

import static isthmus.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import isthmus.gateway.store.FrozenServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A database that is frozen, its connections open, is as good as one that is away: everybody gets
 * an answer while it is frozen, and nothing that was accepted is lost (DESIGN §9).
 */
class FrozenDatabaseTest {
  private static FrozenServer database;
  private static OutageScene scene;
  private static Smsc smsc;
  private static RawSip core;
  private static TestGateway gateway;

  @BeforeAll
  static void start() throws IOException {
    database = new FrozenServer();
    scene = OutageScene.over(database.server());
    smsc = scene.smsc();
    core = scene.core();
    gateway = scene.gateway();
  }

  @AfterAll
  static void stop() {
    database.thaw();
    scene.close();
    database.close();
  }

  @Test
  void everybodyIsToldToComeBackWhileItIsFrozenAndNothingThatWasAcceptedIsLost() {
    smsc.deliverAll();
    Pager before = Pager.to(Pager.phone(), "before");
    assertThat(scene.sent(before).status()).isEqualTo(202);
    smsc.awaitTo(before.to(), 1);
    List<Pager> burst = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      if (i == 30) {
        database.freeze();
      }
      Pager pager = Pager.to(Pager.phone(), "burst");
      burst.add(pager);
      core.send(pager.by(core));
    }
    List<Pager> taken = new ArrayList<>();
    for (Pager pager : burst) {
      SipText answer = core.response(pager.callId());
      assertThat(answer.status()).isIn(202, 503);
      if (answer.status() == 202) {
        taken.add(pager);
      }
    }
    SipText refused = scene.sent(Pager.to(Pager.phone(), "during"));
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.header("Retry-After")).isEqualTo("7");
    Pdu.Sm reply =
        Pdu.Sm.text(before.to().substring(5), "15551000001", Pager.fresh("while it is frozen"));
    assertThat(smsc.deliver(reply).status()).as("temporary").isIn(0x08, 0x14, 0x58, 0x64);
    Rest rest = Rest.of(gateway);
    HttpResponse<String> page = rest.ask("GET", "/api/isf/state", "");
    assertThat(page.statusCode()).as(page.body()).isEqualTo(503);
    HttpResponse<String> health = rest.ask("GET", "/observe/health/ready", "");
    assertThat(health.statusCode()).as(health.body()).isEqualTo(503);

    database.thaw();
    eventually(
        "the gateway takes messages again",
        RawSip.PATIENCE,
        () -> {
          Pager pager = Pager.to(Pager.phone(), "after");
          boolean accepted = scene.sent(pager).status() == 202;
          if (accepted) {
            taken.add(pager);
          }
          return accepted;
        });
    eventually("the reply is taken", RawSip.PATIENCE, () -> smsc.deliver(reply).status() == 0);
    assertThat(taken).isNotEmpty();
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
}
