package isthmus.gateway.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code isthmus users preferences …}: what a user prefers, and what the provider permits. */
final class PreferencesCommand implements Command {
  private final UserDesk desk;
  private final GatewayAddress address;
  private final PrintWriter out;

  PreferencesCommand(UserDesk desk, GatewayAddress address, PrintWriter out) {
    this.desk = desk;
    this.address = address;
    this.out = out;
  }

  /** An option of {@code set}: its name, the member it gives, and how. */
  private record Setting(
      String option,
      String label,
      String member,
      String description,
      Function<String, Object> value) {}

  private static final List<Setting> SETTINGS =
      List.of(
          new Setting(
              "--services",
              "LIST",
              "services",
              "Services that the user accepts, the most wanted first: mms,sms.",
              PreferencesCommand::list),
          new Setting(
              "--refused",
              "LIST",
              "refused",
              "Services that the user does not want: email.",
              PreferencesCommand::list),
          new Setting(
              "--allowed",
              "LIST",
              "allowed",
              "What the provider permits: sms=yes,email=no.",
              PreferencesCommand::answers),
          new Setting(
              "--addresses",
              "LIST",
              "addresses",
              "Where the user is reached in a service: email=alice@example.org.",
              PreferencesCommand::pairs),
          new Setting("--class", "NAME", "class", "Service class, such as prepaid.", text -> text),
          new Setting(
              "--handling",
              "HOW",
              "handling",
              "deliver, interwork, defer or reject.",
              text -> text),
          new Setting(
              "--interwork-to",
              "ADDRESS",
              "interworkTo",
              "Where to interwork to, when not to the user's own address.",
              text -> text),
          new Setting(
              "--do-not-disturb",
              "YES|NO",
              "doNotDisturb",
              "Defer what would be delivered.",
              PreferencesCommand::answer));

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Specs.command(this, "preferences", "Show, set and clear the preferences of a user.");
    CommandSpec set =
        leaf(
            "set",
            "Set preferences; those that are not named stay, an empty text clears one.",
            (gateway, arguments) ->
                desk.setPreferences(gateway, user(arguments), changes(arguments)));
    for (Setting setting : SETTINGS) {
      set.addOption(
          Specs.option(setting.option(), setting.label(), String.class, setting.description()));
    }
    List<CommandSpec> leaves =
        List.of(
            leaf(
                "show",
                "Show what is stored for a user.",
                (gateway, arguments) -> desk.preferences(gateway, user(arguments))),
            set,
            leaf(
                "clear",
                "Remove what is stored for a user.",
                (gateway, arguments) -> desk.clearPreferences(gateway, user(arguments))));
    for (CommandSpec leaf : leaves) {
      leaf.addPositional(
          Specs.parameter(
              "USER", String.class, "A number, a name before the @ of the domain, or a URI."));
      spec.addSubcommand(leaf.name(), GatewayAddress.options(leaf));
    }
    return spec;
  }

  @Override
  public ExitCode execute(ParseResult arguments) throws CommandFailure {
    throw CommandFailure.wrongUse(
        "isthmus users preferences: which one? allowed: show, set, clear");
  }

  private static String user(ParseResult arguments) {
    return arguments.matchedPositionalValue(0, "");
  }

  private static Map<String, Object> changes(ParseResult arguments) throws CommandFailure {
    Map<String, Object> changes = new LinkedHashMap<>();
    for (Setting setting : SETTINGS) {
      if (arguments.hasMatchedOption(setting.option())) {
        String text = arguments.matchedOptionValue(setting.option(), "");
        try {
          changes.put(setting.member(), setting.value().apply(text));
        } catch (IllegalArgumentException wrong) {
          throw CommandFailure.wrongUse(setting.option() + ": " + wrong.getMessage());
        }
      }
    }
    if (changes.isEmpty()) {
      throw CommandFailure.wrongUse(
          "isthmus users preferences set: nothing to set; allowed: "
              + String.join(", ", SETTINGS.stream().map(Setting::option).toList()));
    }
    return changes;
  }

  private static List<String> list(String text) {
    return Stream.of(text.split(",", -1))
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .toList();
  }

  private static Map<String, String> pairs(String text) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String pair : list(text)) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException("expected service=value, not " + pair);
      }
      pairs.put(pair.substring(0, equals), pair.substring(equals + 1));
    }
    return pairs;
  }

  private static Map<String, Boolean> answers(String text) {
    Map<String, Boolean> answers = new LinkedHashMap<>();
    pairs(text).forEach((service, word) -> answers.put(service, answer(word)));
    return answers;
  }

  private static boolean answer(String word) {
    return switch (word) {
      case "yes", "true" -> true;
      case "no", "false", "" -> false;
      default -> throw new IllegalArgumentException("expected yes or no, not " + word);
    };
  }

  /** What a subcommand asks the running gateway; the answer is text. */
  private interface Question {
    String ask(RemoteGateway gateway, ParseResult arguments) throws CommandFailure;
  }

  private CommandSpec leaf(String name, String description, Question question) {
    return new Leaf(name, description, question).spec();
  }

  /** One of the subcommands. */
  private final class Leaf implements Command {
    private final String name;
    private final String description;
    private final Question question;

    Leaf(String name, String description, Question question) {
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
