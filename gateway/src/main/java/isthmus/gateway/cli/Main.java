package isthmus.gateway.cli;

import isthmus.gateway.config.ConfigurationLoader;
import isthmus.gateway.config.value.Durations;
import isthmus.gateway.config.value.HostPort;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The {@code isthmus} command: finds the command that is meant, runs it, and turns every error into
 * one line and an {@link ExitCode}.
 */
public final class Main {
  private final Commands commands;
  private final Map<String, String> environment;
  private final PrintWriter out;
  private final PrintWriter err;

  /**
   * Prepares the commands.
   *
   * @param commands what they do
   * @param environment what {@code ${env:NAME}} in a configuration refers to
   * @param out for what was asked for
   * @param err for errors and warnings
   */
  public Main(
      Commands commands, Map<String, String> environment, PrintWriter out, PrintWriter err) {
    this.commands = commands;
    this.environment = Map.copyOf(environment);
    this.out = out;
    this.err = err;
  }

  /** Runs a command to its end. */
  public ExitCode run(String... arguments) {
    try {
      return execute(commandLine(), arguments);
    } catch (ParameterException e) {
      String name = e.getCommandLine().getCommandSpec().qualifiedName();
      err.println("%s: %s (%s --help shows how)".formatted(name, oneLine(e), name));
      return ExitCode.WRONG_USE;
    } catch (CommandFailure e) {
      e.lines().forEach(err::println);
      return e.exitCode();
    } catch (RuntimeException e) {
      err.println("isthmus: internal error: " + e);
      e.printStackTrace(err);
      return ExitCode.FAILURE;
    } finally {
      out.flush();
      err.flush();
    }
  }

  private ExitCode execute(CommandLine commandLine, String... arguments) throws CommandFailure {
    ParseResult parsed = commandLine.parseArgs(arguments);
    if (CommandLine.printHelpIfRequested(parsed)) {
      return ExitCode.OK;
    }
    while (parsed.hasSubcommand()) {
      parsed = parsed.subcommand();
    }
    if (parsed.commandSpec().userObject() instanceof Command command) {
      return command.execute(parsed);
    }
    commandLine.usage(err);
    return ExitCode.WRONG_USE;
  }

  private CommandLine commandLine() {
    CommandSpec root =
        Specs.command("isthmus", "isthmus", "A gateway between OMA CPM and SMS, MMS and email.");
    for (Command command : commands()) {
      CommandSpec spec = command.spec();
      root.addSubcommand(spec.name(), spec);
    }
    return new CommandLine(root)
        .registerConverter(Duration.class, allowing(Durations::parse, "a time such as 30s or 5m"))
        .registerConverter(HostPort.class, allowing(HostPort::parse, "such as 127.0.0.1:8080"))
        .setOut(out)
        .setErr(err);
  }

  private List<Command> commands() {
    Configurations configurations = new Configurations(new ConfigurationLoader(environment), err);
    GatewayAddress address = new GatewayAddress(configurations, environment, commands.passwords());
    Foreground foreground = new Foreground(out);
    List<Command> all = new ArrayList<>();
    all.addAll(
        List.of(
            new RunCommand(commands.gateway(), configurations, foreground),
            new CheckCommand(commands.tableChecker(), configurations, out),
            new DemoCommand(commands.demo(), foreground),
            new TraceCommand(commands.stories(), address, out),
            new IsfCommand(address, out),
            new UsersCommand(commands.users(), commands.passwords(), address, out)));
    all.addAll(
        new AccessCommands(commands.access(), commands.passwords(), configurations, address, out)
            .all());
    all.add(new BenchCommand(commands.bench(), out));
    all.add(new VersionCommand(commands.version(), out));
    return all;
  }

  private static <T> ITypeConverter<T> allowing(ITypeConverter<T> converter, String allowed) {
    return text -> {
      try {
        return converter.convert(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException("'" + text + "' is not allowed; allowed: " + allowed);
      }
    };
  }

  private static String oneLine(ParameterException e) {
    String line = String.valueOf(e.getMessage()).lines().findFirst().orElse("wrong use");
    return e instanceof UnmatchedArgumentException unmatched
            && !unmatched.getSuggestions().isEmpty()
        ? line + "; did you mean " + unmatched.getSuggestions().getFirst() + "?"
        : line;
  }
}
