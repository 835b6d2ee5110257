package isthmus.gateway.cli;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code isthmus isf …}: the interworking selection function from a shell. */
final class IsfCommand implements Command {
  private final RemoteCommands commands;

  IsfCommand(GatewayAddress address, PrintWriter out) {
    this.commands = new RemoteCommands(address, out);
  }

  @Override
  public CommandSpec spec() {
    CommandSpec isf = commands.group("isf", "Ask and change the interworking selection function.");
    List<CommandSpec> members = new VersionCommands(commands).specs();
    members.addAll(new QuestionCommands(commands).specs());
    members.add(new DraftCommands(commands).spec());
    members.forEach(member -> isf.addSubcommand(member.name(), member));
    return isf;
  }

  @Override
  public ExitCode execute(ParseResult arguments) throws CommandFailure {
    throw CommandFailure.wrongUse("isthmus isf: which one?");
  }
}
