package isthmus.gateway.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code isthmus isf …}: the interworking selection function from a shell. */
final class IsfCommands {
  private final RemoteCommands commands;

  IsfCommands(RemoteCommands commands) {
    this.commands = commands;
  }

  CommandSpec spec() {
    List<CommandSpec> members = new ArrayList<>(new VersionCommands(commands).specs());
    members.addAll(new QuestionCommands(commands).specs());
    members.add(new DraftCommands(commands).spec());
    return Specs.examples(
        CommandGroup.spec("isf", "Ask and change the interworking selection function.", members),
        "isf state",
        "isf import routing.csv --comment \"MMS for pictures\"",
        "isf diff",
        "isf whatif",
        "isf activate 2",
        "isf rollback");
  }
}
