package isthmus.gateway.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * {@code isthmus users preferences …}: what a user prefers, and what the provider permits, over
 * {@code /api/users/{user}/preferences}.
 */
final class PreferenceCommands {
  private final RemoteCommands commands;

  PreferenceCommands(RemoteCommands commands) {
    this.commands = commands;
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
              PreferenceCommands::list),
          new Setting(
              "--refused",
              "LIST",
              "refused",
              "Services that the user does not want: email.",
              PreferenceCommands::list),
          new Setting(
              "--allowed",
              "LIST",
              "allowed",
              "What the provider permits: sms=yes,email=no.",
              PreferenceCommands::answers),
          new Setting(
              "--addresses",
              "LIST",
              "addresses",
              "Where the user is reached in a service: email=alice@example.org.",
              PreferenceCommands::pairs),
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
              PreferenceCommands::answer));

  CommandSpec spec() {
    return CommandGroup.spec(
        "preferences",
        "Show, set and clear the preferences of a user.",
        List.of(
            of(
                "show",
                "Show what is stored for a user.",
                (gateway, arguments) -> gateway.get(path(arguments))),
            setting(),
            of(
                "clear",
                "Remove what is stored for a user.",
                (gateway, arguments) -> gateway.delete(path(arguments)))));
  }

  private CommandSpec setting() {
    CommandSpec set =
        of(
            "set",
            "Set preferences; those that are not named stay, an empty text clears one.",
            (gateway, arguments) ->
                gateway.put(path(arguments), Map.of("merge", "true"), changes(arguments)));
    for (Setting setting : SETTINGS) {
      set.addOption(
          Specs.option(setting.option(), setting.label(), String.class, setting.description()));
    }
    return Specs.examples(
        set,
        "users preferences set +15551000002 --services mms,sms --refused email",
        "users preferences set +15551000002 --class prepaid --do-not-disturb no");
  }

  /** A command about a user. */
  private CommandSpec of(String name, String description, RemoteCommands.Question question) {
    return commands
        .spec(name, description, question)
        .addPositional(
            Specs.parameter(
                "USER", String.class, "A number, a name before the @ of the domain, or a URI."));
  }

  private static String path(ParseResult arguments) {
    return UserCommands.path(arguments) + "/preferences";
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
}
