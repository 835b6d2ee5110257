package isthmus.gateway.whatif;

import static isthmus.gateway.whatif.AnalysisSite.rules;
import static isthmus.gateway.whatif.AnalysisSite.sheet;
import static isthmus.gateway.whatif.RecordedMessages.selected;
import static isthmus.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.management.OperatingSystemMXBean;
import isthmus.gateway.store.Database;
import isthmus.gateway.store.TestDatabase;
import isthmus.gateway.whatif.AnalysisSite.Answer;
import isthmus.gateway.whatif.RecordedMessages.Kind;
import isthmus.isf.book.Workbook;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rule sets over recorded messages, by HTTP and over a real database. */
class WhatIfTest {
  private static final Instant NIGHT = Instant.parse("2026-03-02T01:00:00Z");
  private static final Workbook ACTIVE =
      new Workbook(
          List.of(
              sheet(
                  "Routing",
                  """
                  ,SMS,MMS,Email
                  Max size (bytes),1000,300000,10000000
                  Picture ok,No,Yes,Yes
                  Video clip ok,No,No,Yes
                  Preferred by service provider,Yes,No,No
                  """)));

  /** SMS takes less, MMS takes video, and to some nobody writes at night. */
  private static final Workbook DRAFT =
      new Workbook(
          List.of(
              sheet(
                  "Routing",
                  """
                  ,SMS,MMS,Email
                  Max size (bytes),150,300000,500000
                  Picture ok,No,Yes,Yes
                  Video clip ok,No,Yes,Yes
                  Preferred by service provider,Yes,No,No
                  """),
              sheet(
                  "Policy",
                  """
                  Type:,policy
                  Row,Stage,To,When,Reject
                  Night,decision,+15552000001..+15552000009,Mon 00:00-06:00,403 Not at night
                  """)));

  private static final List<Kind> KINDS =
      List.of(
          selected(rules(ACTIVE), "text/plain", 100),
          selected(rules(ACTIVE), "text/plain", 500),
          selected(rules(ACTIVE), "image/jpeg", 40_000),
          selected(rules(ACTIVE), "video/3gpp", 200_000),
          selected(rules(ACTIVE), "video/3gpp", 600_000));

  private static Database database;
  private AnalysisSite site;

  @BeforeAll
  static void openDatabase() {
    database = TestDatabase.open();
  }

  @AfterAll
  static void closeDatabase() {
    database.close();
  }

  @BeforeEach
  void open() throws IOException, SQLException {
    RecordedMessages.removeAll(database);
    site = site(database);
  }

  private static AnalysisSite site(Database messages) throws IOException {
    AnalysisSite site = new AnalysisSite(messages);
    site.books.put("active", ACTIVE);
    site.books.put("version:1", ACTIVE);
    site.books.put("draft:1", DRAFT);
    return site;
  }

  @AfterEach
  void close() {
    site.close();
  }

  private void fill(int count) throws SQLException {
    new RecordedMessages().put(database, NIGHT, count, KINDS);
  }

  private static List<String> moves(JsonNode moves) {
    return StreamSupport.stream(moves.spliterator(), false)
        .map(m -> m.get("from").asText() + " -> " + m.get("to").asText() + " " + m.get("count"))
        .toList();
  }

  @Test
  void aDraftThatDoesTheSameMovesNothing() throws Exception {
    fill(100);

    JsonNode report = site.ended("{\"of\":\"version:1\",\"last\":1000}");

    assertThat(report.get("state").asText()).isEqualTo("done");
    assertThat(report.get("done").asInt()).isEqualTo(100);
    assertThat(report.get("total").asInt()).isEqualTo(100);
    assertThat(report.get("same").asInt()).isEqualTo(100);
    assertThat(report.get("moves")).isEmpty();
    assertThat(report.get("recorded").get("same").asInt()).isEqualTo(100);
    assertThat(report.get("recorded").get("moves")).isEmpty();
  }

