package isthmus.gateway.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import isthmus.cpm.interworking.Remark;
import isthmus.gateway.console.http.Gatekeeper;
import isthmus.gateway.observe.story.Explanations;
import isthmus.gateway.tables.RoutingTables;
import isthmus.isf.Explanation;
import isthmus.isf.policy.RuleSet;
import isthmus.isf.table.RoutingTable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * The first page in headless Chromium. With {@code -Disthmus.screenshots=FOLDER} it leaves pictures
 * there to be looked at.
 */
class BrowserTest {
  @TempDir private Path profile;

  private final FixtureGateway gateway = new FixtureGateway(InstantSource.system());
  private Console console;
  private ChromeDriver browser;

  @BeforeEach
  void open() throws IOException {
    Optional<Path> chromium = program("chromium");
    Optional<Path> driver = program("chromedriver");
    assumeTrue(
        chromium.isPresent() && driver.isPresent(),
        "needs chromium and chromedriver (Debian: chromium, chromium-driver)");
    console =
        Console.open(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            65_536,
            gateway.observed(),
            explanations(),
            List.of(),
            Gatekeeper.OPEN);
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium.get().toString());
    options.addArguments(
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--user-data-dir=" + profile);
    options.setCapability("goog:loggingPrefs", logs);
    browser =
        new ChromeDriver(
            new ChromeDriverService.Builder()
                .usingDriverExecutable(driver.get().toFile())
                .usingAnyFreePort()
                .build(),
            options);
    browser.manage().window().setSize(new Dimension(1280, 900));
    browser.get("http://127.0.0.1:" + console.address().getPort() + "/");
    await(() -> !browser.findElements(By.cssSelector(".messages tbody tr")).isEmpty());
  }

  @AfterEach
  void close() {
    if (browser != null) {
      browser.quit();
    }
    if (console != null) {
      console.close();
    }
  }

  @Test
  void showsLinksLimitsRatesAndMessagesWithoutAnErrorOfTheBrowser() throws IOException {
    await(() -> text("#health").equals("Ready"));
    await(() -> !text(".tile .now").equals("0"));
    assertThat(browser.findElements(By.cssSelector(".link"))).hasSize(4);
    assertThat(text(".columns")).contains("92 / 100", "results queue", "16.1K / 20K");
    assertThat(rows()).isEqualTo(45);
    screenshot("overview-light");
    browser.manage().window().setSize(new Dimension(820, 1180));
    screenshot("overview-tablet");
    assertNothingWentWrong();
  }

  @Test
  void showsUnreadableReceiptsOnlyWhenThereAreSome() throws IOException {
    assertThat(browser.findElement(By.cssSelector(".remarks")).isDisplayed()).isFalse();
    Instant at = Instant.parse("2026-01-05T12:00:00Z");
    gateway.remarks.set(List.of(new Remark("sms", "s1", at, "it has no id", "73746174")));
    browser.navigate().refresh();
    await(() -> text(".remarks").contains("it has no id"));
    assertThat(text(".remarks")).contains("Unreadable receipts", "s1").doesNotContain("73746174");
    browser.findElement(By.cssSelector(".remarks summary")).click();
    await(() -> text(".remarks").contains("73746174"));
    screenshot("overview-unreadable");
    assertNothingWentWrong();
  }

  @Test
  void filtersAndOpensAStoryByKeyboardAlone() throws IOException {
    press("/");
    press("failed");
    await(() -> rows() == 1);
    press(Keys.ENTER);
    press(Keys.ENTER);
    await(() -> !browser.findElements(By.cssSelector(".ladder .event")).isEmpty());
    assertThat(text(".story-head")).contains("+15551000001 to +15552000002", "failed");
    assertThat(text(".detail h3")).isEqualTo("attempt 2 failed: bad recipient");
    screenshot("story-failed");
    press("k");
    await(() -> text(".detail h3").startsWith("attempt 1 failed"));
    press(Keys.ESCAPE);
    await(() -> browser.findElements(By.cssSelector("dialog[open]")).isEmpty());
    assertThat(browser.switchTo().activeElement().getDomAttribute("class")).contains("chosen");
    press("t");
    assertThat(browser.findElement(By.tagName("html")).getDomAttribute("data-theme"))
        .isEqualTo("dark");
    screenshot("overview-dark-filtered");
    assertNothingWentWrong();
  }

