package isthmus.gateway.cli;

import static isthmus.gateway.cli.RemoteCommands.comment;
import static isthmus.gateway.cli.RemoteCommands.given;
import static isthmus.gateway.cli.RemoteCommands.members;
import static isthmus.gateway.cli.RemoteCommands.number;
import static isthmus.gateway.cli.RemoteCommands.query;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** Versions of the rules: import and export, approval, activation, history. */
final class VersionCommands {
  private static final String VERSIONS = "/api/isf/versions";

  private final RemoteCommands commands;

  VersionCommands(RemoteCommands commands) {
    this.commands = commands;
  }

  List<CommandSpec> specs() {
    return new ArrayList<>(
        List.of(
            state(),
            history(),
            importing(),
            exporting(),
            verdict("approve", "Say that a version of somebody else is good."),
            verdict("refuse", "Say that a version must not rule; what is scheduled is cancelled."),
            activate("activate", "Make a version rule; an earlier one to roll back.", false),
            activate("schedule", "Have a version rule from a time on.", true),
            unschedule(),
            rollback()));
  }

  private CommandSpec state() {
    return commands.spec(
        "state",
        "What rules, what is scheduled, which nodes follow, which drafts are open.",
        (gateway, _) -> gateway.get("/api/isf/state"));
  }

  private CommandSpec history() {
    CommandSpec spec =
        commands.spec(
            "history",
            "List all versions: who made, approved and activated them, when and why.",
            (gateway, _) -> gateway.get(VERSIONS));
    spec.aliases("list");
    return spec;
  }

  private CommandSpec importing() {
    return Specs.examples(
        commands
            .spec(
                "import",
                "Make files a new version; activate makes it the one that decides.",
                FileImport::version)
            .addPositional(FileImport.files())
            .addOption(comment())
            .addOption(whole()),
        "isf import routing.csv --comment \"MMS for pictures\"",
        "isf import routing.csv policy.csv blocked-senders.csv",
        "isf import rules/ --whole");
  }

  static OptionSpec whole() {
    return OptionSpec.builder("--whole")
        .type(Boolean.class)
        .arity("0")
        .description("Sheets that the file does not have go. Otherwise they stay.")
        .build();
  }

  private CommandSpec exporting() {
    return Specs.examples(
        commands
            .plain("export", "Print a sheet as CSV, or write a workbook.", VersionCommands::export)
            .addOption(
                Specs.option(
                    "--version", "N", Long.class, "Which version. Default: the active one."))
            .addOption(Specs.option("--draft", "N", Long.class, "A draft instead of a version."))
            .addOption(Specs.option("--sheet", "NAME", String.class, "Which sheet, as CSV."))
            .addOption(
                Specs.option(
                    "--output",
                    "FILE",
                    Path.class,
                    "Write to a file; .xlsx for the whole workbook.")),
        "isf export --output rules.xlsx",
        "isf export --version 3 --sheet routing",
        "isf export --draft 2 --output draft.xlsx");
  }

  private static String export(Rest gateway, ParseResult arguments) throws CommandFailure {
    Path file = arguments.matchedOptionValue("--output", Path.of(""));
    boolean xlsx = file.toString().toLowerCase(Locale.ROOT).endsWith(".xlsx");
    String path =
        given(arguments, "--draft")
            .map(draft -> "/api/isf/drafts/" + draft + "/export")
            .orElseGet(() -> VERSIONS + "/" + given(arguments, "--version").orElse("active"));
    Map<String, String> query = new LinkedHashMap<>();
    query.put("format", xlsx ? "xlsx" : "csv");
    given(arguments, "--sheet").ifPresent(sheet -> query.put("sheet", sheet));
    byte[] octets = gateway.download(path, query);
    if (!arguments.hasMatchedOption("--output")) {
      return new String(octets, StandardCharsets.UTF_8);
    }
    try {
      Files.write(file, octets);
      return "written to " + file;
    } catch (IOException e) {
      throw CommandFailure.failed("nothing written: " + CommandFailure.reason(e));
    }
  }

  private CommandSpec verdict(String name, String description) {
    return commands
        .spec(
            name,
            description,
            (gateway, arguments) ->
                gateway.post(
                    VERSIONS + "/" + number(arguments) + "/" + name,
                    members(arguments, "--comment")))
        .addPositional(version())
        .addOption(comment());
  }

  private CommandSpec activate(String name, String description, boolean later) {
    return Specs.examples(
        commands
            .spec(
                name,
                description,
                (gateway, arguments) ->
                    gateway.post(
                        VERSIONS + "/" + number(arguments) + "/activate",
                        members(arguments, "--comment", "--at", "--expecting")))
            .addPositional(version())
            .addOption(
                OptionSpec.builder("--at")
                    .paramLabel("TIME")
                    .type(String.class)
                    .required(later)
                    .description("From when on, such as 2026-11-30T22:00:00+01:00. Default: now.")
                    .build())
            .addOption(expecting())
            .addOption(comment()),
        later
            ? "isf schedule 7 --at 2026-11-30T22:00:00+01:00 --comment \"the tariff of December\""
            : "isf activate 7 --expecting 6 --comment \"MMS for pictures\"");
  }

  private static OptionSpec expecting() {
    return Specs.option("--expecting", "N", Long.class, "Only if this version rules until then.");
  }

  private static PositionalParamSpec version() {
    return Specs.parameter("VERSION", Long.class, "Which version.");
  }

  private CommandSpec unschedule() {
    return commands
        .spec(
            "unschedule",
            "Cancel an activation that is scheduled.",
            (gateway, arguments) -> gateway.delete("/api/isf/schedule/" + number(arguments)))
        .addPositional(Specs.parameter("ID", Long.class, "As state tells it."));
  }

  private CommandSpec rollback() {
    return commands
        .spec(
            "rollback",
            "Make rule what ruled before; needs no approval. Twice leads forward again.",
            (gateway, arguments) ->
                gateway.post("/api/isf/rollback", members(arguments, "--comment", "--expecting")))
        .addOption(expecting())
        .addOption(comment());
  }
}
