package isthmus.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import isthmus.gateway.console.Console;
import isthmus.gateway.console.FixtureGateway;
import isthmus.gateway.observe.story.Explanations;
import isthmus.gateway.store.Database;
import isthmus.gateway.store.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
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

/**
 * Logging in, accounts, tokens and the audit in headless Chromium. With {@code
 * -Disthmus.screenshots=FOLDER} it leaves pictures there to be looked at.
 */
class AccessPagesTest {
  @TempDir private Path profile;

  private Database database;
  private Access access;
  private Console console;
  private ChromeDriver browser;

  @BeforeEach
  void open() throws IOException {
    Optional<Path> chromium = program("chromium");
    Optional<Path> driver = program("chromedriver");
    assumeTrue(
        chromium.isPresent() && driver.isPresent(),
        "needs chromium and chromedriver (Debian: chromium, chromium-driver)");
    database = TestDatabase.open();
    access =
        Access.to(
            database, Site.settings(Optional.empty()), true, InstantSource.system(), Site.CHEAP);
    console =
        Console.open(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            65_536,
            new FixtureGateway(InstantSource.system()).observed(),
            Explanations.NONE,
            List.of(access.extension()),
            access.gatekeeper());
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium.get().toString());
    options.addArguments(
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--user-data-dir=" + profile);
    browser =
        new ChromeDriver(
            new ChromeDriverService.Builder()
                .usingDriverExecutable(driver.get().toFile())
                .usingAnyFreePort()
                .build(),
            options);
    browser.manage().window().setSize(new Dimension(1280, 900));
  }

  @AfterEach
  void close() {
    if (browser != null) {
      browser.quit();
    }
    if (console != null) {
      console.close();
      access.close();
      database.close();
    }
  }

  private void go(String path) {
    browser.get("http://127.0.0.1:" + console.address().getPort() + path);
  }

  @Test
  void fromAnOpenGatewayToAccountsRolesTokensAndTheAudit() throws IOException {
    go("/");
    await(() -> text(".open-note").equals("Open, no log-in"));
    screenshot("open");
    makeTheFirstAccount();
    wrongThenRight();
    makeAnEditor();
    changePasswordAndMakeAToken();
    lookAtTheAudit();
    logOutAndComeInAsTheEditor();
  }

  private void makeTheFirstAccount() throws IOException {
    go("/accounts/");
    await(() -> text(".accounts").contains("There is no account yet"));
    press("n");
    await(() -> !browser.findElements(By.cssSelector("dialog[open]")).isEmpty());
    screenshot("first-account");
    type("dialog label:nth-of-type(1) input", "root");
    type("dialog input[type=password]", "short");
    type("dialog input[type=password]", Site.PASSWORD.substring(5));
    click("dialog button.primary");
    await(() -> browser.getCurrentUrl().contains("/login/?next="));
    await(() -> shown("#enter"));
  }

  private void wrongThenRight() throws IOException {
    screenshot("login");
    type("input[name=username]", "root");
    type("input[name=password]", "not the password" + Keys.ENTER);
    await(() -> text(".outcome").equals("Name or password is wrong."));
    screenshot("login-wrong");
    type("input[name=password]", "short" + Site.PASSWORD.substring(5) + Keys.ENTER);
    await(() -> browser.getCurrentUrl().endsWith("/accounts/"));
    await(() -> text("#account").equals("root"));
  }

  private void makeAnEditor() throws IOException {
    await(() -> text(".accounts tbody").contains("root"));
    click("#new");
    await(() -> shown("dialog button.primary"));
    type("dialog label:nth-of-type(1) input", "erin");
    type("dialog input[type=password]", Site.PASSWORD);
    click("dialog input[value=editor]");
    click("dialog button.primary");
    await(() -> text(".accounts tbody").contains("erin"));
    assertThat(text(".accounts tbody")).contains("viewer, editor");
    screenshot("accounts");
    browser.findElement(By.cssSelector("button[aria-label='Change erin']")).click();
    await(() -> shown("dialog .danger"));
    screenshot("account-change");
    press(Keys.ESCAPE);
    browser.findElement(By.cssSelector("button[aria-label='Change root']")).click();
    await(() -> shown("dialog .danger"));
    click("dialog input[value=admin]");
    click("dialog input[value=viewer]");
    click("dialog button.primary");
    await(() -> text("dialog .outcome").contains("last local administrator"));
    press(Keys.ESCAPE);
  }

