package isthmus.gateway.console;

import static org.assertj.core.api.Assertions.assertThat;

import isthmus.gateway.console.http.Gatekeeper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/**
 * The page of routing tables in headless Chromium, over rule sets in memory ({@code fake} in the
 * test resources). Over a gateway: RoutingFlowTest.
 */
class RoutingPageTest {
  private static final String FOLDER = "isthmus/gateway/console/";

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
            _ -> Optional.empty(),
            List.of(
                new ConsoleExtension(
                    List.of(
                        new ConsolePage("/routing", "Routing", FOLDER + "routing"),
                        new ConsolePage("/fake", "Fake", FOLDER + "fake").laidOut("desk")),
                    List.of())),
            Gatekeeper.OPEN);
    browser.open(page("set=small"));
    browser.await("the sheet is drawn", () -> browser.shown(".grid-row"));
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
  void theModelKeepsItsPromises() {
    Object told = browser.script("return (await import('/fake/model-test.js')).run();");
    assertThat(told).isInstanceOf(Map.class);
    Map<?, ?> result = (Map<?, ?>) told;
    assertThat((List<?>) result.get("wrong")).isEmpty();
    assertThat(((Number) result.get("tried")).intValue()).isGreaterThan(8);
  }

  @Test
  void aVersionIsShownWithItsSettingsAndSaysWhyItCannotBeWritten() throws IOException {
    assertThat(browser.text(".strip")).contains("Version 1 rules", "by node-1", "node-2");
    assertThat(browser.value(".settings input")).isEqualTo("Table 1");
    assertThat(cell("Max size (bytes)", "MMS").getText()).isEqualTo("45,000");
    assertThat(cell("Text ok", "PS Voice").getDomAttribute("class")).contains("no");
    select("Text ok", "SMS");
    browser.type("x");
    browser.await("it says why", () -> browser.text(".toast").contains("A version never changes"));
    assertThat(cell("Text ok", "SMS").getText()).isEqualTo("Yes");
    browser.screenshot("routing-version");
    browser.assertNothingWentWrong();
  }

  @Test
  void theKeyboardEditsAsInASpreadsheet() {
    newDraft();
    select("Max size (bytes)", "SMS");
    browser.type("160", Keys.ENTER);
    assertThat(cell("Max size (bytes)", "SMS").getText()).isEqualTo("160");
    assertThat(place()).isEqualTo("B6");
    browser.type(Keys.SPACE);
    assertThat(cell("Video stream ok", "SMS").getText()).isEmpty();
    browser.type(Keys.SPACE);
    assertThat(cell("Video stream ok", "SMS").getText()).isEqualTo("Yes");
    browser.type(Keys.ARROW_RIGHT, Keys.DELETE);
    assertThat(cell("Video stream ok", "MMS").getText()).isEmpty();
    browser.type(Keys.F2);
    browser.type("Nope", Keys.ESCAPE);
    assertThat(cell("Video stream ok", "MMS").getText()).isEmpty();
    browser.type("No", Keys.TAB);
    assertThat(cell("Video stream ok", "MMS").getText()).isEqualTo("No");
    assertThat(place()).isEqualTo("D6");
    browser.chord(Keys.CONTROL, Keys.HOME);
    assertThat(place()).isEqualTo("A4");
    browser.chord(Keys.CONTROL, Keys.ARROW_DOWN);
    assertThat(place()).isEqualTo("A16");
    browser.type(Keys.END);
    assertThat(place()).isEqualTo("G16");
    saved();
    browser.assertNothingWentWrong();
  }

  @Test
  void undoTakesBackCellsRowsAndColumnsInTheirOrder() {
    newDraft();
    String before = everything();
    select("Audio stream ok", "SMS");
    browser.type("Yes", Keys.ENTER);
    select("Video clip ok", "SMS");
    browser.chord(Keys.ALT, Keys.ARROW_UP);
    assertThat(labels()).containsSubsequence("Video clip ok", "Audio stream ok");
    browser.chord(Keys.ALT, Keys.ARROW_RIGHT);
    assertThat(headings()).containsSubsequence("MMS", "SMS", "Email");
    browser.chord(Keys.CONTROL, "-");
    assertThat(labels()).doesNotContain("Video clip ok");
    browser.chord(Keys.CONTROL, "+");
    saved();
    String after = everything();
    for (int i = 0; i < 5; i++) {
      browser.chord(Keys.CONTROL, "z");
    }
    assertThat(everything()).isEqualTo(before);
    for (int i = 0; i < 5; i++) {
      browser.chord(Keys.CONTROL, "y");
    }
    assertThat(everything()).isEqualTo(after);
    saved();
    browser.assertNothingWentWrong();
  }

  @Test
  void aBlockFromASpreadsheetIsPastedAndGrowsTheSheetWhenThatIsWanted() {
    newDraft();
    select("Service provider allows for user", "Internet TV");
    paste("Yes\tas agreed\tbob\nNo\t\"two\nlines\"\t\nYes\t\t\n");
    browser.await("it asks", () -> browser.text("dialog.ask").contains("1 row and 1 column more"));
    browser.type(Keys.ENTER);
    browser.await("it is longer", () -> headings().size() == 8);
    assertThat(cell("Service provider allows for user", "Comment").getText())
        .isEqualTo("as agreed");
    assertThat(cell("Fine with user", "Comment").getText()).isEqualTo("two ⏎ lines");
    assertThat(labels()).hasSize(12);
    browser.chord(Keys.CONTROL, "z");
    assertThat(labels()).hasSize(11);
    assertThat(headings()).hasSize(7);
    select("Text ok", "SMS");
    browser.type(Keys.chord(Keys.SHIFT, Keys.ARROW_RIGHT, Keys.ARROW_DOWN));
    assertThat(copied()).isEqualTo("Yes\tYes\nNo\tNo");
    paste("No");
    assertThat(copied()).isEqualTo("No\tNo\nNo\tNo");
    saved();
    browser.assertNothingWentWrong();
  }

  @Test
  void aWrongCellKeepsItsTextAndIsSaidWhereItStands() throws IOException {
    newDraft();
    select("Picture ok", "Email");
    browser.type("maybe", Keys.ENTER);
    browser.await("it is marked", () -> cell("Picture ok", "Email").isEnabled() && marked());
    assertThat(cell("Picture ok", "Email").getText()).isEqualTo("maybe");
    assertThat(cell("Picture ok", "Email").getDomAttribute("title")).contains("neither yes nor no");
    browser.type(Keys.ARROW_UP);
    assertThat(browser.text(".cell-line")).contains("D10", "maybe", "allowed: Yes, No, or empty");
    browser.screenshot("routing-wrong-cell");
    browser.chord(Keys.CONTROL, Keys.HOME);
    browser.click("#panel-findings");
    browser.click(".findings .place-button");
    assertThat(place()).isEqualTo("D10");
    browser.type("No", Keys.ENTER);
    browser.await("the mark is gone", () -> !marked());
    browser.assertNothingWentWrong();
  }

  @Test
  void editsOfTwoPeopleInDifferentCellsMeet() {
    newDraft();
    String alice = browser.window();
    String bob = browser.openWindow(page("who=bob&" + draft()));
    browser.await("bob sees the draft", () -> browser.shown(".grid-row"));
    select("Text ok", "SMS");
    browser.type("No", Keys.ENTER);
    saved();
    browser.window(alice);
    browser.await("alice sees it", () -> cell("Text ok", "SMS").getText().equals("No"));
    select("Text ok", "MMS");
    browser.chord(Keys.CONTROL, "+");
    browser.type("A new row", Keys.ENTER);
    saved();
    String mine = everything();
    browser.window(bob);
    browser.await("bob has the same", () -> everything().equals(mine));
    browser.assertNothingWentWrong();
  }

  @Test
  void twoPeopleWhoWriteInOneCellAreAskedAndNothingIsLost() throws IOException {
    newDraft();
    String alice = browser.window();
    String bob = browser.openWindow(page("who=bob&" + draft()));
    browser.await("bob sees the draft", () -> browser.shown(".grid-row"));
    conflict(alice, bob);
    browser.screenshot("routing-conflict");
    browser.click("#keep-mine");
    saved();
    String kept = cell("Text ok", "MMS").getText();
    for (String window : List.of(alice, bob)) {
      browser.window(window);
      browser.await("both have it", () -> cell("Text ok", "MMS").getText().equals(kept));
    }
    browser.assertNothingWentWrong();
  }

  /** Both write in the cell before either hears of the other. */
  private void conflict(String alice, String bob) {
    browser.window(alice);
    browser.script("window.gatewayDown(true);");
    select("Text ok", "MMS");
    browser.type("No", Keys.ENTER);
    browser.await("alice waits", () -> browser.text("#saving").contains("not saved"));
    browser.window(bob);
    select("Text ok", "MMS");
    browser.type("140", Keys.ENTER);
    browser.await("bob waits", () -> browser.text("#saving").contains("not saved"));
    browser.script("window.gatewayDown(false);");
    browser.await(
        "one of them is asked",
        () -> {
          for (String window : List.of(alice, bob)) {
            browser.window(window);
            if (browser.shown(".conflict")) {
              return true;
            }
          }
          return false;
        });
    assertThat(browser.text(".conflict")).contains("Routing C11", "No", "140", "Yes");
  }

  @Test
  void whatIsTypedWhileTheGatewayIsAwayIsSavedWhenItIsBack() {
    newDraft();
    browser.script("window.gatewayDown(true);");
    select("Text ok", "SMS");
    browser.type("No", Keys.ENTER, "Yes", Keys.ENTER);
    browser.await("it says so", () -> browser.text("#saving").contains("2 edits not saved"));
    assertThat(cell("Text ok", "SMS").getText()).isEqualTo("No");
    browser.script("window.gatewayDown(false);");
    saved();
    assertThat(cell("Text ok", "SMS").getText()).isEqualTo("No");
  }

  @Test
  void rowsAreDraggedByTheirNumbers() {
    newDraft();
    WebElement from = gutter("Video stream ok");
    browser.drag(from, gutter("Picture ok"), 10);
    browser.await(
        "it moved",
        () -> labels().indexOf("Video stream ok") == labels().indexOf("Picture ok") + 1);
    saved();
    browser.assertNothingWentWrong();
  }

  @Test
  void theMenuOfACellIsOpenedAndUsedByKeyboard() {
    newDraft();
    select("Picture ok", "SMS");
    browser.chord(Keys.SHIFT, Keys.F10);
    browser.await("the menu is there", () -> browser.shown(".menu"));
    while (!browser
        .script("return document.activeElement.textContent;")
        .equals("Insert row below")) {
      browser.type(Keys.ARROW_DOWN);
    }
    browser.type(Keys.ENTER);
    browser.await("there is a row more", () -> labels().size() == 12);
    browser.type("Between", Keys.ENTER);
    saved();
    browser.assertNothingWentWrong();
  }

  @Test
  void somebodyWhoMayOnlyLookSeesAllAndWhyHeCannotWrite() throws IOException {
    browser.openWindow(page("who=vera&roles=viewer"));
    browser.await("the sheet is drawn", () -> browser.shown(".grid-row"));
    select("Text ok", "SMS");
    browser.type("x");
    browser.await("it says why", () -> browser.text(".toast").contains("vera may look"));
    browser.click("#panel-publish");
    assertThat(browser.find("#new-draft").orElseThrow().getDomAttribute("title"))
        .contains("is not editor here");
    browser.click("#panel-try");
    browser.click("#ask");
    browser.await("it is answered", () -> browser.text(".verdict").contains("mms"));
    assertThat(cell("Fine with user", "SMS").getDomAttribute("class")).contains("lit-out");
    browser.screenshot("routing-viewer");
    browser.assertNothingWentWrong();
  }

  @Test
  void hundredsOfRowsKeepTheDocumentSmall() throws IOException {
    browser.open(page("set=large"));
    browser.await("the sheet is drawn", () -> browser.shown(".grid-row"));
    browser.click("[data-sheet=huge]");
    browser.await("it is there", () -> gridRows().equals("301"));
    assertThat(browser.all(".grid-row").size()).isLessThan(60);
    browser.click(".grid-row .cell.service");
    browser.chord(Keys.CONTROL, Keys.END);
    browser.await("the end is shown", () -> place().equals("P303"));
    assertThat(browser.all(".grid-row").size()).isLessThan(60);
    browser.screenshot("routing-huge");
    browser.assertNothingWentWrong();
  }

  private String gridRows() {
    return String.valueOf(browser.find(".grid").orElseThrow().getDomAttribute("aria-rowcount"));
  }

  private String page(String query) {
    return "http://127.0.0.1:" + console.address().getPort() + "/fake/?" + query;
  }

  private String draft() {
    return "draft=" + browser.script("return new URLSearchParams(location.search).get('draft');");
  }

  private void newDraft() {
    browser.click("#new-draft");
    browser.await("its name is asked", () -> browser.shown("#draft-name"));
    browser.type(Keys.ENTER);
    browser.await("it can be written", () -> browser.text("#saving").equals("All saved"));
  }

  private void saved() {
    browser.await(
        "all is saved", () -> browser.text("#saving").matches("All saved|.* is editing too"));
  }

  private void select(String row, String column) {
    browser.await("the sheet is drawn", () -> browser.shown(".grid-row"));
    cell(row, column).click();
  }

  private WebElement cell(String row, String column) {
    Object found =
        browser.script(
            "const [row, column] = args;"
                + "const heads = [...document.querySelectorAll('.heading .heading-text')];"
                + "const at = heads.findIndex((each) => each.textContent === column);"
                + "const rows = [...document.querySelectorAll('.grid-row.row')];"
                + "return rows.find((each) => each.children[1].textContent === row)"
                + ".children[at + 1];",
            row,
            column);
    assertThat(found).as(row + ", " + column).isInstanceOf(WebElement.class);
    return (WebElement) found;
  }

  private WebElement gutter(String row) {
    return (WebElement)
        browser.script(
            "return [...document.querySelectorAll('.grid-row.row')]"
                + ".find((each) => each.children[1].textContent === args[0]).children[0];",
            row);
  }

  /** The rows' labels from the top, comments left out. */
  private List<String> labels() {
    return texts(
        "return [...document.querySelectorAll('.grid-row.row')]"
            + ".sort((a, b) => a.getAttribute('aria-rowindex') - b.getAttribute('aria-rowindex'))"
            + ".map((each) => each.children[1].textContent);");
  }

  private List<String> headings() {
    return texts(
        "return [...document.querySelectorAll('.heading-text')].map((each) => each.textContent);");
  }

  private List<String> texts(String script) {
    return ((List<?>) browser.script(script)).stream().map(String::valueOf).toList();
  }

  private String everything() {
    return String.valueOf(
        browser.script(
            "return JSON.stringify([[...document.querySelectorAll('.heading-text')].map((each) =>"
                + " each.textContent),[...document.querySelectorAll('.grid-row')].sort((a, b) =>"
                + " a.getAttribute('aria-rowindex') - b.getAttribute('aria-rowindex')).map((row) =>"
                + " [...row.children].map((each) => each.textContent))]);"));
  }

  private boolean marked() {
    return browser.shown(".cell.wrong");
  }

  private String place() {
    return browser.text(".cell-line .where");
  }

  private void paste(String text) {
    browser.script(
        "const data = new DataTransfer();data.setData('text/plain', args[0]);"
            + "document.activeElement.dispatchEvent(new ClipboardEvent('paste', {clipboardData:"
            + " data, bubbles: true, cancelable: true}));",
        text);
  }

  private String copied() {
    return String.valueOf(
        browser.script(
            "const data = new DataTransfer();document.activeElement.dispatchEvent(new"
                + " ClipboardEvent('copy', {clipboardData: data, bubbles: true, cancelable:"
                + " true}));return data.getData('text/plain');"));
  }
}
