package isthmus.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import isthmus.cpm.delivery.DeliveryState;
import isthmus.gateway.console.Chromium;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/**
 * What operators do with the routing page, over a gateway with traffic: an edit with an error in
 * it, mended, compared, tried, submitted, activated, followed by live traffic, rolled back.
 */
class RoutingFlowTest {
  private static final String PASSWORD = "three blue herons";

  @TempDir private Path profile;

  private Chromium browser;
  private Scene scene;

  @BeforeEach
  void start() {
    browser = Chromium.start(profile);
    scene = Scene.started("", TestGateway.QUICK + "isf: {approval: required}\n");
    browser.open(console() + "/routing/");
    browser.await("the sheet is drawn", () -> browser.shown(".grid-row"));
    account("root", "admin");
    logIn("root");
    account("alice", "editor", "approver");
    account("bob", "approver");
  }

  @AfterEach
  void stop() {
    if (browser != null) {
      browser.close();
    }
    if (scene != null) {
      scene.close();
    }
  }

  @Test
  void anEditIsMendedComparedApprovedActivatedFollowedByTrafficAndRolledBack() throws IOException {
    delivered();
    logIn("alice");
    assertThat(browser.text(".strip")).contains("Version 1 rules", "n1");
    newDraft();
    String draft = browser.value("#source");
    write("Text ok", "SMS", "maybe");
    browser.await("the cell is marked", () -> browser.shown(".cell.wrong"));
    assertThat(cell("Text ok", "SMS").getText()).isEqualTo("maybe");
    browser.click("#panel-findings");
    browser.await("it is listed", () -> browser.text(".findings").contains("neither yes nor no"));
    browser.screenshot("flow-1-error");
    write("Text ok", "SMS", "No");
    browser.await("it is mended", () -> !browser.shown(".cell.wrong"));
    compared();
    tried();
    replayed();
    browser.click("#panel-publish");
    browser.fill("#submit-comment", "No text by SMS");
    browser.click("#submit");
    browser.await("version 2 is shown", () -> browser.text(".publish").contains("Version 2"));
    assertThat(browser.text(".publish")).contains("alice is one of its authors");
    logIn("bob");
    show("Version 2");
    browser.click("#panel-publish");
    browser.fill("#approve-comment", "Looked at");
    browser.screenshot("flow-4-approve");
    browser.click("#approve");
    browser.await("it is approved", () -> browser.text(".publish").contains(": Looked at"));
    assertThat(browser.text(".publish")).contains("is not editor here");
    logIn("alice");
    show("Version 2");
    browser.click("#panel-publish");
    browser.fill("#activate-comment", "As agreed");
    browser.click("#activate");
    browser.await("it asks", () -> browser.text("dialog.ask").contains("place of version 1"));
    browser.screenshot("flow-5-activate");
    browser.type(Keys.ENTER);
    browser.await("it rules", () -> browser.text(".strip").contains("Version 2 rules"));
    SipText refused = scene.core().exchange(Pager.to(Pager.phone(), "not by SMS").by(scene.core()));
    assertThat(refused.status()).isEqualTo(480);
    browser.click("#roll-back");
    browser.await("it asks", () -> browser.shown("dialog.ask"));
    browser.type("Texts were refused");
    browser.click("dialog.ask button.primary");
    browser.await("1 rules", () -> browser.text(".strip").contains("Version 1 rules"));
    delivered();
    browser.click("#panel-history");
    browser.await("why is told", () -> browser.text(".versions").contains("Texts were refused"));
    assertThat(browser.text(".versions")).contains("approved", "by bob: Looked at", "As agreed");
    browser.screenshot("flow-6-history");
    assertThat(draft).startsWith("draft:");
    browser.assertNothingWentWrong();
  }

  /** The one cell that differs, in the list and in the grid. */
  private void compared() throws IOException {
    browser.click("#panel-changes");
    browser.await("it is listed", () -> browser.text(".changes").contains("Text ok · SMS"));
    assertThat(browser.text(".changes del")).isEqualTo("Yes");
    assertThat(browser.text(".changes ins")).isEqualTo("No");
    browser.await("it is marked", () -> marked("Text ok", "SMS", "changed"));
    browser.screenshot("flow-2-changes");
  }

  /** A message that was sent, by the draft: the cell that was edited rules SMS out. */
  private void tried() throws IOException {
    browser.click("#panel-try");
    browser.choose("select[aria-label='Recent traffic']", "text/plain");
    browser.await("the cell is lit", () -> marked("Text ok", "SMS", "lit-out"));
    browser.await("so it says", () -> browser.text(".result").contains("no service"));
    browser.screenshot("flow-3-try");
  }

  /** All that was sent, by the draft. */
  private void replayed() throws IOException {
    browser.click("#panel-whatif");
    browser.click("#whatif-run");
    browser.await(
        "it is counted", () -> browser.text(".whatif").contains("would take another way"));
    assertThat(browser.text(".moves")).contains("sms", "rejected");
    browser.screenshot("flow-3-whatif");
    browser.click(".moves summary");
    browser.click(".moves .place-button");
    browser.await("its story opens", () -> browser.text(".story-head").contains("delivered"));
    browser.type(Keys.ESCAPE);
  }

  private boolean marked(String row, String column, String mark) {
    return String.valueOf(cell(row, column).getDomAttribute("class")).contains(mark);
  }

  private void account(String name, String... roles) {
    Object made =
        browser.script(
            "const {postJson} = await import('/assets/api.js');"
                + "const [name, password, ...roles] = args.slice(0, -1);"
                + "return (await postJson('/api/accounts', {name, roles, password})).name;",
            Stream.concat(Stream.of(name, PASSWORD), Arrays.stream(roles)).toArray());
    assertThat(made).isEqualTo(name);
  }

  private void logIn(String name) {
    browser.forgetCookies();
    browser.open(console() + "/login/?next=/routing/");
    browser.fill("input[name=username]", name);
    browser.fill("input[name=password]", PASSWORD);
    browser.click("#enter");
    browser.await(name + " is in", () -> browser.text("#account").equals(name));
    browser.await("the sheet is drawn", () -> browser.shown(".grid-row"));
  }

  private void show(String version) {
    browser.choose("#source", version);
    browser.await(
        version + " is shown",
        () -> ("version:" + version.replaceAll("\\D", "")).equals(browser.value("#source")));
  }

  private void delivered() {
    Pager pager = Pager.to(Pager.phone(), "hello");
    scene.accepted(pager);
    Smsc.Submitted submitted = scene.smsc().awaitTo(pager.to(), 1).getFirst();
    scene.smsc().receipt(submitted, "DELIVRD");
    scene.gateway().story(pager.imdnId(), DeliveryState.DELIVERED);
  }

  private String console() {
    Matcher listen =
        Pattern.compile("http: \\{listen: \"([^\"]+)\"").matcher(scene.gateway().yaml());
    assertThat(listen.find()).isTrue();
    return "http://" + listen.group(1);
  }

  private void newDraft() {
    browser.click("#new-draft");
    browser.await("its name is asked", () -> browser.shown("#draft-name"));
    browser.type(Keys.ENTER);
    saved();
  }

  private void write(String row, String column, String text) {
    cell(row, column).click();
    browser.type(text, Keys.ENTER);
    saved();
  }

  private void saved() {
    browser.await("all is saved", () -> browser.text("#saving").equals("All saved"));
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
    assertThat(found).as(List.of(row, column).toString()).isInstanceOf(WebElement.class);
    return (WebElement) found;
  }
}