  /**
   * 10,000 messages, 2,000 of each kind. Numbers ending in 0001 to 0009 are those of nine messages,
   * one after the other, so of the kinds with remainders 1, 2, 3, 4, 0, 1, 2, 3, 4 of five.
   */
  @Test
  void theMessagesThatWouldHaveMovedAreCountedByWay() throws Exception {
    fill(10_000);

    JsonNode report = site.ended("{\"of\":\"draft:1\",\"against\":\"active\",\"last\":20000}");

    assertThat(report.get("done").asInt()).isEqualTo(10_000);
    assertThat(moves(report.get("moves")))
        .containsExactlyInAnyOrder(
            "sms -> mms 1998",
            "email -> mms 1998",
            "email -> rejected: no service can take it 1998",
            "sms -> rejected: policy row night, 403 Not at night 3",
            "mms -> rejected: policy row night, 403 Not at night 2",
            "email -> rejected: policy row night, 403 Not at night 4");
    assertThat(report.get("same").asInt()).isEqualTo(10_000 - 3 * 1998 - 9);
    assertThat(report.get("recorded").get("same").asInt()).isEqualTo(10_000);
  }

  @Test
  void examplesSayWhyAndNameNoAddressAndNoText() throws Exception {
    fill(100);
    Answer begun = site.post("/api/isf/whatif", "{\"of\":\"draft:1\"}");
    String id = begun.body().get("id").asText();
    JsonNode report = site.ended("/api/isf/whatif/", id);

    JsonNode move =
        StreamSupport.stream(report.get("moves").spliterator(), false)
            .filter(m -> m.get("from").asText().equals("sms") && m.get("to").asText().equals("mms"))
            .findFirst()
            .orElseThrow();
    assertThat(move.get("examples")).hasSize(5);
    JsonNode example = move.get("examples").get(0);
    assertThat(example.get("message").asText()).hasSize(36);
    assertThat(example.get("kind").asText()).isEqualTo("message");
    assertThat(example.get("size").asInt()).isEqualTo(500);
    assertThat(example.get("why").asText()).isEqualTo("sms is ruled out by \"Max size (bytes)\"");
    assertThat(report.toString()).doesNotContain("+1555", "SECRET");
    assertThat(site.get("/api/isf/whatif/" + id + "?format=text").text())
        .contains("draft:1 against active: done, 100 of 100 messages", "sms -> mms")
        .doesNotContain("+1555", "SECRET");
  }

  @Test
  void onlyTheNewestMessagesAreRun() throws Exception {
    new RecordedMessages().put(database, NIGHT, 50, List.of(KINDS.get(3)));
    RecordedMessages newer = new RecordedMessages();
    newer.put(database, NIGHT.plus(Duration.ofDays(1)), 20, List.of(KINDS.get(0)));

    JsonNode report = site.ended("{\"of\":\"draft:1\",\"last\":20}");

    assertThat(report.get("done").asInt()).isEqualTo(20);
    assertThat(report.get("same").asInt()).isEqualTo(20);
  }

  @Test
  void anEmptyDatabaseHasNothingToRun() throws Exception {
    JsonNode report = site.ended("{\"of\":\"draft:1\",\"last\":1000000}");

    assertThat(report.get("state").asText()).isEqualTo("done");
    assertThat(report.get("total").asInt()).isZero();
    assertThat(site.get("/api/isf/traffic").body().get("messages")).isEmpty();
  }

  @Test
  void recordsOfOtherReleasesAreReadAsFarAsTheyGoAndCounted() throws Exception {
    String old =
        "{\"d\":\"x\",\"s\":{\"t\":3,\"a\":1,\"k\":\"STANDALONE_MESSAGE\",\"o\":500,"
            + "\"m\":[\"text/plain\"],\"w\":\"pigeon\",\"c\":[]}}";
    String newer = "{\"d\":\"x\",\"s\":{\"t\":9,\"k\":\"HOLOGRAM\",\"w\":\"sms\",\"c\":[]}}";
    String broken = "{\"d\":\"x\",\"s\":{\"t\":";
    String none = "{\"d\":\"delivered inside CPM\"}";
    List<Kind> kinds = new ArrayList<>();
    for (String why : List.of(old, newer, broken, none)) {
      kinds.add(new Kind(why, "text/plain", 500));
    }
    new RecordedMessages().put(database, NIGHT, 40, kinds);

    JsonNode report = site.ended("{\"of\":\"draft:1\"}");

    assertThat(report.get("done").asInt()).isEqualTo(30);
    assertThat(report.get("unreadable").asInt()).isEqualTo(20);
    assertThat(moves(report.get("moves")))
        .containsExactly("sms -> mms 8", "sms -> rejected: policy row night, 403 Not at night 2");
    assertThat(moves(report.get("recorded").get("moves"))).containsExactly("pigeon -> sms 10");
  }

