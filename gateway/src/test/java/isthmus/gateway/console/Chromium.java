package isthmus.gateway.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.ElementNotInteractableException;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * A headless Chromium with one or more windows, and what tests of pages do with it. With {@code
 * -Disthmus.screenshots=FOLDER} it leaves pictures there to be looked at.
 */
public final class Chromium implements AutoCloseable {
  private final ChromeDriver driver;

  private Chromium(ChromeDriver driver) {
    this.driver = driver;
  }

  /** Starts one; the test is skipped, and says so, where it is not installed. */
  public static Chromium start(Path profile) {
    Optional<Path> chromium = program("chromium");
    Optional<Path> driver = program("chromedriver");
    assumeTrue(
        chromium.isPresent() && driver.isPresent(),
        "needs chromium and chromedriver (Debian: chromium, chromium-driver)");
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
    ChromeDriver started =
        new ChromeDriver(
            new ChromeDriverService.Builder()
                .usingDriverExecutable(driver.get().toFile())
                .usingAnyFreePort()
                .build(),
            options);
    started.manage().window().setSize(new Dimension(1280, 900));
    return new Chromium(started);
  }

  @Override
  public void close() {
    driver.quit();
  }

  /** Opens an address in the window that is in front. */
  public void open(String url) {
    driver.get(url);
  }

  /** Loads the page in front again. */
  public void reload() {
    driver.navigate().refresh();
  }

  /** The address of the page in front. */
  public String address() {
    return driver.getCurrentUrl();
  }

  /** Opens an address in a window of its own; the handle of the new window. */
  public String openWindow(String url) {
    driver.switchTo().newWindow(WindowType.WINDOW);
    driver.manage().window().setSize(new Dimension(1280, 900));
    driver.get(url);
    return driver.getWindowHandle();
  }

  /** The window that is in front. */
  public String window() {
    return driver.getWindowHandle();
  }

  /** Puts a window in front. */
  public void window(String handle) {
    driver.switchTo().window(handle);
  }

  /** Width and height of the window, in pixels. */
  public void size(int width, int height) {
    driver.manage().window().setSize(new Dimension(width, height));
  }

  /** Forgets who is logged in. */
  public void forgetCookies() {
    driver.manage().deleteAllCookies();
  }

  /** What is typed goes to the element that has the focus. */
  public void type(CharSequence... keys) {
    focused().sendKeys(keys);
  }

  /** Keys pressed together, such as control and z. */
  public void chord(CharSequence held, CharSequence key) {
    focused().sendKeys(Keys.chord(held, key));
  }

  /** Clicks the first element that is displayed. */
  public void click(String selector) {
    await(selector + " is shown", () -> shown(selector));
    await(
        selector + " can be clicked",
        () -> {
          find(selector).orElseThrow().click();
          return true;
        });
  }

  /** Types into the first element of a selector, behind what stands there. */
  public void typeInto(String selector, CharSequence... keys) {
    find(selector).orElseThrow().sendKeys(keys);
  }

  /** Puts a text into a field. */
  public void fill(String selector, String text) {
    await(selector + " is shown", () -> shown(selector));
    WebElement field = find(selector).orElseThrow();
    field.clear();
    field.sendKeys(text);
  }

  /** Chooses the option of a list by its text. */
  public void choose(String selector, String option) {
    await(
        option + " can be chosen",
        () -> {
          Optional<WebElement> found =
              find(selector).orElseThrow().findElements(By.tagName("option")).stream()
                  .filter(each -> each.getText().contains(option))
                  .findFirst();
          found.ifPresent(WebElement::click);
          return found.isPresent();
        });
  }

  /** Pulls one element to another with the mouse. */
  public void drag(WebElement from, WebElement to, int byY) {
    new Actions(driver)
        .moveToElement(from)
        .clickAndHold()
        .moveByOffset(0, 4)
        .moveByOffset(0, 8)
        .moveToElement(to, 0, byY)
        .release()
        .perform();
  }

  /** The first element of a selector. */
  public Optional<WebElement> find(String selector) {
    return all(selector).stream().findFirst();
  }

  /** The element that has the focus. */
  public WebElement focused() {
    return driver.switchTo().activeElement();
  }

  /** All elements of a selector. */
  public List<WebElement> all(String selector) {
    return driver.findElements(By.cssSelector(selector));
  }

  /** Whether an element is there and displayed. */
  public boolean shown(String selector) {
    return find(selector).map(WebElement::isDisplayed).orElse(false);
  }

  /** The text of the first element of a selector, empty when there is none. */
  public String text(String selector) {
    return find(selector).map(WebElement::getText).orElse("");
  }

  /** The value of a field. */
  public String value(String selector) {
    return find(selector).map(each -> String.valueOf(each.getDomProperty("value"))).orElse("");
  }

  /** Runs a script; its promise is waited for. */
  public Object script(String script, Object... arguments) {
    return driver.executeAsyncScript(
        "const done = arguments[arguments.length - 1];"
            + "Promise.resolve((async (...args) => {"
            + script
            + "})(...arguments)).then(done, (problem) => done('failed: ' + problem));",
        arguments);
  }

  /** Waits until it is so; a page that redraws itself may swap an element while it is read. */
  public void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    RuntimeException last = new IllegalStateException("it was not");
    while (System.nanoTime() < deadline) {
      try {
        if (condition.getAsBoolean()) {
          return;
        }
      } catch (StaleElementReferenceException
          | ElementNotInteractableException
          | NoSuchElementException redrawn) {
        last = redrawn;
      }
      Thread.onSpinWait();
    }
    throw new AssertionError("within a minute it did not become so that " + what, last);
  }

  /** What the browser complained about since it was asked last. */
  public List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(LogEntry::getMessage)
        .toList();
  }

  /** Nothing but that the gateway refused requests was complained about. */
  public void assertNothingWentWrong() {
    assertThat(complaints())
        .filteredOn(line -> !line.contains("the server responded with a status of"))
        .as("what the browser complains about")
        .isEmpty();
  }

  /** Leaves a picture, when pictures are asked for. */
  public void screenshot(String name) throws IOException {
    String folder = System.getProperty("isthmus.screenshots");
    if (folder != null) {
      Files.createDirectories(Path.of(folder));
      Files.write(Path.of(folder, name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
    }
  }

  private static Optional<Path> program(String name) {
    return Stream.of(System.getenv("PATH").split(":", -1))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
