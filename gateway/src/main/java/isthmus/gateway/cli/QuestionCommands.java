package isthmus.gateway.cli;

import static isthmus.gateway.cli.RemoteCommands.members;
import static isthmus.gateway.cli.RemoteCommands.query;
import static isthmus.gateway.cli.RemoteCommands.required;

import com.fasterxml.jackson.databind.JsonNode;
import isthmus.gateway.console.http.HttpProblem;
import isthmus.gateway.console.http.Json;
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
    return commands
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
                .description("A further criterion of the table; may be repeated.")
                .build());
  }

  private CommandSpec attempt() {
    return commands
        .spec(
            "try",
            "What would become of a message of the past by other rules?",
            (gateway, arguments) ->
                gateway.post("/api/isf/try", members(arguments, "--of", "--message")))
        .addOption(required("--message", "ID", "Its Message-ID."))
        .addOption(source("--of", "By which rules"));
  }

  private CommandSpec diff() {
    return commands
        .spec(
            "diff",
            "How do two workbooks differ, cell by cell?",
            (gateway, arguments) ->
                gateway.get("/api/isf/diff", or(query(arguments, "--from", "--to"), "from")))
        .addOption(source("--from", "The one"))
        .addOption(required("--to", "SOURCE", "The other: " + SOURCE));
  }

  private CommandSpec analyse() {
    return commands
        .spec(
            "analyse",
            "What is odd about rules: what can never decide, gaps, overlaps.",
            (gateway, arguments) ->
                gateway.get("/api/isf/analysis", or(query(arguments, "--of", "--traffic"), "of")))
        .addOption(source("--of", "Which rules"))
        .addOption(Specs.option("--traffic", "N", Long.class, "Look at the last N messages, too."));
  }

  private CommandSpec whatif() {
    return commands
        .spec(
            "whatif",
            "What would have become of the last messages by other rules?",
            QuestionCommands::run)
        .addOption(required("--of", "SOURCE", "Which rules: " + SOURCE))
        .addOption(source("--against", "Compared with which"))
        .addOption(Specs.option("--last", "N", Long.class, "How many messages."));
  }

  /** Begins a run and waits for its end. */
  private static String run(Rest gateway, ParseResult arguments) throws CommandFailure {
    JsonNode begun =
        tree(
            gateway.postForJson(
                "/api/isf/whatif", members(arguments, "--of", "--against", "--last")));
    String path = "/api/isf/whatif/" + begun.path("id").asText();
    while (tree(gateway.json(path)).path("state").asText().equals("running")) {
      LockSupport.parkNanos(LOOK.toNanos());
    }
    return gateway.get(path, Map.of());
  }

  private static JsonNode tree(String json) throws CommandFailure {
    try {
      return Json.read(json);
    } catch (HttpProblem strange) {
      throw CommandFailure.failed("the gateway does not answer in JSON");
    }
  }

  private CommandSpec catalogue() {
    return commands.spec(
        "catalogue",
        "What may stand in the sheets, as JSON.",
        (gateway, _) -> gateway.json("/api/isf/catalogue"));
  }

  /** The rules that are active where none are named. */
  private static Map<String, String> or(Map<String, String> query, String name) {
    query.putIfAbsent(name, "active");
    return query;
  }

  private static OptionSpec source(String name, String what) {
    return Specs.option(name, "SOURCE", String.class, what + ": " + SOURCE + " Default: active.");
  }
}
