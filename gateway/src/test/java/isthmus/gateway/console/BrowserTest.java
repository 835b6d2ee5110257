package isthmus.gateway.console;

import static org.assertj.core.api.Assertions.assertThat;

import isthmus.cpm.interworking.Remark;
import isthmus.gateway.console.http.Gatekeeper;
import isthmus.gateway.observe.story.Explanations;
import isthmus.gateway.rules.RoutingTables;
import isthmus.isf.Explanation;
import isthmus.isf.policy.RuleSet;
import isthmus.isf.table.RoutingTable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/**
 * The first page in headless Chromium. With {@code -Disthmus.screenshots=FOLDER} it leaves pictures
 * there to be looked at.
 */
class BrowserTest {
  @TempDir private Path profile;

  private final FixtureGateway gateway = new FixtureGateway(InstantSource.system());
  private Console console;
  private Chromium browser;

  @BeforeEach
  void open() throws IOException {
    browser = Chromium.start(profile);
    console =
        Console.open(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            65_536,
            gateway.observed(),
            explanations(),
            List.of(),
            Gatekeeper.OPEN);
    browser.open("http://127.0.0.1:" + console.address().getPort() + "/");
    browser.await("there are messages", () -> rows() > 0);
  }

  @AfterEach
  void close() {
    if (browser != null) {
      browser.close();
    }
    if (console != null) {
      console.close();
    }
  }

  @Test
  void showsLinksLimitsRatesAndMessagesWithoutAnErrorOfTheBrowser() throws IOException {
    browser.await("it is ready", () -> browser.text("#health").equals("Ready"));
    browser.await("rates are drawn", () -> !browser.text(".tile .now").equals("0"));
    assertThat(browser.all(".link")).hasSize(4);
    assertThat(browser.text(".columns")).contains("92 / 100", "results queue", "16.1K / 20K");
    assertThat(rows()).isEqualTo(45);
    browser.screenshot("overview-light");
    browser.size(820, 1180);
    browser.screenshot("overview-tablet");
    assertNothingWentWrong();
  }

  @Test
  void showsUnreadableReceiptsOnlyWhenThereAreSome() throws IOException {
    assertThat(browser.find(".remarks").orElseThrow().isDisplayed()).isFalse();
    Instant at = Instant.parse("2026-01-05T12:00:00Z");
    gateway.remarks.set(List.of(new Remark("sms", "s1", at, "it has no id", "73746174")));
    browser.reload();
    browser.await("it is listed", () -> browser.text(".remarks").contains("it has no id"));
    assertThat(browser.text(".remarks"))
        .contains("Unreadable receipts", "s1")
        .doesNotContain("73746174");
    browser.click(".remarks summary");
    browser.await("it is opened", () -> browser.text(".remarks").contains("73746174"));
    browser.screenshot("overview-unreadable");
    assertNothingWentWrong();
  }

  @Test
  void filtersAndOpensAStoryByKeyboardAlone() throws IOException {
    browser.type("/");
    browser.type("failed");
    browser.await("one is left", () -> rows() == 1);
    browser.type(Keys.ENTER);
    browser.type(Keys.ENTER);
    browser.await("the story is drawn", () -> events() > 0);
    assertThat(browser.text(".story-head")).contains("+15551000001 to +15552000002", "failed");
    assertThat(browser.text(".detail h3")).isEqualTo("attempt 2 failed: bad recipient");
    browser.screenshot("story-failed");
    browser.type("k");
    browser.await(
        "the event before is shown",
        () -> browser.text(".detail h3").startsWith("attempt 1 failed"));
    browser.type(Keys.ESCAPE);
    browser.await("the story is closed", () -> browser.all("dialog[open]").isEmpty());
    assertThat(browser.focused().getDomAttribute("class")).contains("chosen");
    browser.type("t");
    assertThat(browser.find("html").orElseThrow().getDomAttribute("data-theme")).isEqualTo("dark");
    browser.screenshot("overview-dark-filtered");
    assertNothingWentWrong();
  }

  @Test
  void anyIdInTheFilterFindsItsStory() throws IOException {
    browser.type("/");
    browser.type("imdn-1");
    browser.await("none is left", () -> rows() == 0);
    browser.type(Keys.ENTER);
    browser.await("the story is drawn", () -> events() > 10);
    int all = events();
    browser.screenshot("story-delivered");
    browser.click(".ladder .event:nth-of-type(3)");
    browser.await(
        "the selection is shown", () -> browser.text(".detail h3").equals("sms chosen by table 3"));
    assertThat(browser.text(".detail"))
        .contains("ps-voice out by max-size-bytes \"Max size (bytes)\"");
    browser.screenshot("story-selection");
    toggle("SMPP").click();
    browser.await("its events are hidden", () -> events() == all - 4);
    browser.type("t");
    browser.type("k");
    browser.screenshot("story-dark");
    browser.size(820, 1180);
    browser.screenshot("story-tablet");
    assertNothingWentWrong();
  }

  @Test
  void anUnknownIdIsToldAsSuch() {
    browser.type("/");
    browser.type("nobody-knows");
    browser.await("none is left", () -> rows() == 0);
    browser.type(Keys.ENTER);
    browser.await("it is said", () -> browser.text(".story-body").contains("No such message"));
    assertThat(browser.text(".story-body")).contains("it can be Isthmus' own key");
  }

  @Test
  void aDatabaseThatGoesAwayIsSaidAndWhatWasReadStays() throws IOException {
    gateway.databaseAway.set(true);
    browser.await("it is not ready", () -> browser.text("#health").equals("Not ready"));
    assertThat(browser.text(".trouble")).isEqualTo("Database: connection refused");
    browser.await(
        "it is said at the messages",
        () -> browser.text(".messages .card-head").contains("the database is away"));
    assertThat(rows()).isEqualTo(45);
    browser.screenshot("database-away");
  }

  @Test
  void aPausedListStaysAsItIs() {
    browser.type("p");
    browser.await("it is paused", () -> browser.text("#pause").equals("Resume"));
    assertThat(browser.text(".messages .card-head")).contains("paused");
    browser.type("p");
    browser.await("it goes on", () -> browser.text("#pause").equals("Pause"));
  }

  @Test
  void aGatewayThatEndsIsSaid() {
    console.close();
    browser.await(
        "it is said", () -> browser.text(".trouble").contains("The gateway does not answer"));
    browser.await("health is not known", () -> browser.text("#health").equals("No connection"));
  }

  /** With the table that the stories' selections were made by. */
  private static Explanations explanations() throws IOException {
    byte[] sheet =
        Files.readAllBytes(Path.of("src/test/resources/isthmus/gateway/observe/story/table-1.csv"));
    RoutingTable table = RoutingTables.of(sheet);
    return json -> Optional.of(Explanation.fromJson(json, RuleSet.of(table)));
  }

  private int rows() {
    return browser.all(".messages tbody tr").size();
  }

  private WebElement toggle(String text) {
    return browser.all(".toggles > button").stream()
        .filter(button -> button.getText().equals(text))
        .findFirst()
        .orElseThrow();
  }

  private int events() {
    return browser.all(".ladder .event").size();
  }

  private void assertNothingWentWrong() {
    assertThat(browser.complaints()).as("what the browser complains about").isEmpty();
  }
}
