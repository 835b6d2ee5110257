package isthmus.gateway.e2e;

import static isthmus.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import isthmus.cpm.delivery.DeliveryState;
import isthmus.cpm.store.StoryStore;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows of the policy table and preferences of users decide over real messages. */
class PolicyTest {
  private static final String ROUTING =
      """
      Id:,routing
      ,SMS,Pigeon
      Text ok,Yes,Yes
      Preferred by service provider,Yes,No
      Fine with user,Yes,Yes
      """;

  @TempDir static Path directory;
  private static Path flown;
  private static Scene scene;
  private static Rest rest;

  @BeforeAll
  static void start() throws IOException {
    Path jars = Files.createDirectory(directory.resolve("jars"));
    ToyJar.drop(jars, "pigeon");
    flown = directory.resolve("flown.txt");
    scene =
        Scene.started(
            "",
            TestGateway.QUICK
                + "functions: {directory: \"%s\"}\n".formatted(jars)
                + "services: {pigeon: {file: \"%s\"}}\n".formatted(flown)
                + "isf: {link-base: \"https://links.test\"}\n");
    rest = Rest.of(scene.gateway());
    rest.rules("routing.csv", ROUTING);
  }

  @AfterAll
  static void stop() {
    scene.close();
  }

  private static void policy(String... lines) {
    rest.rules("policy.csv", "Type:,policy\nId:,policy\n" + String.join("\n", lines) + "\n");
  }

  private static SipText answer(Pager pager) {
    scene.core().send(pager.by(scene.core()));
    return scene.core().response(pager.callId());
  }

  private static String trace(Pager pager) {
    return rest.get("/api/trace/" + pager.imdnId() + "?format=text");
  }

  @Test
  void aRowBeforeTheDecisionIsTheAnswer() {
    policy("Rule,Stage,To,Reject", "Premium,decision,+1555*,433 No premium numbers");
    Pager pager = Pager.to(Pager.phone(), "hello");
    SipText answer = answer(pager);
    assertThat(answer.status()).isEqualTo(433);
    assertThat(answer.header("Warning")).contains("No premium numbers");
    assertThat(scene.gateway().stories(pager.imdnId())).isEmpty();
  }

  @Test
  void aRowBeforeTheDecisionForcesAService() {
    policy("Rule,Stage,To,Force", "Far away,decision,+1555*,pigeon");
    Pager pager = Pager.to(Pager.phone(), "by air");
    scene.accepted(pager);
    scene.gateway().story(pager.imdnId(), DeliveryState.DELIVERED);
    assertThat(ToyJar.flown(flown)).anyMatch(line -> line.endsWith("by air"));
    assertThat(trace(pager)).contains("far-away").contains("force pigeon");
  }

  @Test
  void aRowOfTheSelectionForbidsAndIsToldInTheStory() {
    policy("Rule,Stage,Content,Forbid", "Texts fly,selection,text,sms");
    Pager pager = Pager.to(Pager.phone(), "forbidden to sms");
    scene.accepted(pager);
    scene.gateway().story(pager.imdnId(), DeliveryState.DELIVERED);
    assertThat(trace(pager)).contains("texts-fly");
  }

  @Test
  void aRowOfTheSelectionRewritesTheAddress() {
    String other = Pager.phone();
    policy("Rule,Stage,To,Rewrite to", "Moved,selection,+1555*," + other);
    Pager pager = Pager.to(Pager.phone(), "moved");
    scene.accepted(pager);
    Smsc.Submitted submitted = scene.smsc().awaitTo(other, 1).getFirst();
    scene.smsc().receipt(submitted, "DELIVRD");
    assertThat(scene.core().imdn(pager.imdnId()).disposition()).isEqualTo("delivered");
  }

  @Test
  void aDividedTextIsDeliveredWhenAllOfItIs() {
    policy("Rule,Stage,Characters,Change content", "Long,selection,21..,split 20");
    Pager pager = Pager.to(Pager.phone(), "a text that goes as several short messages");
    scene.accepted(pager);
    List<Smsc.Submitted> submitted = scene.smsc().awaitTo(pager.to(), 3);
    assertThat(submitted)
        .extracting(one -> one.sm().text())
        .containsExactly("a text that goes as", "several short", "messages");
    scene.gateway().story(pager.imdnId(), DeliveryState.SUBMITTED);
    scene.smsc().receipt(submitted.get(0), "DELIVRD");
    scene.smsc().receipt(submitted.get(2), "DELIVRD");
    assertThat(TestGateway.state(scene.gateway().stories(pager.imdnId()).getFirst()))
        .isEqualTo(DeliveryState.SUBMITTED);
    scene.smsc().receipt(submitted.get(1), "DELIVRD");
    assertThat(scene.core().imdn(pager.imdnId()).disposition()).isEqualTo("delivered");
    scene.gateway().story(pager.imdnId(), DeliveryState.DELIVERED);
  }