  private void changePasswordAndMakeAToken() throws IOException {
    click("#account");
    await(() -> text("dialog.account").contains("You have none."));
    type("dialog form[aria-label='Tokens for the shell'] input", "nightly import" + Keys.ENTER);
    await(() -> text("dialog .made code").startsWith("isthmus_"));
    screenshot("own-account");
    browser.manage().window().setSize(new Dimension(834, 1112));
    screenshot("own-account-tablet");
    browser.manage().window().setSize(new Dimension(1280, 900));
    press(Keys.ESCAPE);
  }

  private void lookAtTheAudit() throws IOException {
    go("/audit/");
    await(() -> text(".audit tbody").contains("token added"));
    press("v");
    await(() -> text("#verdict").startsWith("In order: "));
    screenshot("audit");
    press("t");
    browser.manage().window().setSize(new Dimension(834, 1112));
    screenshot("audit-tablet-dark");
    go("/accounts/");
    await(() -> text(".accounts tbody").contains("erin"));
    screenshot("accounts-tablet-dark");
    browser.manage().window().setSize(new Dimension(1280, 900));
    go("/audit/");
    await(() -> text(".audit tbody").contains("token added"));
    type("#who", "nobody-of-this-name");
    await(() -> text(".audit").contains("Nothing of this kind was recorded."));
  }

  private void logOutAndComeInAsTheEditor() throws IOException {
    click("#logout");
    await(() -> shown("#enter"));
    screenshot("login-dark");
    go("/audit/?x=1");
    await(() -> browser.getCurrentUrl().contains("/login/?next=%2Faudit%2F%3Fx%3D1"));
    await(() -> shown("#enter"));
    type("input[name=username]", "erin");
    type("input[name=password]", Site.PASSWORD + Keys.ENTER);
    await(() -> browser.getCurrentUrl().endsWith("/audit/?x=1"));
    await(() -> text("#account").equals("erin"));
    await(() -> text("nav").contains("Audit"));
    assertThat(text("nav")).doesNotContain("Accounts");
    go("/accounts/");
    await(() -> text(".accounts").contains("Accounts are managed by administrators"));
    assertThat(browser.findElement(By.id("new")).isEnabled()).isFalse();
    screenshot("accounts-not-allowed");
  }

  @Test
  void aSessionThatEndsElsewhereSendsThePageToTheLogIn() {
    Office.on(database, Site.settings(Optional.empty()))
        .accounts()
        .add(Actor.inShell("test"), "root", List.of("admin"), Site.PASSWORD);
    go("/");
    await(() -> shown("#enter"));
    type("input[name=username]", "root");
    type("input[name=password]", Site.PASSWORD + Keys.ENTER);
    await(() -> text("#health").equals("Ready"));
    Office.on(database, Site.settings(Optional.empty()))
        .accounts()
        .endSessions(Actor.inShell("test"), "root");
    await(() -> browser.getCurrentUrl().contains("/login/"));
  }

  private String text(String selector) {
    return browser.findElements(By.cssSelector(selector)).stream()
        .findFirst()
        .map(WebElement::getText)
        .orElse("");
  }

  private boolean shown(String selector) {
    return browser.findElements(By.cssSelector(selector)).stream()
        .anyMatch(WebElement::isDisplayed);
  }

  private void type(String selector, String text) {
    browser.findElement(By.cssSelector(selector)).sendKeys(text);
  }

  private void click(String selector) {
    browser.findElement(By.cssSelector(selector)).click();
  }

  private void press(CharSequence keys) {
    browser.switchTo().activeElement().sendKeys(keys);
  }

  /** Waits until it is so; a page that redraws itself may swap an element while it is read. */
  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
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
    throw new AssertionError("did not become so within 60 s");
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
