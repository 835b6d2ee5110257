package isthmus.gateway.cli;

import isthmus.gateway.config.ConfigurationLoader;
import isthmus.gateway.config.value.Durations;
import isthmus.gateway.config.value.HostPort;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;

/**
 * The {@code isthmus} command: finds the command that is meant, runs it, and turns every error into
 * one line and an {@link ExitCode}.
 */
public final class Main {
  private static final String TRACE = "ISTHMUS_TRACE";

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
      return execute(commandLine(), helpLast(arguments));
    } catch (ParameterException e) {
      err.println(WrongUse.line(e));
      return ExitCode.WRONG_USE;
    } catch (CommandFailure e) {
      e.lines().forEach(err::println);
      return e.exitCode();
    } catch (RuntimeException e) {
      internal(e);
      return ExitCode.FAILURE;
    } finally {
      out.flush();
      err.flush();
    }
  }

  /** A bug: what and where in a line; all of it only for whoever asks, to report it. */
  private void internal(RuntimeException bug) {
    String where =
        Arrays.stream(bug.getStackTrace())
            .filter(frame -> frame.getClassName().startsWith("isthmus."))
            .findFirst()
            .map(frame -> ", at " + frame.getFileName() + ":" + frame.getLineNumber())
            .orElse("");
    boolean all = environment.containsKey(TRACE);
    err.println(
        "isthmus: internal error: %s%s%s"
            .formatted(bug, where, all ? "" : "; " + TRACE + "=1 shows where it came from"));
    if (all) {
      bug.printStackTrace(err);
    }
  }

  /** {@code isthmus help isf} is {@code isthmus isf --help}. */
  private static String[] helpLast(String... arguments) {
    return arguments.length > 0 && arguments[0].equals("help")
        ? Stream.concat(Arrays.stream(arguments).skip(1), Stream.of("--help"))
            .toArray(String[]::new)
        : arguments;
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
    root.version(VersionCommand.line(commands.version()));
    root.addOption(
        OptionSpec.builder("-V", "--version")
            .versionHelp(true)
            .description("Print the versions of Isthmus and of the JDK.")
            .build());
    root.usageMessage()
        .footer(
            "`isthmus COMMAND --help` shows its options and examples.",
            "Exit code: 0 done; 1 not possible; 2 the command, the configuration or a sheet is"
                + " wrong.");
    for (CommandSpec spec : specs()) {
      root.addSubcommand(spec.name(), spec);
    }
    return new CommandLine(root)
        .registerConverter(Duration.class, allowing(Durations::parse, "a time such as 30s or 5m"))
        .registerConverter(HostPort.class, allowing(HostPort::parse, "such as 127.0.0.1:8080"))
        .registerConverter(Long.class, allowing(Long::valueOf, "a whole number"))
        .registerConverter(Integer.class, allowing(Integer::valueOf, "a whole number"))
        .registerConverter(Double.class, allowing(Double::valueOf, "a number"))
        .setOut(out)
        .setErr(err);
  }

  private List<CommandSpec> specs() {
    Configurations configurations = new Configurations(new ConfigurationLoader(environment), err);
    GatewayAddress address = new GatewayAddress(configurations, environment, commands.passwords());
    RemoteCommands remote = new RemoteCommands(address, out);
    Foreground foreground = new Foreground(out);
    List<CommandSpec> all = new ArrayList<>();
    all.add(new RunCommand(commands.gateway(), configurations, foreground).spec());
    all.add(new CheckCommand(commands.tableChecker(), configurations, out).spec());
    all.add(new DemoCommand(commands.demo(), foreground, out).spec());
    all.add(trace(remote));
    all.add(new IsfCommands(remote).spec());
    all.add(new UserCommands(remote, commands.passwords()).spec());
    all.addAll(
        new AccessCommands(commands.access(), commands.passwords(), configurations, address, out)
            .all());
    all.add(new BenchCommand(commands.bench(), out).spec());
    all.add(new VersionCommand(commands.version(), out).spec());
    return all;
  }

  private static CommandSpec trace(RemoteCommands remote) {
    return Specs.examples(
        remote
            .spec(
                "trace",
                "Tell one message's whole story: times, decisions, ids, receipts.",
                (gateway, arguments) ->
                    gateway.get("/api/trace/" + Rest.segment(RemoteCommands.word(arguments))))
            .addPositional(
                Specs.parameter(
                    "ID", String.class, "Any id of the message: ours, its IMDN's, an SMSC's.")),
        "trace 34jk324j",
        "trace 34jk324j --json");
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
}
