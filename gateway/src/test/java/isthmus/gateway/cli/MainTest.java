package isthmus.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import isthmus.gateway.config.Configuration;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each command, with recorded ports behind it. */
final class MainTest {
  private final List<String> calls = new ArrayList<>();
  private final List<String> tableProblems = new ArrayList<>();
  private String input = "";
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir Path directory;

  private ExitCode run(String... arguments) {
    Commands commands =
        new Commands(
            this::start,
            options -> gateway("demo " + options.http() + " " + options.data()),
            (options, writer) -> {
              writer.println("lost 0");
              calls.add("bench " + options.ratePerSecond() + " " + options.duration());
              return ExitCode.OK;
            },
            _ -> tableProblems,
            _ -> new RecordingAccessDesk(calls),
            new TerminalPasswords(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8))),
            "1.2.3");
    return new Main(commands, Map.of(), new PrintWriter(out), new PrintWriter(err)).run(arguments);
  }

  private RunningGateway start(Configuration configuration) throws CommandFailure {
    if (configuration.node().filter("refused"::equals).isPresent()) {
      throw CommandFailure.failed("database: no answer");
    }
    if (configuration.node().filter("bug"::equals).isPresent()) {
      throw new IllegalStateException("a bug");
    }
    return gateway("run " + configuration.sip().domain());
  }

  private RunningGateway gateway(String call) {
    calls.add(call);
    return new RunningGateway() {
      @Override
      public String greeting() {
        return "Console: http://127.0.0.1:8080/";
      }

      @Override
      public void awaitEnd() {
        calls.add("await");
      }

      @Override
      public void close() {
        calls.add("close");
      }
    };
  }

  private Path configuration(String more) throws IOException {
    Path file = directory.resolve("isthmus.yaml");
    Files.writeString(
        file,
        """
        sip:
          listen: ["udp://127.0.0.1:0"]
          domain: ims.example.org
          mode: embedded
        """
            + more);
    return file;
  }

  private static String quiet(String more) {
    return "http: {listen: \"127.0.0.1:0\"}\n" + more;
  }

  @Test
  void runStartsAGatewayAndWaitsForItsEnd() throws IOException {
    assertThat(run("run", "-c", configuration(quiet("")).toString())).isEqualTo(ExitCode.OK);
    assertThat(calls).startsWith("run ims.example.org", "await", "close");
    assertThat(out).hasToString("Console: http://127.0.0.1:8080/" + System.lineSeparator());
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void runReportsEveryMistakeOnALineAndStartsNothing() throws IOException {
    Path file = configuration("deliveri: {}\nhttp: {listen: 8080}\n");
    assertThat(run("run", "--config", file.toString())).isEqualTo(ExitCode.WRONG_USE);
    assertThat(err.toString().lines())
        .containsExactly(
            file + ":5: deliveri: unknown key; did you mean delivery?",
            file
                + ":6: http.listen: '8080' is not a host and port; allowed: such as 127.0.0.1:8080"
                + " or [::1]:8080");
    assertThat(calls).isEmpty();
  }

  @Test
  void runNamesEveryPortThatIsInUseByItsKey() throws IOException {
    InetAddress local = InetAddress.ofLiteral("127.0.0.1");
    try (ServerSocket http = new ServerSocket(0, 1, local);
        DatagramSocket sip = new DatagramSocket(0, local)) {
      Path file =
          configuration("http: {listen: \"127.0.0.1:%d\"}\n".formatted(http.getLocalPort()));
      Files.writeString(
          file,
          Files.readString(file)
              .replace("udp://127.0.0.1:0", "udp://127.0.0.1:" + sip.getLocalPort()));
      assertThat(run("run", "-c", file.toString())).isEqualTo(ExitCode.FAILURE);
      assertThat(err.toString().lines())
          .containsExactly(
              "sip.listen[0]: udp://127.0.0.1:%d is in use by another program"
                  .formatted(sip.getLocalPort()),
              "http.listen: tcp://127.0.0.1:%d is in use by another program"
                  .formatted(http.getLocalPort()));
    }
    assertThat(calls).isEmpty();
  }

  @Test
  void aStartThatFailsIsOneLine() throws IOException {
    Path file = configuration(quiet("node: refused\n"));
    assertThat(run("run", "-c", file.toString())).isEqualTo(ExitCode.FAILURE);
    assertThat(err.toString().lines()).containsExactly("database: no answer");
  }

  @Test
  void aBugEndsWithFailureAndSaysWhereItIs() throws IOException {
    Path file = configuration(quiet("node: bug\n"));
    assertThat(run("run", "-c", file.toString())).isEqualTo(ExitCode.FAILURE);
    assertThat(err.toString())
        .startsWith("isthmus: internal error: java.lang.IllegalStateException: a bug, at MainTest.")
        .endsWith("; ISTHMUS_TRACE=1 shows where it came from" + System.lineSeparator())
        .hasLineCount(1);
  }

  @Test
  void checkStartsNothing() throws IOException {
    Path file = configuration("");
    assertThat(run("check", "-c", file.toString())).isEqualTo(ExitCode.OK);
    assertThat(out.toString().lines()).containsExactly(file + ": good");
    assertThat(calls).isEmpty();
  }

  @Test
  void checkReportsTablesToo() throws IOException {
    tableProblems.add("routing.csv: row 3, column SMS: 'maybe' is not a cell");
    assertThat(run("check", "-c", configuration("").toString())).isEqualTo(ExitCode.WRONG_USE);
    assertThat(err.toString().lines()).containsExactlyElementsOf(tableProblems);
  }

  @Test
  void checkOfAMissingFileIsOneLine() {
    assertThat(run("check", "-c", "no-such.yaml")).isEqualTo(ExitCode.WRONG_USE);
    assertThat(err.toString().lines()).containsExactly("no-such.yaml: does not exist");
  }

  @Test
  void demoAndBenchPassTheirOptionsOn() {
    assertThat(run("demo", "--http", "127.0.0.1:9000")).isEqualTo(ExitCode.OK);
    assertThat(run("bench", "--rate", "100", "--duration", "5s")).isEqualTo(ExitCode.OK);
    assertThat(calls)
        .startsWith("demo 127.0.0.1:9000 Optional.empty")
        .endsWith("bench 100.0 " + Duration.ofSeconds(5));
    assertThat(out.toString()).endsWith("lost 0" + System.lineSeparator());
  }

  @Test
  void traceAsksTheGatewayOfTheConfiguration() throws IOException {
    List<String> requests = new CopyOnWriteArrayList<>();
    HttpServer server = server(requests, 200, "12:00:00 accepted\n");
    try {
      Path file =
          configuration(
              "http: {listen: \"0.0.0.0:%d\"}\n".formatted(server.getAddress().getPort()));
      assertThat(run("trace", "a/b c", "-c", file.toString())).isEqualTo(ExitCode.OK);
    } finally {
      server.stop(0);
    }
    assertThat(requests).containsExactly("GET /api/trace/a%2Fb%20c?format=text ");
    assertThat(out.toString().lines()).containsExactly("12:00:00 accepted");
  }

  @Test
  void isfAsksTheGateway() throws IOException {
    List<String> requests = new CopyOnWriteArrayList<>();
    HttpServer server = server(requests, 200, "done\n");
    Path table = directory.resolve("routing.csv");
    Files.writeString(table, "id,SMS");
    String url = "http://127.0.0.1:" + server.getAddress().getPort();
    try {
      run(
          "isf", "explain", "--from", "tel:+1", "--to", "tel:+2", "--with", "image=1", "--url",
          url);
      run("isf", "import", table.toString(), "--comment", "more SMS", "--url", url);
      run("isf", "export", "--version", "3", "--url", url);
      run("isf", "activate", "4", "--url", url);
      run("isf", "history", "--url", url + "/");
    } finally {
      server.stop(0);
    }
    assertThat(err.toString()).isEmpty();
    assertThat(requests)
        .containsExactly(
            "GET /api/isf/explain?from=tel%3A%2B1&to=tel%3A%2B2&kind=message&size=0&image=1&format=text"
                + " ",
            "POST /api/isf/versions?name=routing.csv&comment=more+SMS&format=text id,SMS",
            "GET /api/isf/versions/3?format=csv ",
            "POST /api/isf/versions/4/activate?format=text {}",
            "GET /api/isf/versions?format=text ");
  }

  @Test
  void preferencesAreShownSetAndCleared() throws IOException {
    List<String> requests = new CopyOnWriteArrayList<>();
    HttpServer gateway = server(requests, 200, "done\n");
    try {
      String url = "http://127.0.0.1:" + gateway.getAddress().getPort();
      run("users", "preferences", "show", "bob", "--url", url);
      run(
          "users",
          "preferences",
          "set",
          "+15551000009",
          "--services",
          "mms, sms",
          "--refused",
          "",
          "--allowed",
          "email=no",
          "--do-not-disturb",
          "yes",
          "--url",
          url);
      run("users", "preferences", "clear", "bob", "--url", url);
    } finally {
      gateway.stop(0);
    }
    assertThat(requests)
        .containsExactly(
            "GET /api/users/bob/preferences?format=text ",
            "PUT /api/users/%2B15551000009/preferences?merge=true&format=text"
                + " {\"services\":[\"mms\",\"sms\"],\"refused\":[],"
                + "\"allowed\":{\"email\":false},\"doNotDisturb\":true}",
            "DELETE /api/users/bob/preferences?format=text ");
    assertThat(run("users", "preferences", "set", "bob")).isEqualTo(ExitCode.WRONG_USE);
    assertThat(run("users", "preferences", "set", "bob", "--allowed", "email"))
        .isEqualTo(ExitCode.WRONG_USE);
  }

  @Test
  void usersAsksTheGatewayAndReadsPasswordsFromInputOrAFile() throws IOException {
    List<String> requests = new CopyOnWriteArrayList<>();
    HttpServer server = server(requests, 200, "done\n");
    Path secret = directory.resolve("secret");
    Files.writeString(secret, "from a file\nand no more\n");
    String url = "http://127.0.0.1:" + server.getAddress().getPort();
    try {
      run("users", "list", "--url", url);
      input = "from input\n";
      run("users", "add", "+15551000009", "--name", "Zoë", "--url", url);
      run("users", "add", "bob", "--password-file", secret.toString(), "--url", url);
      run("users", "password", "bob", "--url", url);
      run("users", "remove", "+15551000009", "--url", url);
    } finally {
      server.stop(0);
    }
    assertThat(err.toString()).isEmpty();
    assertThat(requests)
        .containsExactly(
            "GET /api/users?format=text ",
            "POST /api/users?format=text"
                + " {\"name\":\"Zoë\",\"password\":\"from input\",\"user\":\"+15551000009\"}",
            "POST /api/users?format=text {\"password\":\"from a file\",\"user\":\"bob\"}",
            "PUT /api/users/bob?format=text {\"password\":\"from input\"}",
            "DELETE /api/users/%2B15551000009?format=text ");
  }

  @Test
  void aPasswordIsNoArgumentAndMustBeThere() {
    assertThat(run("users", "add", "bob", "--password", "x")).isEqualTo(ExitCode.WRONG_USE);
    assertThat(run("users", "add", "bob")).isEqualTo(ExitCode.WRONG_USE);
    assertThat(run("users", "add", "bob", "--password-file", "no-such"))
        .isEqualTo(ExitCode.WRONG_USE);
    assertThat(run("users")).isEqualTo(ExitCode.WRONG_USE);
    assertThat(err.toString().lines().skip(1))
        .containsExactly(
            "no password on standard input; give it there, or in a file with --password-file",
            "file no-such cannot be read",
            "isthmus users: which one? allowed: list, add, password, remove, preferences");
    assertThat(err.toString()).contains("did you mean --password-file?");
  }

  @Test
  void aRefusalOfTheGatewayIsPrintedAsItIs() throws IOException {
    HttpServer server = server(new CopyOnWriteArrayList<>(), 404, "no message has the id x\n");
    try {
      String url = "http://127.0.0.1:" + server.getAddress().getPort();
      assertThat(run("trace", "x", "--url", url)).isEqualTo(ExitCode.FAILURE);
    } finally {
      server.stop(0);
    }
    assertThat(err.toString().lines()).containsExactly("no message has the id x");
  }

  @Test
  void aGatewayThatDoesNotAnswerIsOneLine() throws IOException {
    try (Socket bound = new Socket()) {
      // Bound, so that nobody else listens there, and not listening.
      bound.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
      String url = "http://127.0.0.1:" + bound.getLocalPort();
      assertThat(run("trace", "x", "--url", url)).isEqualTo(ExitCode.FAILURE);
      assertThat(err.toString().lines())
          .containsExactly(
              "no gateway answers at "
                  + url
                  + "; `isthmus run -c FILE` starts one, --url or -c names another");
    }
  }

  @Test
  void wrongUseIsOneLine() {
    assertThat(run("run")).isEqualTo(ExitCode.WRONG_USE);
    assertThat(run("rum")).isEqualTo(ExitCode.WRONG_USE);
    assertThat(run("demo", "--http", "8080")).isEqualTo(ExitCode.WRONG_USE);
    assertThat(run("bench", "--rate", "0")).isEqualTo(ExitCode.WRONG_USE);
    assertThat(run("trace", "x", "--url", "nowhere")).isEqualTo(ExitCode.WRONG_USE);
    assertThat(run("isf")).isEqualTo(ExitCode.WRONG_USE);
    assertThat(run("isf", "import", "no-such.csv")).isEqualTo(ExitCode.WRONG_USE);
    assertThat(err.toString().lines())
        .containsExactly(
            "isthmus run: Missing required option: '--config=FILE' (isthmus run --help shows how)",
            "isthmus: there is no command 'rum'; did you mean run?; allowed: run, check, demo,"
                + " trace, isf, users, accounts, tokens, audit, bench, version",
            "isthmus demo: Invalid value for option '--http': '8080' is not allowed; allowed: such"
                + " as 127.0.0.1:8080 (isthmus demo --help shows how)",
            "--rate: allowed is more than 0, up to 1000000",
            "--url: 'nowhere' is not an address; allowed: such as http://127.0.0.1:8080",
            "isthmus isf: which one? allowed: state, history, import, export, approve, refuse,"
                + " activate, schedule, unschedule, rollback, explain, try, diff, analyse, whatif,"
                + " catalogue, drafts",
            "file no-such.csv does not exist");
  }

  @Test
  void helpAndVersionArePrinted() {
    assertThat(run("--help")).isEqualTo(ExitCode.OK);
    assertThat(run("run", "--help")).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).contains("check", "trace", "-c, --config=FILE", "Exit code:");
    for (String word : List.of("version", "--version", "-V")) {
      out.getBuffer().setLength(0);
      assertThat(run(word)).isEqualTo(ExitCode.OK);
      assertThat(out.toString().lines())
          .containsExactly(
              "isthmus 1.2.3, Java %s (%s)"
                  .formatted(Runtime.version(), System.getProperty("java.vendor")));
    }
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void helpOfACommandShowsExamplesAndComesByEitherName() {
    assertThat(run("isf", "explain", "--help")).isEqualTo(ExitCode.OK);
    String help = out.toString();
    assertThat(help).contains("Examples:", "  isthmus isf explain --from +15551000001");
    out.getBuffer().setLength(0);
    assertThat(run("help", "isf", "explain")).isEqualTo(ExitCode.OK);
    assertThat(out).hasToString(help);
  }

  @Test
  void anUnknownWordNamesWhatIsAllowed() {
    assertThat(run("isf", "drafts", "sbmit", "1")).isEqualTo(ExitCode.WRONG_USE);
    assertThat(run("isf", "--url", "http://127.0.0.1:1", "state")).isEqualTo(ExitCode.WRONG_USE);
    assertThat(run("isf", "state", "now")).isEqualTo(ExitCode.WRONG_USE);
    assertThat(run("isf", "state", "--jsn")).isEqualTo(ExitCode.WRONG_USE);
    assertThat(run("isf", "activate", "two")).isEqualTo(ExitCode.WRONG_USE);
    assertThat(err.toString().lines())
        .containsExactly(
            "isthmus isf drafts: there is no command 'sbmit'; did you mean submit?; allowed: list,"
                + " new, show, import, submit, discard",
            "isthmus isf: which one? allowed: state, history, import, export, approve, refuse,"
                + " activate, schedule, unschedule, rollback, explain, try, diff, analyse, whatif,"
                + " catalogue, drafts; options stand behind it",
            "isthmus isf state: there is no place for now (isthmus isf state --help shows how)",
            "isthmus isf state: there is no option --jsn; did you mean --json? (isthmus isf state"
                + " --help shows how)",
            "isthmus isf activate: Invalid value for positional parameter at index 0 (VERSION):"
                + " 'two' is not allowed; allowed: a whole number (isthmus isf activate --help"
                + " shows how)");
  }

  @Test
  void noCommandShowsWhichThereAre() {
    assertThat(run()).isEqualTo(ExitCode.WRONG_USE);
    assertThat(err.toString()).contains("run", "check", "demo", "trace", "isf", "bench", "version");
  }

  @Test
  void diffComparesWhatRulesWithTheOnlyDraftOrTheNewestVersion() throws IOException {
    Map<String, String> answers = new ConcurrentHashMap<>();
    answers.put("/api/isf/versions", "{\"versions\":[{\"version\":3},{\"version\":4}]}");
    answers.put(
        "/api/isf/state",
        "{\"ruling\":{\"version\":3},\"drafts\":[{\"id\":7,\"name\":\"no SMS\"}]}");
    answers.put("/api/isf/diff?from=active&to=draft:7", "routing: changed\n");
    answers.put("/api/isf/diff?from=active&to=version:4", "nothing differs\n");
    answers.put("/api/isf/diff?from=version:4&to=version:3", "nothing differs\n");
    HttpServer gateway = answering(answers);
    try {
      String url = "http://127.0.0.1:" + gateway.getAddress().getPort();
      assertThat(run("isf", "diff", "--url", url)).as(err.toString()).isEqualTo(ExitCode.OK);
      answers.put("/api/isf/state", "{\"ruling\":{\"version\":3},\"drafts\":[]}");
      assertThat(run("isf", "diff", "--url", url)).as(err.toString()).isEqualTo(ExitCode.OK);
      answers.put(
          "/api/isf/state",
          "{\"ruling\":{\"version\":3},\"drafts\":[{\"id\":7,\"name\":\"a\"},{\"id\":8,\"name\":\"b\"}]}");
      assertThat(run("isf", "diff", "--url", url)).as(err.toString()).isEqualTo(ExitCode.OK);
      assertThat(run("isf", "diff", "--from", "version:4", "--to", "version:3", "--url", url))
          .as(err.toString())
          .isEqualTo(ExitCode.OK);
    } finally {
      gateway.stop(0);
    }
    assertThat(out.toString().lines())
        .containsExactly(
            "from version 3 (which rules) to draft 7 \"no SMS\":",
            "routing: changed",
            "from version 3 (which rules) to version 4:",
            "nothing differs",
            "from version 3 (which rules) to version 4; open drafts: draft:7, draft:8:",
            "nothing differs",
            "from version 4 to version 3 (which rules):",
            "nothing differs");
  }

  @Test
  void withJsonTheAnswerIsAsTheGatewayGivesItAndARefusalIsALineAllTheSame() throws IOException {
    Map<String, String> answers = new ConcurrentHashMap<>();
    answers.put("/api/isf/state", "{\"ruling\":null}");
    answers.put("/api/audit?limit=100", "{\"rows\":[]}");
    HttpServer gateway = answering(answers);
    try {
      String url = "http://127.0.0.1:" + gateway.getAddress().getPort();
      assertThat(run("isf", "state", "--json", "--url", url)).isEqualTo(ExitCode.OK);
      assertThat(run("audit", "list", "--json", "--url", url)).isEqualTo(ExitCode.OK);
      assertThat(run("isf", "history", "--json", "--url", url)).isEqualTo(ExitCode.WRONG_USE);
    } finally {
      gateway.stop(0);
    }
    assertThat(out.toString().lines()).containsExactly("{\"ruling\":null}", "{\"rows\":[]}");
    assertThat(err.toString().lines()).containsExactly("nothing here");
  }

  @Test
  void aFolderWithoutSheetsIsNothingToImport() {
    assertThat(run("isf", "import", directory.toString())).isEqualTo(ExitCode.WRONG_USE);
    assertThat(run("isf", "drafts", "import", "1", directory.toString()))
        .isEqualTo(ExitCode.WRONG_USE);
    assertThat(err.toString().lines())
        .containsExactly(
            "folder " + directory + " has no .csv or .xlsx file",
            "file " + directory + " is not a file of sheets");
  }

  /** Answers by path and query, without {@code format=text}; 400 to everything else. */
  private static HttpServer answering(Map<String, String> answers) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String asked = exchange.getRequestURI().toString().replaceFirst("[?&]format=text$", "");
          String answer = answers.get(URLDecoder.decode(asked, StandardCharsets.UTF_8));
          byte[] bytes =
              (answer == null ? "{\"error\":\"nothing here\",\"where\":\"path\"}" : answer)
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(answer == null ? 400 : 200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    return server;
  }

  private static HttpServer server(List<String> requests, int status, String answer)
      throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body);
          byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    return server;
  }

  @Test
  void accountsWithAConfigurationAreThoseOfItsDatabase() throws IOException {
    String file = configuration("").toString();
    input = "correct horse battery\n";
    assertThat(run("accounts", "add", "alice", "--role", "admin,editor", "-c", file))
        .isEqualTo(ExitCode.OK);
    assertThat(run("accounts", "roles", "alice", "--role", "viewer", "-c", file))
        .isEqualTo(ExitCode.OK);
    assertThat(run("accounts", "disable", "alice", "-c", file)).isEqualTo(ExitCode.OK);
    assertThat(run("tokens", "add", "nightly", "--user", "alice", "--days", "7", "-c", file))
        .isEqualTo(ExitCode.OK);
    assertThat(run("audit", "verify", "-c", file)).isEqualTo(ExitCode.OK);
    assertThat(calls)
        .containsExactly(
            "add alice [admin, editor] correct horse battery",
            "change alice AccountChange[roles=Optional[[viewer]], password=Optional.empty,"
                + " disabled=Optional.empty]",
            "change alice AccountChange[roles=Optional.empty, password=Optional.empty,"
                + " disabled=Optional[true]]",
            "token alice nightly [] 7",
            "verify Optional.empty");
    assertThat(out.toString()).doesNotContain("horse");
  }

  @Test
  void whatIsMissingForAccountsAndTokensIsSaid() throws IOException {
    String file = configuration("").toString();
    assertThat(run("accounts")).isEqualTo(ExitCode.WRONG_USE);
    assertThat(run("accounts", "add", "alice", "-c", file)).isEqualTo(ExitCode.WRONG_USE);
    assertThat(run("tokens", "add", "nightly", "-c", file)).isEqualTo(ExitCode.WRONG_USE);
    assertThat(run("audit", "verify", "--kept", "nonsense", "-c", file))
        .isEqualTo(ExitCode.WRONG_USE);
    assertThat(err.toString())
        .contains(
            "which one? allowed: list, add, password", "--role", "--user is missing", "ID:HASH");
    assertThat(calls).isEmpty();
  }
}
