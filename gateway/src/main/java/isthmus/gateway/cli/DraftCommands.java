package isthmus.gateway.cli;

import static isthmus.gateway.cli.RemoteCommands.comment;
import static isthmus.gateway.cli.RemoteCommands.given;
import static isthmus.gateway.cli.RemoteCommands.members;
import static isthmus.gateway.cli.RemoteCommands.number;
import static isthmus.gateway.cli.RemoteCommands.query;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Drafts of rules, as far as a shell can edit them: by files. */
final class DraftCommands {
  private static final String DRAFTS = "/api/isf/drafts";

  private final RemoteCommands commands;

  DraftCommands(RemoteCommands commands) {
    this.commands = commands;
  }

  CommandSpec spec() {
    return CommandGroup.spec(
        "drafts",
        "Workbooks that are being edited, here by files, in the console cell by cell.",
        List.of(
            commands.spec(
                "list", "List the drafts that are open.", (gateway, _) -> gateway.get(DRAFTS)),
            opening(),
            commands
                .spec(
                    "show",
                    "Show a draft: its sheets and what is wrong with them.",
                    (gateway, arguments) -> gateway.get(DRAFTS + "/" + number(arguments)))
                .addPositional(draft()),
            importing(),
            commands
                .spec(
                    "submit",
                    "Make a draft a version.",
                    (gateway, arguments) ->
                        gateway.post(
                            DRAFTS + "/" + number(arguments) + "/submit",
                            members(arguments, "--comment")))
                .addPositional(draft())
                .addOption(comment()),
            commands
                .spec(
                    "discard",
                    "End a draft without a version.",
                    (gateway, arguments) -> gateway.delete(DRAFTS + "/" + number(arguments)))
                .addPositional(draft())));
  }

  private CommandSpec opening() {
    return Specs.examples(
        commands
            .spec(
                "new",
                "Open a draft of a version.",
                (gateway, arguments) ->
                    gateway.post(
                        DRAFTS,
                        Map.of(
                            "name",
                            arguments.matchedPositionalValue(0, ""),
                            "from",
                            given(arguments, "--from").orElse("active"))))
            .addPositional(Specs.parameter("NAME", String.class, "What it is about."))
            .addOption(
                Specs.option(
                    "--from",
                    "SOURCE",
                    String.class,
                    "active, version:N or draft:N. Default: active.")),
        "isf drafts new \"no SMS abroad\"",
        "isf drafts new \"back to last week\" --from version:7");
  }

  private CommandSpec importing() {
    return Specs.examples(
        commands
            .spec(
                "import",
                "Put the sheets of a file in the place of a draft's.",
                (gateway, arguments) ->
                    gateway.upload(
                        DRAFTS + "/" + number(arguments) + "/import",
                        query(arguments, "--whole"),
                        arguments.matchedPositionalValue(1, Path.of(""))))
            .addPositional(draft())
            .addPositional(
                PositionalParamSpec.builder()
                    .paramLabel("FILE")
                    .type(Path.class)
                    .index("1")
                    .required(true)
                    .description("A CSV or XLSX file.")
                    .build())
            .addOption(VersionCommands.whole()),
        "isf drafts import 3 policy.csv");
  }

  private static PositionalParamSpec draft() {
    return Specs.parameter("DRAFT", Long.class, "Its number, as list tells it.");
  }
}
