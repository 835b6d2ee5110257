package isthmus.gateway.cli;

import static java.util.Objects.requireNonNull;

import isthmus.gateway.cli.AccessDesk.AccountChange;
import isthmus.gateway.cli.AccessDesk.KeptRow;
import isthmus.gateway.cli.AccessDesk.Owner;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/**
 * {@code isthmus accounts …}, {@code isthmus tokens …} and {@code isthmus audit …}. With {@code -c}
 * they work in the database of the configuration, whether the gateway runs or not, and need no
 * log-in; otherwise over REST.
 */
final class AccessCommands {
  private static final String PASSWORD_FILE = "--password-file";
  private static final String ROLE = "--role";
  private static final String USER = "--user";
  private static final String DAYS = "--days";

  private final AccessDesks desks;
  private final Passwords passwords;
  private final Configurations configurations;
  private final GatewayAddress address;
  private final PrintWriter out;

  AccessCommands(
      AccessDesks desks,
      Passwords passwords,
      Configurations configurations,
      GatewayAddress address,
      PrintWriter out) {
    this.desks = requireNonNull(desks);
    this.passwords = requireNonNull(passwords);
    this.configurations = requireNonNull(configurations);
    this.address = requireNonNull(address);
    this.out = requireNonNull(out);
  }

  List<CommandSpec> all() {
    return List.of(
        group(
            "accounts",
            "List, add, change and remove accounts of the console.",
            List.of(
                listAccounts(), add(), password(), roles(), disable(), enable(), removeAccount())),
        group(
            "tokens",
            "List, make and remove personal tokens for the shell.",
            List.of(listTokens(), addToken(), removeToken())),
        group(
            "audit",
            "Show what everybody did at the console, and prove that nothing of it was changed.",
            List.of(listAudit(), verify())));
  }

  private static CommandSpec group(String name, String description, List<Step> steps) {
    return CommandGroup.spec(name, description, steps.stream().map(Step::spec).toList());
  }

  private Step listAccounts() {
    return new Step("list", "List all accounts.", (desk, _) -> orHowToBegin(desk.accounts()));
  }

  /** A list that is only its heading says how it gets its first row. */
  private static String orHowToBegin(String accounts) {
    return accounts.lines().count() > 1 || accounts.startsWith("{")
        ? accounts
        : "no accounts; `isthmus accounts add NAME --role admin` makes the first, and from then on"
            + " the console asks who is there";
  }

  private Step add() {
    return new Step(
            "add",
            "Add an account; the password is read from the terminal or standard input.",
            (desk, given) -> desk.addAccount(name(given), roles(given), newPassword(given)))
        .with(account())
        .with(role("Roles: viewer, editor, approver, admin; with commas between."))
        .with(passwordFile())
        .shownBy(
            "accounts add ann --role admin -c isthmus.yaml",
            "accounts add bert --role editor,viewer --account ann");
  }

  private Step password() {
    return new Step(
            "password",
            "Give an account another password; ends its sessions.",
            (desk, given) ->
                desk.changeAccount(
                    name(given),
                    new AccountChange(
                        Optional.empty(), Optional.of(newPassword(given)), Optional.empty())))
        .with(account())
        .with(passwordFile());
  }

  private Step roles() {
    return new Step(
            "roles",
            "Give an account other roles.",
            (desk, given) ->
                desk.changeAccount(
                    name(given),
                    new AccountChange(
                        Optional.of(roles(given)), Optional.empty(), Optional.empty())))
        .with(account())
        .with(role("All roles that it has afterwards, with commas between."));
  }

  private Step disable() {
    return disabling("disable", "Keep an account, but let nobody use it.", true);
  }

  private Step enable() {
    return disabling("enable", "Let an account be used again.", false);
  }

  private Step disabling(String name, String description, boolean disabled) {
    return new Step(
            name,
            description,
            (desk, given) ->
                desk.changeAccount(
                    name(given),
                    new AccountChange(Optional.empty(), Optional.empty(), Optional.of(disabled))))
        .with(account());
  }

  private Step removeAccount() {
    return new Step(
            "remove",
            "Remove an account with its sessions and tokens.",
            (desk, given) -> desk.removeAccount(name(given)))
        .with(account());
  }

  private Step listTokens() {
    return new Step("list", "List tokens.", (desk, given) -> desk.tokens(owner(given)))
        .with(user())
        .with(passwordFile());
  }

  private Step addToken() {
    return new Step(
            "add",
            "Make a token and print it; it is not shown again.",
            (desk, given) ->
                desk.addToken(
                    owner(given),
                    name(given),
                    given.hasMatchedOption(ROLE) ? roles(given) : List.of(),
                    given.matchedOptionValue(DAYS, 90)))
        .with(Specs.parameter("NAME", String.class, "What it is for."))
        .with(role("Fewer roles than the owner's, with commas between.", false))
        .with(Specs.option(DAYS, "N", Integer.class, "90", "How many days it lasts, at most 366."))
        .with(user())
        .with(passwordFile())
        .shownBy("tokens add nightly --user ann --role viewer --days 30");
  }

