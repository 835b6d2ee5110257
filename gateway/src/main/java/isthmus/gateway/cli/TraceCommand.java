package isthmus.gateway.cli;

import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code isthmus trace ID}. */
final class TraceCommand implements Command {
  private final StoryPrinter stories;
  private final GatewayAddress address;
  private final PrintWriter out;

  TraceCommand(StoryPrinter stories, GatewayAddress address, PrintWriter out) {
    this.stories = stories;
    this.address = address;
    this.out = out;
  }

  @Override
  public CommandSpec spec() {
    return GatewayAddress.options(
        Specs.command(
                this, "trace", "Tell one message's whole story: times, decisions, ids, receipts.")
            .addPositional(
                Specs.parameter(
                    "ID", String.class, "Any id of the message: ours, its IMDN's, an SMSC's.")));
  }

  @Override
  public ExitCode execute(ParseResult arguments) throws CommandFailure {
    String story = stories.story(address.of(arguments), arguments.matchedPositionalValue(0, ""));
    out.println(story.stripTrailing());
    return ExitCode.OK;
  }
}
