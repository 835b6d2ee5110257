package isthmus.gateway.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code isthmus isf …}: the interworking selection function from a shell. */
final class IsfCommand implements Command {
  private final TableDesk desk;
  private final GatewayAddress address;
  private final PrintWriter out;

  IsfCommand(TableDesk desk, GatewayAddress address, PrintWriter out) {
    this.desk = desk;
    this.address = address;
    this.out = out;
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Specs.command(this, "isf", "Ask and change the interworking selection function.");
    for (CommandSpec subcommand :
        List.of(explain(), importing(), exporting(), activate(), history())) {
      spec.addSubcommand(
          subcommand.name(), subcommand.addOption(Specs.optionalConfig()).addOption(Specs.url()));
    }
    return spec;
  }

  @Override
  public ExitCode execute(ParseResult arguments) throws CommandFailure {
    throw CommandFailure.wrongUse(
        "isthmus isf: which one? allowed: explain, import, export, activate, history");
  }

  private CommandSpec explain() {
    return spec("explain", "Why would a message go by which service?", this::explain)
        .addOption(required("--from", "ADDRESS", "Originator, such as tel:+15551000001."))
        .addOption(required("--to", "ADDRESS", "Recipient, such as tel:+15552000001."))
        .addOption(
            Specs.option(
                "--kind",
                "KIND",
                String.class,
                "message",
                "Kind of request: message, file, session or notification."))
        .addOption(Specs.option("--size", "BYTES", Long.class, "0", "Size of the content."))
        .addOption(
            OptionSpec.builder("--with")
                .paramLabel("NAME=VALUE")
                .type(Map.class)
                .auxiliaryTypes(String.class, String.class)
                .description("A further criterion of the table; may be repeated.")
                .build());
  }

  private String explain(URI gateway, ParseResult arguments) throws CommandFailure {
    SequencedMap<String, String> request = new LinkedHashMap<>();
    request.put("from", arguments.matchedOptionValue("--from", ""));
    request.put("to", arguments.matchedOptionValue("--to", ""));
    request.put("kind", arguments.matchedOptionValue("--kind", "message"));
    request.put("size", String.valueOf(arguments.matchedOptionValue("--size", 0L)));
    request.putAll(arguments.matchedOptionValue("--with", Map.<String, String>of()));
    return desk.explain(gateway, request);
  }

  private CommandSpec importing() {
    return spec(
            "import",
            "Upload a table as a new version; activate makes it the one that decides.",
            (gateway, arguments) ->
                desk.importTable(
                    gateway,
                    arguments.matchedPositionalValue(0, Path.of("")),
                    given(arguments, "--comment")))
        .addPositional(Specs.parameter("FILE", Path.class, "A CSV or XLSX file."))
        .addOption(Specs.option("--comment", "TEXT", String.class, "Why it was made."));
  }

  private CommandSpec exporting() {
    return spec("export", "Print a version of the table as CSV.", this::export)
        .addOption(
            Specs.option(
                "--version", "N", Integer.class, "Which version. Default: the active one."))
        .addOption(
            Specs.option("--output", "FILE", Path.class, "Write to a file instead of printing."));
  }

  private String export(URI gateway, ParseResult arguments) throws CommandFailure {
    Optional<Integer> version =
        arguments.hasMatchedOption("--version")
            ? Optional.of(arguments.matchedOptionValue("--version", 0))
            : Optional.empty();
    String table = desk.exportTable(gateway, version);
    if (!arguments.hasMatchedOption("--output")) {
      return table;
    }
    Path file = arguments.matchedOptionValue("--output", Path.of(""));
    try {
      Files.writeString(file, table, StandardCharsets.UTF_8);
      return "written to " + file;
    } catch (IOException e) {
      throw CommandFailure.failed("file " + file + " cannot be written");
    }
  }

  private CommandSpec activate() {
    return spec(
            "activate",
            "Make a version the one that decides; an earlier one to roll back.",
            (gateway, arguments) -> desk.activate(gateway, arguments.matchedPositionalValue(0, 0)))
        .addPositional(Specs.parameter("VERSION", Integer.class, "Which version."));
  }

  private CommandSpec history() {
    return spec(
        "history",
        "List all versions: who made and activated them, when and why.",
        (gateway, _) -> desk.history(gateway));
  }

  private CommandSpec spec(String name, String description, Question question) {
    Subcommand subcommand = new Subcommand(name, description, question);
    return subcommand.spec();
  }

  private static OptionSpec required(String name, String label, String description) {
    return OptionSpec.builder(name)
        .paramLabel(label)
        .type(String.class)
        .required(true)
        .description(description)
        .build();
  }

  private static Optional<String> given(ParseResult arguments, String option) {
    return arguments.hasMatchedOption(option)
        ? Optional.of(arguments.matchedOptionValue(option, ""))
        : Optional.empty();
  }

  /** What a subcommand asks the running gateway; the answer is text. */
  private interface Question {
    String ask(URI gateway, ParseResult arguments) throws CommandFailure;
  }

  /** One of the subcommands. */
  private final class Subcommand implements Command {
    private final String name;
    private final String description;
    private final Question question;

    Subcommand(String name, String description, Question question) {
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
      out.println(question.ask(address.of(arguments), arguments).stripTrailing());
      return ExitCode.OK;
    }
  }
}