  @Test
  void anyIdInTheFilterFindsItsStory() throws IOException {
    press("/");
    press("imdn-1");
    await(() -> rows() == 0);
    press(Keys.ENTER);
    await(() -> browser.findElements(By.cssSelector(".ladder .event")).size() > 10);
    int all = browser.findElements(By.cssSelector(".ladder .event")).size();
    screenshot("story-delivered");
    browser.findElement(By.cssSelector(".ladder .event:nth-of-type(3)")).click();
    await(() -> text(".detail h3").equals("sms chosen by table 3"));
    assertThat(text(".detail")).contains("ps-voice out by max-size-bytes \"Max size (bytes)\"");
    screenshot("story-selection");
    browser.findElement(By.xpath("//div[@class='toggles']/button[text()='SMPP']")).click();
    await(() -> browser.findElements(By.cssSelector(".ladder .event")).size() == all - 4);
    press("t");
    press("k");
    screenshot("story-dark");
    browser.manage().window().setSize(new Dimension(820, 1180));
    screenshot("story-tablet");
    assertNothingWentWrong();
  }

  @Test
  void anUnknownIdIsToldAsSuch() {
    press("/");
    press("nobody-knows");
    await(() -> rows() == 0);
    press(Keys.ENTER);
    await(() -> text(".story-body").contains("No such message"));
    assertThat(text(".story-body")).contains("it can be Isthmus' own key");
  }

  @Test
  void aDatabaseThatGoesAwayIsSaidAndWhatWasReadStays() throws IOException {
    gateway.databaseAway.set(true);
    await(() -> text("#health").equals("Not ready"));
    assertThat(text(".trouble")).isEqualTo("Database: connection refused");
    await(() -> text(".messages .card-head").contains("the database is away"));
    assertThat(rows()).isEqualTo(45);
    screenshot("database-away");
  }

  @Test
  void aPausedListStaysAsItIs() {
    press("p");
    await(() -> text("#pause").equals("Resume"));
    assertThat(text(".messages .card-head")).contains("paused");
    press("p");
    await(() -> text("#pause").equals("Pause"));
  }

  @Test
  void aGatewayThatEndsIsSaid() {
    console.close();
    await(() -> text(".trouble").contains("The gateway does not answer"));
    await(() -> text("#health").equals("No connection"));
  }

  /** With the table that the stories' selections were made by. */
  private static Explanations explanations() throws IOException {
    byte[] sheet =
        Files.readAllBytes(Path.of("src/test/resources/isthmus/gateway/observe/story/table-1.csv"));
    RoutingTable table = RoutingTables.of(sheet);
    return json -> Optional.of(Explanation.fromJson(json, RuleSet.of(table)));
  }

  private int rows() {
    return browser.findElements(By.cssSelector(".messages tbody tr")).size();
  }

  private String text(String selector) {
    return browser.findElements(By.cssSelector(selector)).stream()
        .findFirst()
        .map(WebElement::getText)
        .orElse("");
  }

  private void press(CharSequence keys) {
    browser.switchTo().activeElement().sendKeys(keys);
  }

  private void assertNothingWentWrong() {
    assertThat(browser.manage().logs().get(LogType.BROWSER).getAll())
        .as("what the browser complains about")
        .isEmpty();
  }

  /** Waits until it is so; a page that redraws itself may swap an element while it is read. */
  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (System.nanoTime() < deadline) {
      try {
        if (condition.getAsBoolean()) {
          return;
        }
      } catch (StaleElementReferenceException redrawn) {
        // Looked at again.
      }
      Thread.onSpinWait();
    }
    throw new AssertionError("did not become so within a minute");
  }

  private void screenshot(String name) throws IOException {
    String folder = System.getProperty("isthmus.screenshots");
    if (folder != null) {
      Files.createDirectories(Path.of(folder));
      Files.write(Path.of(folder, name + ".png"), browser.getScreenshotAs(OutputType.BYTES));
    }
  }

  private static Optional<Path> program(String name) {
    return Stream.of(System.getenv("PATH").split(":", -1))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
