package isthmus.gateway.e2e;

import static isthmus.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import isthmus.gateway.console.Chromium;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two gateways on one PostgreSQL: what rules at one rules at both, whatever becomes of one. */
class ActivationOnTwoNodesTest {
  private static final Pattern NUMBER = Pattern.compile("\"version\":(\\d+)");

  /** As many activations as one burst has. */
  private static final int BURST = 4;

  private static String routing(int segments) {
    return ",Id,SMS\nMax segments,pieces,%d\nText ok,words,Yes\n".formatted(segments);
  }

  private static long made(Rest rest, String csv) {
    return made(rest, csv, "");
  }

  private static List<Long> made(Rest rest, int count) {
    return LongStream.range(0, count).map(i -> made(rest, routing((int) (2 + i)))).boxed().toList();
  }

  private static HttpResponse<String> activate(Rest rest, long version) {
    return rest.ask(
        "POST", "/api/isf/versions/" + version + "/activate", "{\"comment\":\"by the test\"}");
  }

  private static void activated(Rest rest, long version) {
    HttpResponse<String> answer = activate(rest, version);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private static void assertNeverBack(List<Pager> inOrder, Map<String, Long> versions) {
    assertThat(inOrder.stream().map(pager -> versions.get(pager.imdnId())).toList())
        .as("versions by which one node decided, in the order of its messages")
        .isSorted();
  }

  /** What one node says of itself and of the other, as {@code GET /api/isf/state} answers. */
  private static String state(Rest rest) {
    return rest.get("/api/isf/state");
  }

  @Test
  void anActivationAtOneNodeDecidesAtBothAndNeitherGoesBack() {
    try (NodePair pair = new NodePair();
        GatewayProcess process = GatewayProcess.start(pair.a)) {
      pair.b.start();
      pair.smsc.awaitBound(2);
      Rest atA = Rest.of(pair.a);
      List<Long> made = made(atA, BURST);
      pair.toA.start();
      pair.toB.start();
      for (long version : made) {
        activated(atA, version);
        Pager next = pair.toA.next();
        assertThat(pair.versions().get(next.imdnId()))
            .as("the version at A from the answer on")
            .isEqualTo(version);
        pair.toB.untilDecidedBy(version, pair::versions);
      }
      pair.toA.end();
      pair.toB.end();
      Map<String, Long> versions = pair.versions();
      assertNeverBack(pair.toA.accepted(), versions);
      assertNeverBack(pair.toB.accepted(), versions);
      pair.assertNothingUndecided();
      assertThat(pair.times().values()).as("submits of each message").containsOnly(1L);
      assertThat(process.output()).doesNotContain("Exception");
    }
  }

  @Test
  void whatIsScheduledFiresOnceAlthoughBothNodesWaitForIt() {
    try (NodePair pair = new NodePair();
        GatewayProcess process = GatewayProcess.start(pair.a)) {
      pair.b.start();
      Rest atA = Rest.of(pair.a);
      List<Long> made = made(atA, 2);
      List<Long> expected = new ArrayList<>(List.of(1L));
      // Which of two versions rules alternates: one that fired twice would leave a row more.
      Instant first = Instant.now().plusSeconds(10);
      for (int i = 0; i < 6; i++) {
        long version = made.get(i % 2);
        HttpResponse<String> planned =
            (i % 2 == 0 ? atA : Rest.of(pair.b))
                .ask(
                    "POST",
                    "/api/isf/versions/" + version + "/activate",
                    "{\"comment\":\"later\",\"at\":\"%s\"}".formatted(first.plusMillis(50L * i)));
        assertThat(planned.statusCode()).as(planned.body()).isEqualTo(202);
        expected.add(version);
      }
      eventually(
          "all were made",
          RawSip.PATIENCE,
          () -> pair.a.count("select count(*) from rule_set_schedule where state = 'done'") == 6);
      pair.awaitFollowing("a", expected.getLast());
      pair.awaitFollowing("b", expected.getLast());
      assertThat(pair.activations()).isEqualTo(expected);
      assertThat(pair.a.count("select count(*) from audit where what = 'version-activated'"))
          .isEqualTo(6);
      assertThat(process.output()).doesNotContain("Exception");
    }
  }

  @Test
  void aNodeKilledInABurstOfActivationsLeavesNothingUndecided() throws Exception {
    try (NodePair pair = new NodePair()) {
      Rest atB = Rest.of(pair.b);
      Set<String> recorded;
      List<Long> made;
      try (GatewayProcess process = GatewayProcess.start(pair.a)) {
        pair.b.start();
        pair.smsc.awaitBound(2);
        made = made(Rest.of(pair.a), BURST);
        pair.toA.start();
        pair.toB.start();
        for (long version : made.subList(0, BURST - 1)) {
          activated(Rest.of(pair.a), version);
        }
        inFlight(pair, made.getLast(), process::kill);
        pair.toA.end();
        recorded = recorded(pair);
      }
      long ruling = pair.ruling();
      assertThat(ruling).as("committed before the kill").isEqualTo(made.get(BURST - 2));
      pair.awaitFollowing("b", ruling);
      assertThat(state(atB)).contains("\"ruling\":{\"version\":" + ruling + ",");
      pair.toB.untilDecidedBy(ruling, pair::versions);
      try (GatewayProcess again = GatewayProcess.start(pair.a)) {
        pair.awaitFollowing("a", ruling);
        pair.toA.start();
        pair.toA.untilDecidedBy(ruling, pair::versions);
        activated(atB, made.getLast());
        pair.toA.untilDecidedBy(made.getLast(), pair::versions);
        pair.toA.end();
        pair.toB.end();
        assertNeverBack(pair.toA.accepted(), pair.versions());
        assertNeverBack(pair.toB.accepted(), pair.versions());
        HttpResponse<String> back = atB.ask("POST", "/api/isf/rollback", "{\"comment\":\"\"}");
        assertThat(back.statusCode()).as(back.body()).isEqualTo(200);
        pair.awaitFollowing("a", ruling);
        pair.assertNothingUndecided();
        Map<String, Long> times = pair.times();
        assertThat(recorded.stream().filter(number -> times.get(number) > 1))
            .as("submitted again although the first submit was recorded")
            .isEmpty();
        assertThat(again.output()).doesNotContain("Exception");
      }
    }
  }

  /** Numbers of messages whose submit the database knew of. */
  private static Set<String> recorded(NodePair pair) {
    Set<String> ids =
        pair.a.texts("select external_id from part").collect(Collectors.toCollection(HashSet::new));
    return pair.smsc.submits().stream()
        .filter(submitted -> ids.contains(submitted.id()))
        .map(submitted -> submitted.sm().destination())
        .collect(Collectors.toCollection(HashSet::new));
  }

  /** Does something while an activation at A is inside its transaction. */
  private static void inFlight(NodePair pair, long version, Runnable action) throws SQLException {
    try (Connection holding = pair.a.connection();
        Statement sql = holding.createStatement()) {
      holding.setAutoCommit(false);
      sql.execute("lock table routing_table_activation in share row exclusive mode");
      var asked =
          CompletableFuture.supplyAsync(
              () -> activate(Rest.of(pair.a), version), Thread.ofVirtual()::start);
      eventually(
          "the activation waits in the database",
          RawSip.PATIENCE,
          () ->
              pair.a.count(
                      "select count(*) from pg_locks where not granted"
                          + " and relation = 'routing_table_activation'::regclass")
                  == 1);
      action.run();
      assertThat(asked.handle((answer, cut) -> cut != null).join())
          .as("the request was cut off")
          .isTrue();
      holding.rollback();
    }
    eventually(
        "nothing of it is left in the database",
        RawSip.PATIENCE,
        () ->
            pair.a.count(
                    "select count(*) from pg_locks where pid <> pg_backend_pid()"
                        + " and mode = 'ShareRowExclusiveLock'"
                        + " and relation = 'routing_table_activation'::regclass")
                == 0);
  }

  @Test
  void aVersionOfANewerReleaseIsLeftToThoseThatCanReadIt() {
    try (NodePair pair = new NodePair();
        GatewayProcess process = GatewayProcess.start(pair.a)) {
      pair.b.start();
      pair.smsc.awaitBound(2);
      Rest atB = Rest.of(pair.b);
      long good = made(atB, routing(2));
      activated(atB, good);
      pair.awaitFollowing("a", good);
      String known =
          pair.a
              .texts("select book from rule_set where version = " + good)
              .findFirst()
              .orElseThrow();
      newer(pair.a, good + 1, "TOP_DOWN", "{\"kind\":\"workbook 9\",\"pages\":[]}");
      assertBothStay(pair, good);
      newer(pair.a, good + 2, "AUCTION", known);
      assertBothStay(pair, good);
      assertThat(state(atB))
          .contains("\"ruling\":{\"version\":%d,".formatted(good + 2), "newer release");
      assertThat(atB.ask("GET", "/api/isf/versions", "").statusCode()).isEqualTo(200);
      assertThat(atB.ask("GET", "/api/isf/versions/active", "").statusCode()).isEqualTo(409);
      pair.toA.start();
      pair.toB.start();
      pair.toA.untilDecidedBy(good, pair::versions);
      pair.toB.untilDecidedBy(good, pair::versions);

      long next = made(atB, routing(3), "&whole=true");
      activated(atB, next);
      pair.toA.untilDecidedBy(next, pair::versions);
      pair.toA.end();
      pair.toB.end();
      pair.awaitFollowing("a", next);
      pair.awaitFollowing("b", next);
      eventually(
          "no trouble is left",
          RawSip.PATIENCE,
          () -> pair.a.count("select count(*) from rule_node where trouble <> ''") == 0);
      pair.assertNothingUndecided();
      assertThat(process.output()).doesNotContain("\tat ");
    }
  }

  @Test
  void aNodeThatCannotReadWhatRulesTakesWhatRuledBeforeAndTheOtherGoesOn() {
    try (NodePair pair = new NodePair()) {
      pair.b.start();
      Rest atB = Rest.of(pair.b);
      long before = made(atB, routing(2));
      activated(atB, before);
      long ruling = made(atB, routing(3));
      activated(atB, ruling);
      // B has read it; A, which is older, finds what it does not know.
      pair.b.sql(
          """
          set session_replication_role = replica;
          update rule_set set book = '{"pages":[]}' where version = %d
          """
              .formatted(ruling));
      try (GatewayProcess process = GatewayProcess.start(pair.a)) {
        pair.smsc.awaitBound(2);
        pair.toA.start();
        pair.toB.start();
        pair.toA.untilDecidedBy(before, pair::versions);
        pair.toB.untilDecidedBy(ruling, pair::versions);
        pair.toA.end();
        pair.toB.end();
        eventually(
            "A says why",
            RawSip.PATIENCE,
            () ->
                pair.a.count(NodePair.said("a") + " and trouble <> '' and version = " + before)
                    == 1);
        pair.awaitFollowing("b", ruling);
        assertThat(pair.a.count(NodePair.said("b") + " and trouble = ''")).isEqualTo(1);
        // Each is asked about a message that the other decided.
        for (TestGateway node : List.of(pair.a, pair.b)) {
          for (Pager pager : List.of(pair.toA.last(), pair.toB.last())) {
            assertThat(Rest.of(node).ask("GET", "/api/trace/" + pager.imdnId(), "").statusCode())
                .isEqualTo(200);
          }
        }
        pair.assertNothingUndecided();
        assertThat(process.output()).contains("made by a newer release").doesNotContain("\tat ");
      }
    }
  }

  @Test
  void theConsoleShowsWhatANodeCannotReadAndWhichNodeIsSilent(@TempDir Path profile)
      throws IOException {
    try (NodePair pair = new NodePair();
        Chromium browser = Chromium.start(profile)) {
      pair.b.start();
      pair.a.sql(
          """
          insert into rule_node (node, version, prepared, trouble, seen_at)
          values ('a', 1, '{}', '', clock_timestamp() - interval '1 minute')
          """);
      browser.open(Rest.of(pair.b).base() + "/routing/");
      browser.await("A was not heard of", () -> browser.text(".strip").contains("a, not heard of"));
      newer(pair.a, 2, "TOP_DOWN", "{}");
      browser.await(
          "why B stays is told",
          () -> browser.text(".strip").contains("b: new: made by a newer release"));
      assertThat(browser.text(".strip")).contains("Version 2 rules", "b at 1");
      browser.screenshot("two-nodes-trouble");
    }
  }

  private static void assertBothStay(NodePair pair, long good) {
    for (String node : List.of("a", "b")) {
      eventually(
          node + " says why it does not follow",
          RawSip.PATIENCE,
          () ->
              pair.a.count(
                      NodePair.said(node)
                          + " and version = %d and trouble like '%%newer release%%'"
                              .formatted(good))
                  == 1);
    }
  }

  private static long made(Rest rest, String csv, String query) {
    HttpResponse<String> made = rest.ask("POST", "/api/isf/versions?name=routing.csv" + query, csv);
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    Matcher version = NUMBER.matcher(made.body());
    assertThat(version.find()).as(made.body()).isTrue();
    return Long.parseLong(version.group(1));
  }

  /** What a node of a newer release writes when it makes a version and activates it. */
  private static void newer(TestGateway node, long version, String strategy, String book) {
    node.sql(
        """
        begin;
        insert into routing_table
          (version, name, file, format, strategy, comment, who, imported_at)
        values (%1$d, 'new', ''::bytea, 'CSV', '%3$s', '', 'newer', clock_timestamp());
        insert into rule_set (version, book, authors) values (%1$d, '%2$s', array['newer']);
        insert into routing_table_activation (version, who, activated_at)
        values (%1$d, 'newer', clock_timestamp());
        notify isthmus_routing_table, '%1$d';
        commit
        """
            .formatted(version, book, strategy));
  }
}
