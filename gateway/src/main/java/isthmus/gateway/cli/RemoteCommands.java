package isthmus.gateway.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Makes commands that ask a running gateway something and print its answer. */
final class RemoteCommands {
  private final GatewayAddress address;
  private final PrintWriter out;

  RemoteCommands(GatewayAddress address, PrintWriter out) {
    this.address = address;
    this.out = out;
  }

  /** What a command asks; the answer is text. */
  @FunctionalInterface
  interface Question {
    String ask(Rest gateway, ParseResult arguments) throws CommandFailure;
  }

  /** A command that asks. */
  CommandSpec spec(String name, String description, Question question) {
    return GatewayAddress.options(new Asking(name, description, question).spec());
  }

  /** A command that only has further ones. */
  CommandSpec group(String name, String description, CommandSpec... members) {
    CommandSpec group = new Group(name, description).spec();
    for (CommandSpec member : members) {
      group.addSubcommand(member.name(), member);
    }
    return group;
  }

  static OptionSpec comment() {
    return Specs.option("--comment", "TEXT", String.class, "Why.");
  }

  static OptionSpec required(String name, String label, String description) {
    return OptionSpec.builder(name)
        .paramLabel(label)
        .type(String.class)
        .required(true)
        .description(description)
        .build();
  }

  static Optional<String> given(ParseResult arguments, String option) {
    return arguments.hasMatchedOption(option)
        ? Optional.of(String.valueOf(arguments.<Object>matchedOptionValue(option, "")))
        : Optional.empty();
  }

  /** Options that were given, by their names without dashes. */
  static Map<String, Object> members(ParseResult arguments, String... options) {
    Map<String, Object> members = new LinkedHashMap<>();
    for (String option : options) {
      if (arguments.hasMatchedOption(option)) {
        members.put(option.substring(2), arguments.<Object>matchedOptionValue(option, ""));
      }
    }
    return members;
  }

  /** The same as texts, for a query. */
  static Map<String, String> query(ParseResult arguments, String... options) {
    Map<String, String> query = new LinkedHashMap<>();
    members(arguments, options).forEach((name, value) -> query.put(name, String.valueOf(value)));
    return query;
  }

  static long number(ParseResult arguments) {
    return arguments.matchedPositionalValue(0, 0L);
  }

  /** Asks and prints. */
  private final class Asking implements Command {
    private final String name;
    private final String description;
    private final Question question;

    Asking(String name, String description, Question question) {
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
      out.println(question.ask(new Rest(address.of(arguments)), arguments).stripTrailing());
      return ExitCode.OK;
    }
  }

  /** Says which commands it has. */
  private static final class Group implements Command {
    private final String name;
    private final CommandSpec spec;

    Group(String name, String description) {
      this.name = name;
      this.spec = Specs.command(this, name, description);
    }

    @Override
    public CommandSpec spec() {
      return spec;
    }

    @Override
    public ExitCode execute(ParseResult arguments) throws CommandFailure {
      throw CommandFailure.wrongUse(
          "isthmus %s: which one? allowed: %s"
              .formatted(
                  name.equals("isf") ? name : "isf " + name,
                  String.join(", ", spec.subcommands().keySet())));
    }
  }
}
