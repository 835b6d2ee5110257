package isthmus.gateway.cli;

import static isthmus.gateway.cli.RemoteCommands.word;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code isthmus users …}: who may register at the embedded core, over {@code /api/users}. */
final class UserCommands {
  private static final String USERS = "/api/users";
  private static final String PASSWORD_FILE = "--password-file";
  private static final String NAME = "--name";

  private final RemoteCommands commands;
  private final Passwords passwords;

  UserCommands(RemoteCommands commands, Passwords passwords) {
    this.commands = commands;
    this.passwords = passwords;
  }

  CommandSpec spec() {
    return CommandGroup.spec(
        "users",
        "List, add and remove users of the embedded core.",
        List.of(list(), add(), password(), remove(), new PreferenceCommands(commands).spec()));
  }

  /** Where a user is. */
  static String path(ParseResult arguments) {
    return USERS + "/" + Rest.segment(word(arguments));
  }

  private CommandSpec list() {
    return commands.spec(
        "list",
        "List all users, where they come from and their devices that are registered.",
        (gateway, _) -> gateway.get(USERS));
  }

  private CommandSpec add() {
    return Specs.examples(
        commands
            .spec(
                "add",
                "Add a user; the password is read from the terminal or standard input.",
                (gateway, arguments) -> gateway.post(USERS, user(arguments)))
            .addPositional(
                Specs.parameter(
                    "USER",
                    String.class,
                    "A number such as +15551000001, or the name before the @."))
            .addOption(Specs.option(NAME, "TEXT", String.class, "Name shown to others."))
            .addOption(passwordFile()),
        "users add +15551000003 --name Carol",
        "users add carol --password-file secret.txt");
  }

  private Map<String, Object> user(ParseResult arguments) throws CommandFailure {
    Map<String, Object> user = new TreeMap<>();
    user.put("user", word(arguments));
    user.put("password", password(arguments));
    if (arguments.hasMatchedOption(NAME)) {
      user.put("name", arguments.matchedOptionValue(NAME, ""));
    }
    return user;
  }

  private CommandSpec password() {
    return commands
        .spec(
            "password",
            "Give a user another password; it is read as for add.",
            (gateway, arguments) ->
                gateway.put(path(arguments), Map.of(), Map.of("password", password(arguments))))
        .addPositional(Specs.parameter("USER", String.class, "Which user."))
        .addOption(passwordFile());
  }

  private CommandSpec remove() {
    return commands
        .spec(
            "remove",
            "Remove a user and the registrations of the user's devices.",
            (gateway, arguments) -> gateway.delete(path(arguments)))
        .addPositional(Specs.parameter("USER", String.class, "Which user."));
  }

  private static OptionSpec passwordFile() {
    return Specs.option(
        PASSWORD_FILE, "FILE", Path.class, "Read the password from the first line of a file.");
  }

  private String password(ParseResult arguments) throws CommandFailure {
    return passwords.read(
        arguments.hasMatchedOption(PASSWORD_FILE)
            ? Optional.of(arguments.matchedOptionValue(PASSWORD_FILE, Path.of("")))
            : Optional.empty());
  }
}
