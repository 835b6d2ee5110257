package isthmus.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import isthmus.gateway.console.Chromium;
import isthmus.gateway.console.Console;
import isthmus.gateway.console.FixtureGateway;
import isthmus.gateway.observe.story.Explanations;
import isthmus.gateway.store.Database;
import isthmus.gateway.store.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/**
 * Logging in, accounts, tokens and the audit in headless Chromium. With {@code
 * -Disthmus.screenshots=FOLDER} it leaves pictures there to be looked at.
 */
class AccessPagesTest {
  @TempDir private Path profile;

  private Database database;
  private Access access;
  private Console console;
  private Chromium browser;

  @BeforeEach
  void open() throws IOException {
    browser = Chromium.start(profile);
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
  }

  @AfterEach
  void close() {
    if (browser != null) {
      browser.close();
    }
    if (console != null) {
      console.close();
      access.close();
      database.close();
    }
  }

  private void go(String path) {
    browser.open("http://127.0.0.1:" + console.address().getPort() + path);
  }

  @Test
  void fromAnOpenGatewayToAccountsRolesTokensAndTheAudit() throws IOException {
    go("/");
    browser.await(
        "the gateway is open", () -> browser.text(".open-note").equals("Open, no log-in"));
    browser.screenshot("open");
    makeTheFirstAccount();
    wrongThenRight();
    makeAnEditor();
    changePasswordAndMakeAToken();
    lookAtTheAudit();
    logOutAndComeInAsTheEditor();
  }

  private void makeTheFirstAccount() throws IOException {
    go("/accounts/");
    browser.await(
        "there is no account", () -> browser.text(".accounts").contains("There is no account yet"));
    browser.type("n");
    browser.await("the dialog is open", () -> browser.shown("dialog[open]"));
    browser.screenshot("first-account");
    browser.typeInto("dialog label:nth-of-type(1) input", "root");
    browser.typeInto("dialog input[type=password]", "short");
    browser.typeInto("dialog input[type=password]", Site.PASSWORD.substring(5));
    browser.click("dialog button.primary");
    browser.await("the log-in is asked for", () -> browser.address().contains("/login/?next="));
    browser.await("the log-in is drawn", () -> browser.shown("#enter"));
  }

  private void wrongThenRight() throws IOException {
    browser.screenshot("login");
    browser.typeInto("input[name=username]", "root");
    browser.typeInto("input[name=password]", "not the password" + Keys.ENTER);
    browser.await(
        "it is refused", () -> browser.text(".outcome").equals("Name or password is wrong."));
    browser.screenshot("login-wrong");
    browser.typeInto("input[name=password]", "short" + Site.PASSWORD.substring(5) + Keys.ENTER);
    browser.await("the accounts are back", () -> browser.address().endsWith("/accounts/"));
    browser.await("root is logged in", () -> browser.text("#account").equals("root"));
  }

  private void makeAnEditor() throws IOException {
    browser.await("root is listed", () -> browser.text(".accounts tbody").contains("root"));
    browser.click("#new");
    browser.await("the dialog is drawn", () -> browser.shown("dialog button.primary"));
    browser.typeInto("dialog label:nth-of-type(1) input", "erin");
    browser.typeInto("dialog input[type=password]", Site.PASSWORD);
    browser.click("dialog input[value=editor]");
    browser.click("dialog button.primary");
    browser.await("erin is listed", () -> browser.text(".accounts tbody").contains("erin"));
    assertThat(browser.text(".accounts tbody")).contains("viewer, editor");
    browser.screenshot("accounts");
    browser.click("button[aria-label='Change erin']");
    browser.await("the account is drawn", () -> browser.shown("dialog .danger"));
    browser.screenshot("account-change");
    browser.type(Keys.ESCAPE);
    browser.click("button[aria-label='Change root']");
    browser.await("the account is drawn", () -> browser.shown("dialog .danger"));
    browser.click("dialog input[value=admin]");
    browser.click("dialog input[value=viewer]");
    browser.click("dialog button.primary");
    browser.await(
        "it is refused",
        () -> browser.text("dialog .outcome").contains("last local administrator"));
    browser.type(Keys.ESCAPE);
  }

  private void changePasswordAndMakeAToken() throws IOException {
    browser.click("#account");
    browser.await(
        "the account is drawn", () -> browser.text("dialog.account").contains("You have none."));
    browser.typeInto(
        "dialog form[aria-label='Tokens for the shell'] input", "nightly import" + Keys.ENTER);
    browser.await(
        "the token is shown", () -> browser.text("dialog .made code").startsWith("isthmus_"));
    browser.screenshot("own-account");
    browser.size(834, 1112);
    browser.screenshot("own-account-tablet");
    browser.size(1280, 900);
    browser.type(Keys.ESCAPE);
  }

  private void lookAtTheAudit() throws IOException {
    go("/audit/");
    browser.await(
        "the token is recorded", () -> browser.text(".audit tbody").contains("token added"));
    browser.type("v");
    browser.await("the chain was checked", () -> browser.text("#verdict").startsWith("In order: "));
    browser.screenshot("audit");
    browser.type("t");
    browser.size(834, 1112);
    browser.screenshot("audit-tablet-dark");
    go("/accounts/");
    browser.await("erin is listed", () -> browser.text(".accounts tbody").contains("erin"));
    browser.screenshot("accounts-tablet-dark");
    browser.size(1280, 900);
    go("/audit/");
    browser.await(
        "the token is recorded", () -> browser.text(".audit tbody").contains("token added"));
    browser.typeInto("#who", "nobody-of-this-name");
    browser.await(
        "none is left",
        () -> browser.text(".audit").contains("Nothing of this kind was recorded."));
  }

  private void logOutAndComeInAsTheEditor() throws IOException {
    browser.click("#logout");
    browser.await("the log-in is drawn", () -> browser.shown("#enter"));
    browser.screenshot("login-dark");
    go("/audit/?x=1");
    browser.await(
        "the log-in is asked for",
        () -> browser.address().contains("/login/?next=%2Faudit%2F%3Fx%3D1"));
    browser.await("the log-in is drawn", () -> browser.shown("#enter"));
    browser.typeInto("input[name=username]", "erin");
    browser.typeInto("input[name=password]", Site.PASSWORD + Keys.ENTER);
    browser.await("the audit is back", () -> browser.address().endsWith("/audit/?x=1"));
    browser.await("erin is logged in", () -> browser.text("#account").equals("erin"));
    browser.await("the navigation is drawn", () -> browser.text("nav").contains("Audit"));
    assertThat(browser.text("nav")).doesNotContain("Accounts");
    go("/accounts/");
    browser.await(
        "it is said",
        () -> browser.text(".accounts").contains("Accounts are managed by administrators"));
    assertThat(browser.find("#new").orElseThrow().isEnabled()).isFalse();
    browser.screenshot("accounts-not-allowed");
  }

  @Test
  void aSessionThatEndsElsewhereSendsThePageToTheLogIn() {
    Office.on(database, Site.settings(Optional.empty()))
        .accounts()
        .add(Actor.inShell("test"), "root", List.of("admin"), Site.PASSWORD);
    go("/");
    browser.await("the log-in is drawn", () -> browser.shown("#enter"));
    browser.typeInto("input[name=username]", "root");
    browser.typeInto("input[name=password]", Site.PASSWORD + Keys.ENTER);
    browser.await("the overview is drawn", () -> browser.text("#health").equals("Ready"));
    Office.on(database, Site.settings(Optional.empty()))
        .accounts()
        .endSessions(Actor.inShell("test"), "root");
    browser.await("the log-in is asked for", () -> browser.address().contains("/login/"));
  }
}
