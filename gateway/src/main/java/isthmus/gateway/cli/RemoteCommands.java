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
  static final String JSON = "--json";

  private final GatewayAddress address;
  private final PrintWriter out;

  RemoteCommands(GatewayAddress address, PrintWriter out) {
    this.address = address;
    this.out = out;
  }

  /** What a command asks; the answer is text, or JSON where that was asked for. */
  @FunctionalInterface
  interface Question {
    String ask(Rest gateway, ParseResult arguments) throws CommandFailure;
  }

  /** A command that asks, for people or with --json for programs. */
  CommandSpec spec(String name, String description, Question question) {
    return plain(name, description, question).addOption(json());
  }

  /** A command whose answer has one form only. */
  CommandSpec plain(String name, String description, Question question) {
    return GatewayAddress.options(new Asking(name, description, question).spec());
  }

  static OptionSpec json() {
    return Specs.flag(JSON, "Print the answer as JSON, as /api/openapi.json describes it.");
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

  /** The first parameter, a word. */
  static String word(ParseResult arguments) {
    return arguments.matchedPositionalValue(0, "");
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
      Rest gateway = new Rest(address.of(arguments), arguments.hasMatchedOption(JSON));
      out.println(question.ask(gateway, arguments).stripTrailing());
      return ExitCode.OK;
    }
  }
}
