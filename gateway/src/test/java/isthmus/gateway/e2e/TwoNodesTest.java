package isthmus.gateway.e2e;

import static isthmus.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import isthmus.gateway.store.DatabaseSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Two gateways on one PostgreSQL share the work, and one does it all when the other is gone. */
class TwoNodesTest {
  private static final int EACH = 60;

  /** Two nodes that are not started, their core and their SMSC. */
  private static final class Pair implements AutoCloseable {
    final Smsc smsc = new Smsc("m");
    final TestGateway first;
    final TestGateway second;

    /** Takes what both nodes send, and sends to the first. */
    final RawSip core;

    /** Sends to the second. */
    final RawSip other;

    Pair() {
      DatabaseSource.Server database = TestGateway.freshDatabase();
      int corePort = TestGateway.freePort();
      first = node(database, "n1", corePort);
      second = node(database, "n2", corePort);
      core = new RawSip("127.0.0.1", corePort, first.sipPort());
      other = new RawSip(second.sipPort());
    }

    private TestGateway node(DatabaseSource.Server database, String name, int corePort) {
      return TestGateway.of(
          database,
          name,
          TestGateway.behindCore(corePort),
          TestGateway.sms(TestGateway.smsc("s1", smsc.port(), "")) + TestGateway.QUICK);
    }

    @Override
    public void close() {
      first.close();
      second.close();
      core.close();
      other.close();
      smsc.close();
    }
  }

  private static List<Pager> accepted(RawSip peer, int count) {
    List<Pager> pagers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Pager pager = Pager.to(Pager.phone(), "hello " + i);
      peer.send(pager.by(peer));
      pagers.add(pager);
    }
    for (Pager pager : pagers) {
      assertThat(peer.response(pager.callId()).status()).isEqualTo(202);
    }
    return pagers;
  }

  private static void awaitSubmitted(Pair pair, List<Pager> pagers) {
    Set<String> wanted =
        pagers.stream()
            .map(pager -> pager.to().substring("tel:+".length()))
            .collect(Collectors.toSet());
    Await.containsAll(
        "submits",
        wanted,
        () ->
            pair.smsc.submits().stream()
                .filter(submitted -> submitted.answer() instanceof Smsc.Answer.Take)
                .map(submitted -> submitted.sm().destination())
                .collect(Collectors.toCollection(HashSet::new)));
  }

  private static void assertOnce(Pair pair) {
    Map<String, Long> times =
        pair.smsc.submits().stream()
            .filter(submitted -> submitted.answer() instanceof Smsc.Answer.Take)
            .collect(
                Collectors.groupingBy(
                    submitted -> submitted.sm().destination(), Collectors.counting()));
    assertThat(times.values()).as("submits of each message").containsOnly(1L);
  }

  private static void awaitNotified(Pair pair, List<Pager> pagers) {
    Set<String> wanted = pagers.stream().map(Pager::imdnId).collect(Collectors.toSet());
    Await.containsAll(
        "notifications",
        wanted,
        () -> {
          pair.smsc.sendReceipts();
          return pair.core.requests().stream()
              .map(SipText::about)
              .collect(Collectors.toCollection(HashSet::new));
        });
  }

  @Test
  void bothAcceptBothSendAndEachMessageGoesOnce() {
    try (Pair pair = new Pair()) {
      pair.first.start();
      pair.second.start();
      pair.smsc.awaitBound(2);
      pair.smsc.deliverAll();
      eventually(
          "both hold shards",
          RawSip.PATIENCE,
          () ->
              pair.first.count("select count(distinct node) from lease where until > now()") == 2);
      List<Pager> all = accepted(pair.core, EACH);
      all.addAll(accepted(pair.other, EACH));
      awaitSubmitted(pair, all);
      awaitNotified(pair, all);
      assertOnce(pair);
      assertThat(pair.smsc.submits().stream().map(Smsc.Submitted::bind).distinct())
          .as("sessions that were used")
          .hasSize(2);
      assertThat(pair.core.requests(SipText::isImdn)).hasSize(2 * EACH);

      pair.first.stop();
      List<Pager> after = accepted(pair.other, EACH);
      awaitSubmitted(pair, after);
      awaitNotified(pair, after);
      assertOnce(pair);
    }
  }

  @Test
  void whatAStoppedNodeLeftIsDoneByTheOther() {
    try (Pair pair = new Pair()) {
      pair.first.start();
      pair.second.start();
      pair.smsc.answering(_ -> new Smsc.Answer.Refuse(0x08));
      List<Pager> all = accepted(pair.core, EACH);
      pair.first.stop();
      pair.smsc.answering(_ -> pair.smsc.take());
      awaitSubmitted(pair, all);
      assertOnce(pair);
    }
  }

  @Test
  void whatAKilledNodeLeftIsDoneByTheOther() {
    try (Pair pair = new Pair();
        GatewayProcess process = GatewayProcess.start(pair.first)) {
      pair.second.start();
      pair.smsc.answering(_ -> new Smsc.Answer.Refuse(0x08));
      List<Pager> all = accepted(pair.core, EACH);
      process.kill();
      pair.smsc.answering(_ -> pair.smsc.take());
      awaitSubmitted(pair, all);
      assertOnce(pair);
    }
  }
}
