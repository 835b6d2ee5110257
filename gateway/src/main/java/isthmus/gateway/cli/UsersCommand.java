package isthmus.gateway.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code isthmus users …}: who may register at the embedded core. */
final class UsersCommand implements Command {
  private static final String PASSWORD_FILE = "--password-file";
  private static final String NAME = "--name";

  private final UserDesk desk;
  private final Passwords passwords;
  private final GatewayAddress address;
  private final PrintWriter out;

  UsersCommand(UserDesk desk, Passwords passwords, GatewayAddress address, PrintWriter out) {
    this.desk = desk;
    this.passwords = passwords;
    this.address = address;
    this.out = out;
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Specs.command(this, "users", "List, add and remove users of the embedded core.");
    for (CommandSpec subcommand : List.of(list(), add(), password(), remove())) {
      spec.addSubcommand(subcommand.name(), GatewayAddress.options(subcommand));
    }
    spec.addSubcommand("preferences", new PreferencesCommand(desk, address, out).spec());
    return spec;
  }

  @Override
  public ExitCode execute(ParseResult arguments) throws CommandFailure {
    throw CommandFailure.wrongUse(
        "isthmus users: which one? allowed: list, add, password, remove, preferences");
  }

  private CommandSpec list() {
    return spec(
        "list",
        "List all users, where they come from and their devices that are registered.",
        (gateway, _) -> desk.list(gateway));
  }

  private CommandSpec add() {
    return spec(
            "add",
            "Add a user; the password is read from the terminal or standard input.",
            (gateway, arguments) ->
                desk.add(gateway, user(arguments), password(arguments), name(arguments)))
        .addPositional(
            Specs.parameter(
                "USER", String.class, "A number such as +15551000001, or the name before the @."))
        .addOption(Specs.option(NAME, "TEXT", String.class, "Name shown to others."))
        .addOption(passwordFile());
  }

  private CommandSpec password() {
    return spec(
            "password",
            "Give a user another password; it is read as for add.",
            (gateway, arguments) ->
                desk.changePassword(gateway, user(arguments), password(arguments)))
        .addPositional(Specs.parameter("USER", String.class, "Which user."))
        .addOption(passwordFile());
  }

  private CommandSpec remove() {
    return spec(
            "remove",
            "Remove a user and the registrations of the user's devices.",
            (gateway, arguments) -> desk.remove(gateway, user(arguments)))
        .addPositional(Specs.parameter("USER", String.class, "Which user."));
  }

  private static OptionSpec passwordFile() {
    return Specs.option(
        PASSWORD_FILE, "FILE", Path.class, "Read the password from the first line of a file.");
  }

  private static String user(ParseResult arguments) {
    return arguments.matchedPositionalValue(0, "");
  }

  private static Optional<String> name(ParseResult arguments) {
    return arguments.hasMatchedOption(NAME)
        ? Optional.of(arguments.matchedOptionValue(NAME, ""))
        : Optional.empty();
  }

  private String password(ParseResult arguments) throws CommandFailure {
    return passwords.read(
        arguments.hasMatchedOption(PASSWORD_FILE)
            ? Optional.of(arguments.matchedOptionValue(PASSWORD_FILE, Path.of("")))
            : Optional.empty());
  }

  /** What a subcommand asks the running gateway; the answer is text. */
  private interface Question {
    String ask(RemoteGateway gateway, ParseResult arguments) throws CommandFailure;
  }

  private CommandSpec spec(String name, String description, Question question) {
    return new Subcommand(name, description, question).spec();
  }

  /** One of the subcommands. */
  private final class Subcommand implements Command {
    private final String name;
    private final String description;
    private final Question question;

    Subcommand(String name, String description, Question question) {
      this.name = name;
      this.description = description;
      this.question = question;
    }

    @Override
    public CommandSpec spec() {
      return Specs.command(this, name, description);
    }

    @Override
    public ExitCode execute(ParseResult arguments) throws CommandFailure {
      out.println(question.ask(address.of(arguments), arguments).stripTrailing());
      return ExitCode.OK;
    }
  }
}
