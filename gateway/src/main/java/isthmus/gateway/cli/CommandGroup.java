package isthmus.gateway.cli;

import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** A command that only has further ones, and says which when none is named. */
final class CommandGroup implements Command {
  private final CommandSpec spec;

  private CommandGroup(String name, String description) {
    this.spec = Specs.command(this, name, description);
  }

  static CommandSpec spec(String name, String description, List<CommandSpec> members) {
    CommandSpec spec = new CommandGroup(name, description).spec();
    members.forEach(member -> spec.addSubcommand(member.name(), member));
    return spec;
  }

  @Override
  public CommandSpec spec() {
    return spec;
  }

  @Override
  public ExitCode execute(ParseResult arguments) throws CommandFailure {
    throw CommandFailure.wrongUse(whichOne(spec));
  }

  /** Names the commands that a group has. */
  static String whichOne(CommandSpec group) {
    return group.qualifiedName() + ": which one? allowed: " + names(group);
  }

  /** The names of a group's commands, without other names for the same. */
  static String names(CommandSpec group) {
    return group.subcommands().values().stream()
        .map(line -> line.getCommandSpec().name())
        .distinct()
        .collect(Collectors.joining(", "));
  }
}