  @Test
  void aWishThatIsWrongSaysWhatIsAllowed() throws Exception {
    for (String last : List.of("10000000", "0", "-1", "1.5", "\"many\"", "99999999999")) {
      Answer answer =
          site.post("/api/isf/whatif", "{\"of\":\"draft:1\",\"last\":%s}".formatted(last));
      assertThat(answer.status()).as(last).isEqualTo(400);
      assertThat(answer.body().get("error").asText())
          .isEqualTo("last must be a number from 1 to 1000000");
      assertThat(answer.body().get("where").asText()).isEqualTo("last");
    }
    assertThat(site.post("/api/isf/whatif", "{\"of\":5}").status()).isEqualTo(400);
    assertThat(site.post("/api/isf/whatif", "[1]").status()).isEqualTo(400);
    assertThat(site.post("/api/isf/whatif", "{\"of\":\"draft:1\",\"x\":1}").status())
        .isEqualTo(400);
    assertThat(site.post("/api/isf/whatif", "{\"of\":\"draft:99\"}").status()).isEqualTo(404);
    assertThat(site.get("/api/isf/whatif/nothing").status()).isEqualTo(404);
  }

  @Test
  void aDraftThatCannotBeReadIsRefusedWithItsProblems() throws Exception {
    site.books.put("draft:2", new Workbook(List.of(sheet("Routing", ",SMS\nText ok,maybe\n"))));

    Answer answer = site.post("/api/isf/whatif", "{\"of\":\"draft:2\"}");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body().get("where").asText()).isEqualTo("of");
    assertThat(answer.body().get("problems").get(0).get("place").asText()).isEqualTo("B2");
    assertThat(site.get("/api/isf/analysis?of=draft:2").status()).isEqualTo(422);
    assertThat(site.get("/api/isf/analysis?of=draft:2&format=text").text())
        .contains("Routing B2", "maybe");
  }

  @Test
  void aRunThatIsCancelledStaysCancelledAndFreesItsCaller() throws Exception {
    fill(2_000);
    CountDownLatch held = new CountDownLatch(1);
    site.gate = () -> await(held);
    String id = begin("{\"of\":\"draft:1\"}");

    Answer second = site.post("/api/isf/whatif", "{\"of\":\"draft:1\"}");
    assertThat(second.status()).isEqualTo(409);
    assertThat(second.body().get("error").asText()).contains(id);

    Answer cancelled = site.delete("/api/isf/whatif/" + id);
    assertThat(cancelled.status()).isEqualTo(200);
    assertThat(cancelled.body().get("state").asText()).isEqualTo("cancelled");
    site.gate = () -> {};
    held.countDown();
    JsonNode next = site.ended("{\"of\":\"draft:1\"}");
    assertThat(next.get("done").asInt()).isEqualTo(2_000);
    assertThat(site.get("/api/isf/whatif/" + id).body().get("state").asText())
        .isEqualTo("cancelled");
    assertThat(site.delete("/api/isf/whatif/" + id).body().get("state").asText())
        .isEqualTo("cancelled");
  }

  @Test
  void aDraftThatIsDeletedMeanwhileIsRunToItsEnd() throws Exception {
    fill(3_000);
    CountDownLatch held = new CountDownLatch(1);
    site.gate = () -> await(held);
    String id = begin("{\"of\":\"draft:1\"}");
    site.books.remove("draft:1");
    held.countDown();

    JsonNode report = site.ended("/api/isf/whatif/", id);
    assertThat(report.get("state").asText()).isEqualTo("done");
    assertThat(report.get("done").asInt()).isEqualTo(3_000);
  }

  @Test
  void aRunWhoseDatabaseGoesAwayFailsAndSaysSo() throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch asked = new CountDownLatch(1);
    Database own = TestDatabase.open();
    try (AnalysisSite other = site(own)) {
      new RecordedMessages().put(own, NIGHT, 20_000, KINDS);
      other.gate =
          () -> {
            asked.countDown();
            await(held);
          };
      Answer begun = other.post("/api/isf/whatif", "{\"of\":\"draft:1\",\"last\":20000}");
      await(asked);
      own.close();
      held.countDown();

      JsonNode report = other.ended("/api/isf/whatif/", begun.body().get("id").asText());
      assertThat(report.get("state").asText()).isEqualTo("failed");
      assertThat(report.get("error").asText()).startsWith("the database did not answer");
    }
  }

  @Test
  void progressIsSeenWhileItRuns() throws Exception {
    fill(5_000);
    CountDownLatch held = new CountDownLatch(1);
    site.gate = () -> await(held);
    String id = begin("{\"of\":\"draft:1\",\"last\":5000}");
    JsonNode at = site.get("/api/isf/whatif/" + id).body();
    assertThat(at.get("state").asText()).isEqualTo("running");
    assertThat(at.get("done").asInt()).isZero();
    assertThat(at.get("total").asInt()).isEqualTo(5_000);
    held.countDown();
    eventually("some are done", () -> done(id) > 0);

    assertThat(site.ended("/api/isf/whatif/", id).get("done").asInt()).isEqualTo(5_000);
  }

  private int done(String id) {
    try {
      return site.get("/api/isf/whatif/" + id).body().get("done").asInt();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aRunIsForgottenHalfAnHourAfterItsEnd() throws Exception {
    String id = begin("{\"of\":\"draft:1\"}");
    site.ended("/api/isf/whatif/", id);
    site.later.set(Duration.ofMinutes(29));
    assertThat(site.get("/api/isf/whatif/" + id).status()).isEqualTo(200);
    site.later.set(Duration.ofMinutes(31));
    assertThat(site.get("/api/isf/whatif/" + id).status()).isEqualTo(404);
  }

  private String begin(String wish) throws IOException, InterruptedException {
    Answer begun = site.post("/api/isf/whatif", wish);
    assertThat(begun.status()).as(begun.text()).isEqualTo(202);
    return begun.body().get("id").asText();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void theNewestMessagesAreListedForPicking() throws Exception {
    fill(100);

    JsonNode messages = site.get("/api/isf/traffic?limit=3").body().get("messages");

    assertThat(messages).hasSize(3);
    assertThat(messages.get(0).get("size").asInt()).isEqualTo(100);
    assertThat(messages.get(0).get("mediaType").asText()).isEqualTo("text/plain");
    assertThat(messages.get(0).get("chosen").asText()).isEqualTo("sms");
    assertThat(messages.get(0).get("kind").asText()).isEqualTo("message");
    assertThat(messages.get(0).get("state").asText()).isNotEmpty();
    assertThat(messages.toString()).doesNotContain("+1555");
    assertThat(site.get("/api/isf/traffic?limit=0").status()).isEqualTo(400);
  }

  @Test
  void anAnalysisLooksAtTrafficWhenAsked() throws Exception {
    fill(1_000);

    JsonNode alone = site.get("/api/isf/analysis?of=draft:1").body();
    JsonNode sampled = site.get("/api/isf/analysis?of=draft:1&traffic=500").body();

    assertThat(alone.get("findings").toString()).doesNotContain("no-traffic");
    assertThat(alone.get("messages").asInt()).isZero();
    assertThat(sampled.get("messages").asInt()).isEqualTo(500);
    assertThat(sampled.get("findings").toString())
        .contains("policy-row-changes-no-traffic", "\\\"Night\\\" decided none of the last 500");
    assertThat(site.get("/api/isf/analysis").status()).isEqualTo(200);
    assertThat(site.get("/api/isf/analysis?of=draft:1&traffic=9999999").status()).isEqualTo(400);
  }

  @Test
  void twoWorkbooksAreCompared() throws Exception {
    JsonNode diff = site.get("/api/isf/diff?from=active&to=draft:1").body();

    assertThat(diff.get("same").asBoolean()).isFalse();
    assertThat(diff.get("sheets").get(0).get("change").asText()).isEqualTo("changed");
    assertThat(diff.get("sheets").get(0).get("changes")).hasSize(3);
    JsonNode change = diff.get("sheets").get(0).get("changes").get(0);
    assertThat(change.get("kind").asText()).isEqualTo("cell");
    assertThat(change.get("row").asText()).isEqualTo("Max size (bytes)");
    assertThat(change.get("column").asText()).isEqualTo("SMS");
    assertThat(change.get("before").asText()).isEqualTo("1000");
    assertThat(change.get("after").asText()).isEqualTo("150");
    assertThat(change.get("toRow").asInt()).isEqualTo(2);
    assertThat(diff.get("sheets").get(1).get("change").asText()).isEqualTo("added");
    assertThat(site.get("/api/isf/diff?from=active&to=draft:1&format=text").text())
        .startsWith("Routing: 3 changes\n  B2  \"Max size (bytes)\", SMS: \"1000\" -> \"150\"\n");
    assertThat(site.get("/api/isf/diff").body().get("same").asBoolean()).isTrue();
    assertThat(site.get("/api/isf/diff?from=draft:7").status()).isEqualTo(404);
  }

  /** The active workbook with rows of policy. */
  private static Workbook with(String... rows) {
    return new Workbook(
        List.of(
            ACTIVE.sheets().getFirst(),
            sheet("Policy", "Type:,policy\n" + String.join("\n", rows) + "\n")));
  }

  private static final Kind PLAIN = new Kind("{\"d\":\"inside CPM\"}", "text/plain", 100);

  @Test
  void messagesFromServicesAreAskedAtStageInbound() throws Exception {
    RecordedMessages messages = new RecordedMessages();
    messages.put(database, NIGHT, 100, List.of(PLAIN));
    RecordedMessages.cameFromSms(database);
    messages.put(database, NIGHT, 50, KINDS);
    site.books.put(
        "draft:1",
        with(
            "Row,Stage,From,Service,When,Characters,Reject,Rewrite to,Change content",
            "Spam,inbound,+15551000001..+15551000009,sms,,,403 No spam,,",
            "By mail,inbound,,email,,,403 Never,,",
            "Counted,inbound,,,,..10,403 Short,,",
            "Moved,inbound,+1555100001*,,Mon 00:00-06:00,,,+15559999999,truncate 5"));

    JsonNode report = site.ended("{\"of\":\"draft:1\"}");

    JsonNode inbound = report.get("inbound");
    assertThat(inbound.get("done").asInt()).isEqualTo(100);
    assertThat(inbound.get("same").asInt()).isEqualTo(81);
    assertThat(moves(inbound.get("moves")))
        .containsExactly(
            "accepted -> accepted, recipient rewritten, truncate 5 10",
            "accepted -> rejected: policy row spam, 403 No spam 9");
    assertThat(report.get("done").asInt()).as("as ever: those that left CPM").isEqualTo(50);
    assertThat(report.get("same").asInt()).isEqualTo(50);
    assertThat(report.get("failures").get("done").asInt()).isZero();
    assertThat(report.get("notes").toString())
        .contains("only those that entered CPM", "taken for not fitting (counted)");
  }

  @Test
  void failuresAreFollowedToWhereTwoRuleSetsPart() throws Exception {
    new RecordedMessages().put(database, NIGHT, 30, List.of(KINDS.getFirst()));
    RecordedMessages.fail(database, "mms", "sms", "sms congested", "sms bad-recipient");
    site.books.put(
        "draft:1",
        with(
            "Row,Stage,Failed service,Failure,Attempts,Forbid,Reject",
            "Busy,failure,sms,congested,1,sms,"));
    site.books.put(
        "draft:2",
        with(
            "Row,Stage,Failed service,Failure,Attempts,Forbid,Reject",
            "Unknown,failure,sms,bad-recipient,2..,,404 Unknown"));
    site.books.put(
        "draft:3",
        with(
            "Row,Stage,Failed service,Failure,Attempts,Forbid,Reject",
            "No MMS,failure,sms,bad-recipient,,mms,"));

    assertThat(moves(site.ended("{\"of\":\"draft:1\"}").get("failures").get("moves")))
        .containsExactly("sms again -> mms 30");
    JsonNode second = site.ended("{\"of\":\"draft:2\"}");
    assertThat(moves(second.get("failures").get("moves")))
        .containsExactly("mms -> rejected: policy row unknown, 404 Unknown 30");
    assertThat(
            second.get("failures").get("moves").get(0).get("examples").get(0).get("why").asText())
        .isEqualTo("sms failed: bad-recipient, attempt 2");
    assertThat(moves(site.ended("{\"of\":\"draft:3\"}").get("failures").get("moves")))
        .containsExactly("mms -> email 30");
    JsonNode same = site.ended("{\"of\":\"version:1\"}");
    assertThat(same.get("failures").get("same").asInt()).isEqualTo(30);
    assertThat(same.get("failures").get("unknown").asInt()).isZero();
    assertThat(same.get("recorded").get("same").asInt())
        .as("what was selected first is compared")
        .isEqualTo(30);
  }

  @Test
  void whatCannotBeKnownIsCountedAndNotGuessed() throws Exception {
    new RecordedMessages().put(database, NIGHT, 30, List.of(KINDS.getFirst()));
    RecordedMessages.fail(database, "mms", "sms", "sms bad-recipient");
    site.books.put("draft:1", with("Row,Stage,Forbid", "No SMS,selection,sms"));
    JsonNode another = site.ended("{\"of\":\"draft:1\"}");
    assertThat(moves(another.get("moves"))).containsExactly("sms -> mms 30");
    assertThat(another.get("failures").get("unknown").asInt()).isEqualTo(30);
    assertThat(another.get("notes").toString())
        .contains("How another service would have answered is not known: 30 messages");

    RecordedMessages.removeAll(database);
    new RecordedMessages().put(database, NIGHT, 30, List.of(KINDS.getFirst()));
    RecordedMessages.fail(database, "mms", "sms", "? bad-recipient");
    JsonNode earlier = site.ended("{\"of\":\"version:1\"}");
    assertThat(earlier.get("failures").get("unknown").asInt()).isEqualTo(30);
  }

  @Test
  void failuresInsideCpmAreAskedAboutToo() throws Exception {
    new RecordedMessages().put(database, NIGHT, 20, List.of(PLAIN));
    RecordedMessages.fail(database, "cpm", "", "cpm no-answer", "cpm unavailable");
    site.books.put(
        "draft:1",
        with(
            "Row,Stage,Failed service,Failure,Forbid,Force,Reject",
            "Silent,failure,cpm,no-answer,cpm,,"));
    JsonNode stayed = site.ended("{\"of\":\"draft:1\"}");
    assertThat(moves(stayed.get("failures").get("moves")))
        .containsExactly("tried inside CPM again -> leaves CPM 20");
    assertThat(stayed.get("done").asInt()).isZero();

    RecordedMessages.removeAll(database);
    new RecordedMessages().put(database, NIGHT, 20, List.of(KINDS.getFirst()));
    RecordedMessages.fail(database, "sms", "", "cpm no-answer");
    site.books.put(
        "draft:2",
        with(
            "Row,Stage,Failed service,Failure,Forbid,Force,Reject",
            "Silent,failure,cpm,no-answer,,mms,"));
    site.books.put(
        "draft:3",
        with(
            "Row,Stage,Failed service,Failure,Forbid,Force,Reject",
            "Silent,failure,cpm,no-answer,,,408 Silent"));
    assertThat(moves(site.ended("{\"of\":\"draft:2\"}").get("moves")))
        .containsExactly("sms -> mms 20");
    assertThat(moves(site.ended("{\"of\":\"draft:3\"}").get("failures").get("moves")))
        .containsExactly("leaves CPM -> rejected: policy row silent, 408 Silent 20");
  }

  /** Printed, not asserted: how long a run takes. More messages with -Disthmus.whatif.messages. */
  @Test
  void aGreatManyMessagesAreRun() throws Exception {
    int count = Integer.getInteger("isthmus.whatif.messages", 20_000);
    fill(count);

    long start = System.nanoTime();
    JsonNode report = site.ended("{\"of\":\"draft:1\",\"last\":%d}".formatted(count));
    System.out.printf(
        "what-if over %,d messages: %d ms%n", count, (System.nanoTime() - start) / 1_000_000);

    assertThat(report.get("done").asInt()).isEqualTo(count);
    assertThat(report.get("unreadable").asInt()).isZero();
  }

  /**
   * The same with 40 rows and 12 services, and -Disthmus.whatif.policy rows of policy: a few by
   * default, 300 is what is promised.
   */
  @Test
  void aGreatManyMessagesAreRunByABigDraft() throws Exception {
    int count = Integer.getInteger("isthmus.whatif.messages", 2_000);
    int rows = Integer.getInteger("isthmus.whatif.policy", 20);
    Workbook active = BigBook.of(rows, 1);
    List<Kind> kinds =
        KINDS.stream()
            .map(kind -> selected(rules(active), BigBook.SERVICES, kind.type(), kind.size()))
            .toList();
    new RecordedMessages().put(database, NIGHT, count, kinds);
    try (AnalysisSite big = new AnalysisSite(database, BigBook.SERVICES)) {
      big.books.put("active", active);
      big.books.put("draft:1", BigBook.of(rows, 2));

      long busy = busy();
      long start = System.nanoTime();
      JsonNode report = big.ended("{\"of\":\"draft:1\",\"last\":%d}".formatted(count));
      System.out.printf(
          "what-if over %,d messages, 40 rows, 12 services, %d policy rows: %d ms, %d ms of CPU%n",
          count, rows, (System.nanoTime() - start) / 1_000_000, (busy() - busy) / 1_000_000);

      assertThat(report.get("done").asInt()).isEqualTo(count);
      assertThat(report.get("unreadable").asInt()).isZero();
      assertThat(report.get("moves")).isNotEmpty();
    }
  }

  /** Nanoseconds of CPU that this process has had: what counts on a machine that others use. */
  private static long busy() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }
}