  private Step removeToken() {
    return new Step(
            "remove",
            "Remove a token; it is refused from then on.",
            (desk, given) -> desk.removeToken(owner(given), given.matchedPositionalValue(0, 0L)))
        .with(Specs.parameter("ID", Long.class, "Which one, as list says."))
        .with(user())
        .with(passwordFile());
  }

  private Step listAudit() {
    return new Step(
            "list",
            "Show the newest rows, the newest first.",
            (desk, given) -> desk.audit(given.matchedOptionValue("--limit", 100)))
        .with(Specs.option("--limit", "N", Integer.class, "100", "How many, at most 500."));
  }

  private Step verify() {
    return new Step(
            "verify",
            "Compute every hash again; exit code 1 when a row was changed or removed.",
            (desk, given) -> desk.verifyAudit(kept(given)))
        .with(
            Specs.option(
                "--kept",
                "ID:HASH",
                String.class,
                "A row that was noted elsewhere before, as verify says; must still be there."))
        .shownBy("audit verify", "audit verify --kept 16:c1a1…");
  }

  private static Optional<KeptRow> kept(ParseResult given) throws CommandFailure {
    if (!given.hasMatchedOption("--kept")) {
      return Optional.empty();
    }
    String text = given.matchedOptionValue("--kept", "");
    if (!text.matches("\\d{1,18}:[0-9a-fA-F]{64}")) {
      throw CommandFailure.wrongUse(
          "--kept: '" + text + "' is not a row; allowed: ID:HASH, as verify says");
    }
    int colon = text.indexOf(':');
    return Optional.of(
        new KeptRow(Long.parseLong(text.substring(0, colon)), text.substring(colon + 1)));
  }

  private static PositionalParamSpec account() {
    return Specs.parameter("NAME", String.class, "Which account.");
  }

  private static OptionSpec role(String description) {
    return role(description, true);
  }

  private static OptionSpec role(String description, boolean required) {
    return OptionSpec.builder(ROLE)
        .paramLabel("ROLES")
        .type(String.class)
        .required(required)
        .description(description)
        .build();
  }

  private static OptionSpec user() {
    return Specs.option(
        USER,
        "ACCOUNT",
        String.class,
        "Whose tokens; without -c its password is asked. Default: the account of ISTHMUS_TOKEN.");
  }

  private static OptionSpec passwordFile() {
    return Specs.option(
        PASSWORD_FILE, "FILE", Path.class, "Read the password from the first line of a file.");
  }

  private static String name(ParseResult given) {
    return given.matchedPositionalValue(0, "");
  }

  private static List<String> roles(ParseResult given) {
    return Arrays.stream(given.matchedOptionValue(ROLE, "").split(",", -1))
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .toList();
  }

  private String newPassword(ParseResult given) throws CommandFailure {
    return passwords.read(
        given.hasMatchedOption(PASSWORD_FILE)
            ? Optional.of(given.matchedOptionValue(PASSWORD_FILE, Path.of("")))
            : Optional.empty());
  }

  private Owner owner(ParseResult given) throws CommandFailure {
    if (!given.hasMatchedOption(USER)) {
      if (given.hasMatchedOption(Specs.CONFIG)) {
        throw CommandFailure.wrongUse("--user is missing; it says whose tokens are meant");
      }
      return new Owner("", Optional.empty());
    }
    String name = given.matchedOptionValue(USER, "");
    return given.hasMatchedOption(Specs.CONFIG)
        ? new Owner(name, Optional.empty())
        : new Owner(name, Optional.of(newPassword(given)));
  }

  private AccessDesk desk(ParseResult given) throws CommandFailure {
    boolean json = given.hasMatchedOption(RemoteCommands.JSON);
    if (given.hasMatchedOption(Specs.CONFIG) && !given.hasMatchedOption(Specs.URL)) {
      if (json) {
        throw CommandFailure.wrongUse(
            RemoteCommands.JSON + ": only a running gateway answers so; allowed: with --url");
      }
      Path file = given.matchedOptionValue(Specs.CONFIG, Path.of(""));
      return desks.inDatabaseOf(configurations.load(file));
    }
    return new HttpAccessDesk(new Rest(address.of(given), json));
  }

  /** What a subcommand asks; the answer is text. */
  private interface Question {
    String ask(AccessDesk desk, ParseResult given) throws CommandFailure;
  }

  /** A subcommand. */
  private final class Step implements Command {
    private final CommandSpec spec;
    private final Question question;

    Step(String name, String description, Question question) {
      this.question = question;
      this.spec = Specs.command(this, name, description);
      GatewayAddress.options(spec).addOption(RemoteCommands.json());
    }

    Step shownBy(String... examples) {
      Specs.examples(spec, examples);
      return this;
    }

    Step with(OptionSpec option) {
      spec.addOption(option);
      return this;
    }

    Step with(PositionalParamSpec parameter) {
      spec.addPositional(parameter);
      return this;
    }

    @Override
    public CommandSpec spec() {
      return spec;
    }

    @Override
    public ExitCode execute(ParseResult given) throws CommandFailure {
      try (AccessDesk desk = desk(given)) {
        out.println(question.ask(desk, given).stripTrailing());
      }
      return ExitCode.OK;
    }
  }
}
