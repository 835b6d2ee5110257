package isthmus.gateway.cli;

import static isthmus.gateway.cli.RemoteCommands.given;
import static isthmus.gateway.cli.RemoteCommands.members;
import static isthmus.gateway.cli.RemoteCommands.query;
import static isthmus.gateway.cli.RemoteCommands.required;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Questions about rules: what becomes of a request, what differs, what is odd, what would move. */
final class QuestionCommands {
  private static final String ACTIVE = "active";
  private static final String SOURCE = "active, version:N or draft:N.";
  private static final Duration LOOK = Duration.ofMillis(300);

  private final RemoteCommands commands;

  QuestionCommands(RemoteCommands commands) {
    this.commands = commands;
  }

  List<CommandSpec> specs() {
    return List.of(explain(), attempt(), diff(), analyse(), whatif(), catalogue());
  }

  private CommandSpec explain() {
    return Specs.examples(
        commands
            .spec(
                "explain",
                "Why would a message go by which service?",
                (gateway, arguments) -> {
                  Map<String, String> request = new LinkedHashMap<>();
                  request.put("from", arguments.matchedOptionValue("--from", ""));
                  request.put("to", arguments.matchedOptionValue("--to", ""));
                  request.put("kind", arguments.matchedOptionValue("--kind", "message"));
                  request.put("size", String.valueOf(arguments.matchedOptionValue("--size", 0L)));
                  request.putAll(query(arguments, "--of"));
                  request.putAll(arguments.matchedOptionValue("--with", Map.<String, String>of()));
                  return gateway.get("/api/isf/explain", request);
                })
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
            .addOption(source("--of", "By which rules"))
            .addOption(
                OptionSpec.builder("--with")
                    .paramLabel("NAME=VALUE")
                    .type(Map.class)
                    .auxiliaryTypes(String.class, String.class)
                    .description(
                        "What else is asked about; may be repeated. Names: text, media, streams,"
                            + " characters, segments, recipients, duration, service, failed,"
                            + " failure, at, fromClass, toClass.")
                    .build()),
        "isf explain --from +15551000001 --to +15552000001 --size 2000",
        "isf explain --from +15551000001 --to +15552000001 --with media=image/jpeg --of draft:2",
        "isf explain --from +15551000001 --to +15552000001 --with failed=sms --with"
            + " failure=congested");
  }

  private CommandSpec attempt() {
    return Specs.examples(
        commands
            .spec(
                "try",
                "What would become of a message of the past by other rules?",
                (gateway, arguments) ->
                    gateway.post("/api/isf/try", members(arguments, "--of", "--message")))
            .addOption(required("--message", "ID", "Its Message-ID."))
            .addOption(source("--of", "By which rules")),
        "isf try --message 4bf9c1 --of version:7");
  }

  private CommandSpec diff() {
    return Specs.examples(
        commands
            .spec("diff", "How do two workbooks differ, cell by cell?", QuestionCommands::compare)
            .addOption(source("--from", "The one"))
            .addOption(next("--to", "The other")),
        "isf diff",
        "isf diff --to draft:2",
        "isf diff --from version:3 --to version:4");
  }

  /** Says what it compares, for whoever left it open. */
  private static String compare(Rest gateway, ParseResult arguments) throws CommandFailure {
    RuleSources sources = RuleSources.of(gateway);
    String from = given(arguments, "--from").orElse(ACTIVE);
    String to = given(arguments, "--to").orElseGet(sources::next);
    Map<String, String> both = new LinkedHashMap<>();
    both.put("from", from);
    both.put("to", to);
    String answer = gateway.get("/api/isf/diff", both);
    return gateway.asJson()
        ? answer
        : "from %s to %s%s:%n%s"
            .formatted(
                sources.told(from),
                sources.told(to),
                arguments.hasMatchedOption("--to") ? "" : sources.others(),
                answer);
  }

  private CommandSpec analyse() {
    CommandSpec spec =
        commands
            .spec(
                "analyse",
                "What is odd about rules: what can never decide, gaps, overlaps.",
                (gateway, arguments) ->
                    gateway.get(
                        "/api/isf/analysis", or(query(arguments, "--of", "--traffic"), "of")))
            .addOption(source("--of", "Which rules"))
            .addOption(
                Specs.option("--traffic", "N", Long.class, "Look at the last N messages, too."));
    spec.aliases("analyze");
    return Specs.examples(spec, "isf analyse", "isf analyse --of draft:2 --traffic 1000");
  }

  private CommandSpec whatif() {
    CommandSpec spec =
        commands
            .spec(
                "whatif",
                "What would have become of the last messages by other rules?",
                QuestionCommands::run)
            .addOption(next("--of", "Which rules"))
            .addOption(source("--against", "Compared with which"))
            .addOption(Specs.option("--last", "N", Long.class, "How many messages."));
    spec.aliases("what-if");
    return Specs.examples(
        spec, "isf whatif", "isf whatif --of draft:2 --last 10000", "isf whatif --of version:7");
  }

  /** Begins a run and waits for its end. */
  private static String run(Rest gateway, ParseResult arguments) throws CommandFailure {
    Map<String, Object> run = members(arguments, "--of", "--against", "--last");
    if (!run.containsKey("of")) {
      run.put("of", RuleSources.of(gateway).next());
    }
    JsonNode begun = RuleSources.tree(gateway.postForJson("/api/isf/whatif", run));
    String path = "/api/isf/whatif/" + begun.path("id").asText();
    while (RuleSources.tree(gateway.json(path)).path("state").asText().equals("running")) {
      LockSupport.parkNanos(LOOK.toNanos());
    }
    return gateway.get(path);
  }

  private CommandSpec catalogue() {
    return commands.plain(
        "catalogue",
        "What may stand in the sheets, as JSON.",
        (gateway, _) -> gateway.json("/api/isf/catalogue"));
  }

  /** The rules that are active where none are named. */
  private static Map<String, String> or(Map<String, String> query, String name) {
    query.putIfAbsent(name, ACTIVE);
    return query;
  }

  private static OptionSpec next(String name, String what) {
    return Specs.option(
        name,
        "SOURCE",
        String.class,
        what + ": " + SOURCE + " Default: the only open draft, else the newest version.");
  }

  private static OptionSpec source(String name, String what) {
    return Specs.option(name, "SOURCE", String.class, what + ": " + SOURCE + " Default: active.");
  }
}