  @Test
  void aLinkLeadsToTheContent() {
    policy("Rule,Stage,Change content", "Link,selection,link");
    Pager pager = Pager.to(Pager.phone(), "<b>kept here</b>");
    scene.accepted(pager);
    String text = scene.smsc().awaitTo(pager.to(), 1).getFirst().sm().text();
    Matcher link = Pattern.compile("https://links\\.test(/c/\\S+)$").matcher(text);
    assertThat(link.find()).as(text).isTrue();
    String path = link.group(1);
    HttpResponse<String> fetched = rest.ask("GET", path, "");
    assertThat(fetched.statusCode()).isEqualTo(200);
    assertThat(fetched.body()).isEqualTo("<b>kept here</b>");
    assertThat(fetched.headers().firstValue("Content-Type")).contains("text/plain; charset=UTF-8");
    assertThat(fetched.headers().firstValue("Content-Disposition"))
        .contains("attachment; filename=\"Text\"");
    assertThat(fetched.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(fetched.headers().firstValue("Content-Security-Policy"))
        .contains("default-src 'none'; sandbox");
    char last = path.charAt(path.length() - 2);
    String forged = path.substring(0, path.length() - 2) + (last == 'a' ? "ba" : "aa");
    assertThat(rest.ask("GET", forged, "").statusCode()).isEqualTo(404);
    assertThat(rest.ask("GET", "/c/nothing", "").statusCode()).isEqualTo(404);
    scene
        .gateway()
        .sql(
            "update delivery set treatment = regexp_replace(treatment, '20[0-9]{2}-', '2001-')"
                + " where treatment like 'link %'");
    assertThat(rest.ask("GET", path, "").statusCode()).as("its time is over").isEqualTo(404);
  }

  @Test
  void aRowAfterPassingFailuresChoosesAnotherService() {
    policy(
        "Rule,Stage,Failed service,Attempts,Forbid",
        "Not by pigeon for ever,failure,pigeon,2..,pigeon",
        "");
    rest.ask("PUT", "/api/users/" + Pager.ALICE + "/preferences", "{\"class\":\"business\"}");
    Pager pager = Pager.to(Pager.phone(), "all busy");
    HttpResponse<String> stored =
        rest.ask(
            "PUT",
            "/api/users/" + pager.to().substring(4) + "/preferences",
            "{\"services\":[\"pigeon\"],\"refused\":[]}");
    assertThat(stored.statusCode()).isEqualTo(200);
    rest.rules(
        "routing.csv",
        """
        Id:,routing
        ,SMS,Pigeon
        Text ok,Yes,Yes
        """);
    scene.accepted(pager);
    scene.smsc().awaitTo(pager.to(), 1);
    StoryStore.Story story = scene.gateway().story(pager.imdnId(), DeliveryState.SUBMITTED);
    assertThat(story.deliveries().getFirst().delivery().tried()).containsExactly("pigeon");
    assertThat(trace(pager)).contains("not-by-pigeon-for-ever");
    rest.rules("routing.csv", ROUTING);
  }

  @Test
  void aRowForAFailureInsideCpmChoosesTheService() {
    policy(
        "Rule,Stage,Failed service,Failure,Force", "Not in CPM,failure,cpm,bad-recipient,pigeon");
    String number = Pager.phone();
    scene
        .core()
        .answering(
            request ->
                Optional.of(
                    request.method().equals("MESSAGE") && request.start().contains(number)
                        ? request.answer(404, "Not Found", "")
                        : request.answer(200, "OK", "")));
    try {
      CoreTellsOfUsersTest.registered(scene.core(), number, "Expires: 3600\r\n");
      Pager pager = Pager.to(number, "outside");
      scene.accepted(pager);
      scene.gateway().story(pager.imdnId(), DeliveryState.DELIVERED);
      assertThat(ToyJar.flown(flown)).anyMatch(line -> line.endsWith("outside"));
      assertThat(trace(pager))
          .contains("the core answered 404; row not-in-cpm of the policy table")
          .contains("at failure: force pigeon");
      assertThat(
              scene.gateway().stories(pager.imdnId()).getFirst().attempts().stream()
                  .map(attempt -> attempt.service().orElse("")))
          .containsExactly("cpm");
    } finally {
      scene.core().answering(request -> Optional.of(request.answer(200, "OK", "")));
    }
  }

  @Test
  void aServiceThatTheRecipientRefusesIsNotTaken() {
    policy("Rule,Stage,Pass", "Nothing,selection,Yes");
    Pager pager = Pager.to(Pager.phone(), "refused sms");
    rest.ask(
        "PUT", "/api/users/" + pager.to().substring(4) + "/preferences", "{\"refused\":[\"sms\"]}");
    scene.accepted(pager);
    scene.gateway().story(pager.imdnId(), DeliveryState.DELIVERED);
    assertThat(ToyJar.flown(flown)).anyMatch(line -> line.endsWith("refused sms"));
  }

  @Test
  void aRowForWhatComesInRejectsWithAnErrorOfTheService() {
    policy("Rule,Stage,From,Reject", "Spam,inbound,+1666*,403 No spam");
    Pdu refused = scene.smsc().deliver(Pdu.Sm.text("16665550000", "15551000001", "buy"));
    assertThat(refused.status()).isNotZero();
    Pdu taken = scene.smsc().deliver(Pdu.Sm.text("15557654321", "15551000001", "hello"));
    assertThat(taken.status()).isZero();
    eventually(
        "the other one arrives",
        RawSip.PATIENCE,
        () -> !scene.core().requests(request -> request.content().equals("hello")).isEmpty());
    assertThat(scene.core().requests(request -> request.content().equals("buy"))).isEmpty();
  }

  @Test
  void aRowForWhatComesInCutsAndRewrites() {
    policy(
        "Rule,Stage,From,Rewrite from,Change content",
        "Short,inbound,+1777*,replace +1777 by +1888,truncate 5");
    scene.smsc().deliver(Pdu.Sm.text("17775550000", "15551000001", "hello everybody"));
    SipText request =
        scene
            .core()
            .requests(
                "a cut message",
                1,
                each -> each.header("P-Asserted-Identity").contains("+18885550000"))
            .getFirst();
    assertThat(request.content()).isEqualTo("hello");
  }
}
