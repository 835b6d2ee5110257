package isthmus.gateway.cli;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in one line what is wrong with arguments: which, of which command, and what is allowed. */
final class WrongUse {
  private WrongUse() {}

  static String line(ParameterException wrong) {
    CommandSpec command = wrong.getCommandLine().getCommandSpec();
    String name = command.qualifiedName();
    if (wrong instanceof UnmatchedArgumentException unmatched
        && !unmatched.getUnmatched().isEmpty()) {
      String first = unmatched.getUnmatched().getFirst();
      if (!command.subcommands().isEmpty() && !first.startsWith("-")) {
        return "%s: there is no command '%s'%s; allowed: %s"
            .formatted(
                name,
                first,
                suggestion(unmatched.getSuggestions(), "; did you mean ", "?"),
                CommandGroup.names(command));
      }
      if (isOptionBelow(command, first)) {
        return CommandGroup.whichOne(command) + "; options stand behind it";
      }
      return "%s: there is no %s %s%s (%s --help shows how)"
          .formatted(
              name,
              first.startsWith("-") ? "option" : "place for",
              first,
              suggestion(unmatched.getSuggestions(), "; did you mean ", "?"),
              name);
    }
    String said = String.valueOf(wrong.getMessage()).lines().findFirst().orElse("wrong use");
    return "%s: %s (%s --help shows how)".formatted(name, said, name);
  }

  private static String suggestion(List<String> suggestions, String before, String after) {
    return suggestions.isEmpty() ? "" : before + suggestions.getFirst() + after;
  }

  /** Whether somebody named an option before the command that takes it. */
  private static boolean isOptionBelow(CommandSpec group, String argument) {
    String option = argument.replaceFirst("=.*", "");
    return group.subcommands().values().stream()
        .map(line -> line.getCommandSpec())
        .anyMatch(spec -> spec.optionsMap().containsKey(option) || isOptionBelow(spec, argument));
  }
}
