package isthmus.gateway.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import isthmus.cpm.address.Address;
import isthmus.cpm.address.AddressParser;
import isthmus.cpm.address.NumberingPlan;
import isthmus.cpm.interworking.AddressCheck;
import isthmus.cpm.interworking.InterworkingFunction;
import isthmus.cpm.interworking.LinkStatus;
import isthmus.cpm.interworking.OutboundDisposition;
import isthmus.cpm.interworking.OutboundMessage;
import isthmus.cpm.message.Content;
import isthmus.cpm.participating.InterworkingDecision;
import isthmus.cpm.participating.InterworkingPolicy;
import isthmus.cpm.participating.Recipient;
import isthmus.cpm.preferences.UserPreferences;
import isthmus.gateway.assembly.DatabaseDesk;
import isthmus.gateway.cli.Commands;
import isthmus.gateway.cli.ExitCode;
import isthmus.gateway.cli.Main;
import isthmus.gateway.console.http.Gatekeeper;
import isthmus.gateway.console.http.HttpListener;
import isthmus.gateway.console.http.Route;
import isthmus.gateway.console.http.Router;
import isthmus.gateway.flow.Functions;
import isthmus.gateway.flow.SelectionRequests;
import isthmus.gateway.flow.Selector;
import isthmus.gateway.store.TestDatabase;
import isthmus.isf.InterworkingSelection;
import isthmus.isf.IsfRules;
import isthmus.isf.SelectionSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /api/isf} over HTTP, by hand and by the command line. */
class RuleRoutesTest {
  private static final String QUESTION = "from=tel:%2B15551000001&to=tel:%2B15552000001";

  private final HttpClient client = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Node node;
  private HttpListener listener;

  @TempDir Path directory;

  /** A service for telephone numbers that counts ten letters to a segment. */
  private record Counting(String service) implements InterworkingFunction {
    @Override
    public void start() {}

    @Override
    public AddressCheck addressOf(Address recipient) {
      return recipient
          .phoneNumber()
          .<AddressCheck>map(number -> new AddressCheck.Valid(number.e164()))
          .orElseGet(() -> new AddressCheck.NotValid("not a telephone number"));
    }

    @Override
    public AddressCheck originatorAddressOf(Address originator) {
      return addressOf(originator);
    }

    @Override
    public Map<String, Long> measure(Content content) {
      return Map.of("segments", 1L + content.octets().size() / 10);
    }

    @Override
    public void submit(OutboundMessage message, OutcomeSink outcomes) {
      throw new AssertionError("a question sends nothing");
    }

    @Override
    public void notify(OutboundDisposition disposition, OutcomeSink outcomes) {
      throw new AssertionError("a question sends nothing");
    }

    @Override
    public List<LinkStatus> links() {
      return List.of();
    }

    @Override
    public void close() {}
  }

  @BeforeEach
  void open() throws IOException {
    node = Node.started(TestDatabase.fresh(), Tables.file(Tables.TOY_FIRST));
    Functions functions = new Functions(List.of(new Counting("toy"), new Counting("other")));
    AddressParser addresses =
        new AddressParser(NumberingPlan.NORTH_AMERICA, Set.of("ims.example.org"));
    SelectionRequests requests = new SelectionRequests(functions);
    Function<IsfRules, InterworkingSelection> selections =
        tables ->
            new InterworkingSelection(
                tables, Selector.addressValidity(functions, addresses), SelectionSettings.DEFAULT);
    Inquiries inquiries =
        new Inquiries(
            new InterworkingDecision(InterworkingPolicy.defaults()),
            address -> new Recipient(address, Recipient.Standing.STRANGER, UserPreferences.NONE),
            requests,
            addresses,
            selections.apply(node.tables()),
            selections,
            false);
    List<Route> routes =
        new ArrayList<>(new StateRoutes(node.rules(), node.drafts(), functions::services).routes());
    routes.addAll(new VersionRoutes(node.rules(), Node.NOBODY).routes());
    routes.addAll(new DraftRoutes(node.drafts(), node.rules(), Node.NOBODY).routes());
    routes.addAll(
        new QuestionRoutes(
                node.rules(),
                inquiries,
                new InquiryReader(addresses, requests, InstantSource.system()),
                new Recorded(node.stories(addresses), node.rules().typed()))
            .routes());
    listener =
        HttpListener.open(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            1_000_000,
            new Router(routes),
            Gatekeeper.OPEN);
  }

  @AfterEach
  void close() {
    listener.close();
    node.close();
    client.close();
  }

  private String url() {
    return "http://127.0.0.1:" + listener.address().getPort();
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(HttpRequest.newBuilder(URI.create(url() + path)));
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return send(
        HttpRequest.newBuilder(URI.create(url() + path)).POST(BodyPublishers.ofString(body)));
  }

  private JsonNode read(HttpResponse<String> response, int status) throws Exception {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    return json.readTree(response.body());
  }

  private ExitCode isthmus(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    Commands commands =
        new Commands(
            _ -> {
              throw new AssertionError("nothing is to be run");
            },
            _ -> {
              throw new AssertionError("nothing is to be shown");
            },
            (_, _) -> {
              throw new AssertionError("nothing is to be measured");
            },
            _ -> List.of(),
            DatabaseDesk.desks("test"),
            _ -> {
              throw new AssertionError("no password is to be read");
            },
            "1.2.3");
    List<String> all = new ArrayList<>(List.of("isf"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--url", url()));
    return new Main(commands, Map.of(), new PrintWriter(out), new PrintWriter(err))
        .run(all.toArray(String[]::new));
  }

  @Test
  void theCommandLineImportsActivatesAsksExportsAndLists() throws Exception {
    Path file = directory.resolve("weekend.csv");
    Files.writeString(file, Tables.OTHER_FIRST);

    assertThat(isthmus("import", file.toString(), "--comment", "for the weekend"))
        .isEqualTo(ExitCode.OK);
    assertThat(out.toString())
        .isEqualToIgnoringNewLines(
            "version 2 made from weekend.csv, replaced: routing; `isthmus isf activate 2` makes it"
                + " rule");
    assertThat(explained()).contains("table version 1: toy chosen");

    assertThat(isthmus("activate", "2")).isEqualTo(ExitCode.OK);
    assertThat(out.toString())
        .isEqualToIgnoringNewLines(
            "version 2 rules, before it 1; `isthmus isf rollback` leads back");
    assertThat(explained()).contains("table version 2: other chosen");

    assertThat(isthmus("history")).isEqualTo(ExitCode.OK);
    assertThat(out.toString())
        .containsSubsequence(
            "*    2  made",
            "by 127.0.0.1 from weekend.csv: for the weekend",
            "     1  made",
            "activations:",
            "     2  activated",
            "     1  activated");

    Path exported = directory.resolve("exported.csv");
    assertThat(isthmus("export", "--output", exported.toString())).isEqualTo(ExitCode.OK);
    assertThat(RoutingTables.of(Files.readAllBytes(exported)))
        .isEqualTo(node.tables().rules().orElseThrow().first());
    assertThat(isthmus("export", "--version", "1")).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).contains("Max size (bytes),1000,");
  }

  @Test
  void theCommandLineImportsAFolderAsOneVersionOrNotAtAll() throws Exception {
    Path rules = Files.createDirectory(directory.resolve("rules"));
    Files.writeString(rules.resolve("policy.csv"), Tables.POLICY.replace("+1900*", "list bad"));
    Files.writeString(rules.resolve("routing.csv"), Tables.OTHER_FIRST);
    assertThat(isthmus("import", rules.toString())).isEqualTo(ExitCode.WRONG_USE);
    assertThat(err.toString()).startsWith("rules: policy B3 \"list bad\": no list bad");
    assertThat(isthmus("drafts", "list")).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).isEqualToIgnoringNewLines("no draft is open");

    Files.writeString(rules.resolve("bad.csv"), "Type:,list\nAddress\n+1900*\n");
    assertThat(isthmus("import", rules.toString(), "--comment", "why"))
        .as(err.toString())
        .isEqualTo(ExitCode.OK);
    assertThat(out.toString())
        .endsWith("is version 2 now; `isthmus isf activate 2` makes it rule\n");
    assertThat(isthmus("export", "--version", "2", "--sheet", "bad")).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).contains("+1900*");
  }

  private String explained() {
    assertThat(isthmus("explain", "--from", "+15551000001", "--to", "+15552000001"))
        .as(err.toString())
        .isEqualTo(ExitCode.OK);
    return out.toString();
  }

  @Test
  void theCommandLineTellsEveryPlaceOfABrokenFile() throws Exception {
    Path file = directory.resolve("broken.csv");
    Files.writeString(file, Tables.BROKEN);
    assertThat(isthmus("import", file.toString())).isNotEqualTo(ExitCode.OK);
    assertThat(err.toString())
        .contains(
            "broken.csv: routing B2 \"maybe\"",
            "broken.csv: routing B3 \"-1\": a limit is not negative");
    assertThat(isthmus("activate", "9")).isNotEqualTo(ExitCode.OK);
    assertThat(err.toString()).contains("there is no version 9");
    assertThat(isthmus("export", "--version", "9")).isNotEqualTo(ExitCode.OK);
    assertThat(err.toString()).contains("there is no version 9");
    assertThat(isthmus("explain", "--from", "+15551000001", "--to", "+1", "--with", "colour=red"))
        .isNotEqualTo(ExitCode.OK);
    assertThat(err.toString()).contains("nothing is asked by colour; allowed: at, characters");
  }

  @Test
  void aBrokenFileIsRefusedWithRowAndColumn() throws Exception {
    JsonNode refused = read(post("/api/isf/versions?name=a.csv", Tables.BROKEN), 422);
    assertThat(refused.path("error").asText()).startsWith("a.csv: routing B2 \"maybe\"");
    assertThat(refused.path("problems")).hasSize(2);
    assertThat(refused.path("problems").path(0).path("row").asInt()).isEqualTo(2);
    assertThat(refused.path("problems").path(0).path("column").asInt()).isEqualTo(2);
    assertThat(refused.path("problems").path(1).path("place").asText()).isEqualTo("B3");
    assertThat(read(post("/api/isf/versions", ""), 400).path("where").asText()).isEqualTo("body");
    assertThat(
            read(post("/api/isf/versions?name=a%0Ab", Tables.TOY_FIRST), 400)
                .path("where")
                .asText())
        .isEqualTo("name");
  }

  @Test
  void aVersionIsShownAsJsonAsCsvAndAsItsFile() throws Exception {
    JsonNode made = read(post("/api/isf/versions?name=b.csv&comment=c", Tables.OTHER_FIRST), 201);
    assertThat(made.path("version").asLong()).isEqualTo(2);

    JsonNode shown = read(get("/api/isf/versions/2"), 200);
    assertThat(shown.path("rules").asBoolean()).isFalse();
    assertThat(shown.path("comment").asText()).isEqualTo("c");
    JsonNode sheet = shown.path("sheets").path(0);
    assertThat(sheet.path("columns")).hasSize(3);
    assertThat(sheet.path("rows").path(0).path("cells").path(1).asText()).isEqualTo("Other");
    assertThat(sheet.path("rows").path(2).path("cells").path(1).asText()).isEqualTo("Yes");

    HttpResponse<String> file = get("/api/isf/versions/2?format=file");
    assertThat(file.body()).isEqualTo(Tables.OTHER_FIRST);
    assertThat(file.headers().firstValue("Content-Disposition").orElseThrow())
        .contains("rules-2.csv");
    assertThat(get("/api/isf/versions/active?format=csv").body()).contains(",Toy,Other");
    assertThat(read(get("/api/isf/versions/active"), 200).path("rules").asBoolean()).isTrue();

    JsonNode history = read(get("/api/isf/versions"), 200);
    assertThat(history.path("ruling").asLong()).isEqualTo(1);
    assertThat(history.path("versions")).hasSize(2);
    assertThat(history.path("versions").path(0).path("activations")).hasSize(1);
    assertThat(history.path("versions").path(1).path("activations")).isEmpty();
    JsonNode activated = read(post("/api/isf/versions/2/activate", ""), 200);
    assertThat(activated.path("before").asLong()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "/api/isf/versions/7, 404, version",
    "/api/isf/versions/seven, 400, version",
    "/api/isf/versions/1?format=pdf, 400, format",
    "/api/isf/explain, 400, from",
    "/api/isf/explain?from=tel:%2B15551000001, 400, to",
    "/api/isf/explain?from=tel:%2B15551000001&to=sip:, 400, to",
    "/api/isf/explain?from=+15551000001&to=+1555&kind=parcel, 400, kind",
    "/api/isf/explain?from=+15551000001&to=+15552000001&size=big, 400, size",
    "/api/isf/explain?from=+15551000001&to=+15552000001&size=99999999, 400, size",
    "/api/isf/explain?from=+15551000001&to=+15552000001&recipients=0, 400, recipients",
    "/api/isf/explain?from=+15551000001&to=+15552000001&media=jpeg, 400, media",
    "/api/isf/explain?from=+15551000001&to=+15552000001&kind=session&streams=smell, 400, streams",
    "/api/isf/explain?from=+15551000001&to=+15552000001&service=a&#44;b, 400, service"
  })
  void aWrongRequestIsToldWhatIsWrong(String path, int status, String where) throws Exception {
    HttpResponse<String> response = get(path.replace("=+1", "=%2B1").replace("&#44;", "%2C"));
    assertThat(read(response, status).path("where").asText()).isEqualTo(where);
  }

  @Test
  void aQuestionIsAnsweredByDecisionCandidatesAndCells() throws Exception {
    JsonNode answer = read(get("/api/isf/explain?" + QUESTION + "&text=hello"), 200);
    assertThat(answer.path("decision").path("outcome").asText()).isEqualTo("interwork");
    assertThat(answer.path("selection").path("w").asText()).isEqualTo("toy");
    assertThat(answer.path("selection").path("o").asLong()).isEqualTo(5);
    assertThat(answer.path("selection").path("g").asLong()).isEqualTo(1);
    assertThat(answer.path("text").asText()).startsWith("interworked at once: ");

    String text = get("/api/isf/explain?" + QUESTION + "&size=1001&format=text").body();
    assertThat(text)
        .contains("other chosen", "1001 octets", "101 segments", "out by max-size-bytes");
  }

  @ParameterizedTest
  @CsvSource({
    "kind=file&size=2000, 'other chosen', 'application/octet-stream'",
    "media=image/jpeg%2Ctext/plain&text=look&size=5000, 'other chosen', 'image/jpeg, text/plain'",
    "kind=session&streams=audio%2Cvideo, 'toy chosen', 'audio, video'",
    "kind=notification&service=other, 'table bypassed: other chosen', 'disposition notification'",
    "failed=toy, 'other chosen', 'failed already: as asked'",
    "segments=7&duration=30&recipients=4, 'toy chosen', '7 segments, 30 seconds, 4 recipients'"
  })
  void everyKindOfRequestCanBeAskedAbout(String query, String chosen, String told)
      throws Exception {
    HttpResponse<String> answer = get("/api/isf/explain?" + QUESTION + "&format=text&" + query);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).contains(chosen, told);
  }

  @Test
  void whatIsWrongAfterAnEditCanComeWithTheChanges() throws Exception {
    JsonNode draft = read(post("/api/isf/drafts", "{\"name\": \"d\"}"), 201);
    String path = "/api/isf/drafts/" + draft.path("id").asLong();
    String edit =
        """
        {"revision": %d, "ops": [{"op": "cell", "sheet": "s1", "row": "r2", "column": "c2",
          "was": "%s", "now": "%s"}]}
        """;
    HttpResponse<String> stored =
        post(path + "/edits?later=true", edit.formatted(0, "1000", "lots"));
    assertThat(stored.body()).isEqualTo("{\"revision\":1}");
    JsonNode changes = read(get(path + "/changes?since=0"), 200);
    assertThat(changes.path("edits")).hasSize(1);
    assertThat(changes.path("problems")).hasSize(1);
    assertThat(changes.path("problems").path(0).path("row").asText()).isEqualTo("r2");
    JsonNode mended = read(post(path + "/edits", edit.formatted(1, "lots", "900")), 200);
    assertThat(mended.path("problems").isArray()).isTrue();
    assertThat(mended.path("problems")).isEmpty();
    assertThat(read(get(path + "/changes?since=1"), 200).path("problems")).isEmpty();
    assertThat(post(path + "/edits?later=soon", edit.formatted(2, "900", "1")).statusCode())
        .isEqualTo(400);
  }

  @Test
  void anImportTellsWhichSheetsItReplaced() throws Exception {
    JsonNode policy = read(post("/api/isf/versions?name=policy.csv", Tables.POLICY), 201);
    assertThat(policy.path("added").toString()).isEqualTo("[\"policy\"]");
    assertThat(policy.path("kept").toString()).isEqualTo("[\"routing\"]");
    assertThat(policy.path("replaced").toString()).isEqualTo("[]");

    JsonNode routing = read(post("/api/isf/versions?name=weekend.csv", Tables.OTHER_FIRST), 201);
    assertThat(routing.path("replaced").toString())
        .isEqualTo("[{\"sheet\":\"routing\",\"before\":\"routing\"}]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"%E2%80%AE", "%E2%80%8B", "%EF%BB%BF", "%E3%85%A4"})
  void namesHoldNothingThatNobodySees(String unseen) throws Exception {
    JsonNode refused =
        read(post("/api/isf/versions?name=a" + unseen + "b.csv", Tables.TOY_FIRST), 400);
    assertThat(refused.path("where").asText()).isEqualTo("name");
    assertThat(refused.path("error").asText()).contains("the character U+");
    String name = URLDecoder.decode("a" + unseen + "b", StandardCharsets.UTF_8);
    assertThat(
            read(post("/api/isf/drafts", "{\"name\": \"" + name + "\"}"), 400)
                .path("where")
                .asText())
        .isEqualTo("name");
  }

  @Test
  void aCommentHoldsNothingThatTurnsItAround() throws Exception {
    JsonNode refused =
        read(post("/api/isf/versions?name=a.csv&comment=a%E2%80%AEb", Tables.TOY_FIRST), 400);
    assertThat(refused.path("error").asText())
        .isEqualTo("comment: the character U+202E is not taken");
  }

  @Test
  void anAnswerTellsThatALinkCannotBeMade() throws Exception {
    String policy = "Type:,policy\n,Change content\nLinks,link\n";
    read(post("/api/isf/versions?name=policy.csv", policy), 201);
    assertThat(get("/api/isf/explain?" + QUESTION + "&of=version%3A2&format=text").body())
        .contains(
            "toy chosen",
            "but it is refused: the policy table wants a link, and isf.link-base is not set");
    assertThat(get("/api/isf/explain?" + QUESTION + "&format=text").body())
        .doesNotContain("but it is refused");
  }

  @Test
  void aDraftIsEditedTriedAndSubmittedByHttp() throws Exception {
    JsonNode draft = read(post("/api/isf/drafts", "{\"name\": \"d\"}"), 201);
    String path = "/api/isf/drafts/" + draft.path("id").asLong();
    assertThat(draft.path("base").asLong()).isEqualTo(1);
    assertThat(draft.path("sheets").path(0).path("rows").path(1).path("key").asText())
        .isEqualTo("r2");

    String edit =
        """
        {"revision": 0, "ops": [{"op": "cell", "sheet": "s1", "row": "r2", "column": "c2",
          "was": "1000", "now": "%s"}]}
        """;
    assertThat(read(post(path + "/edits", edit.formatted("4")), 200).path("revision").asLong())
        .isEqualTo(1);
    JsonNode collision = read(post(path + "/edits", edit.formatted("5")), 409);
    assertThat(collision.path("where").asText()).isEqualTo("ops[0]");
    assertThat(collision.path("conflict").path("now").asText()).isEqualTo("4");
    assertThat(collision.path("conflict").path("who").asText()).isEqualTo("127.0.0.1");
    assertThat(
            read(post(path + "/edits", "{\"revision\": 1, \"ops\": [{\"op\": \"no\"}]}"), 400)
                .path("where")
                .asText())
        .isEqualTo("ops[0]");
    assertThat(read(get(path + "/changes?since=0"), 200).path("edits")).hasSize(1);

    String question =
        """
        {"of": "draft:%d", "request": {"from": "+15551000001", "to": "+15552000001",
          "text": "hello"}}
        """
            .formatted(draft.path("id").asLong());
    JsonNode tried = read(post("/api/isf/try", question), 200);
    assertThat(tried.path("chosen").asText()).isEqualTo("other");
    JsonNode cell = tried.path("cells").path(tried.path("cells").size() - 2);
    assertThat(cell.path("service").asText()).isEqualTo("toy");
    assertThat(cell.path("row").asInt()).isEqualTo(2);
    assertThat(cell.path("column").asInt()).isEqualTo(2);
    assertThat(cell.path("outcome").asText()).isEqualTo("failed");
    assertThat(cell.path("decisive").asBoolean()).isTrue();

    assertThat(read(post(path + "/submit", "{\"comment\": \"c\"}"), 201).path("version").asLong())
        .isEqualTo(2);
    assertThat(read(post(path + "/edits", edit.formatted("6")), 409).path("error").asText())
        .contains("was submitted as version 2");
    JsonNode state = read(get("/api/isf/state"), 200);
    assertThat(state.path("ruling").path("version").asLong()).isEqualTo(1);
    assertThat(state.path("drafts")).isEmpty();
    assertThat(state.path("me").path("roles")).hasSize(4);
    assertThat(
            read(post("/api/isf/versions/2/activate", "{\"expecting\": 9}"), 409)
                .path("where")
                .asText())
        .isEqualTo("expecting");
    assertThat(
            read(post("/api/isf/versions/2/activate", "{\"at\": \"2001-01-01T00:00:00Z\"}"), 409)
                .path("where")
                .asText())
        .isEqualTo("at");
  }

  /** A draft holds whatever somebody wrote; a colleague's spreadsheet must not compute it. */
  @Test
  void aDraftWithAFormulaIsNotGivenAsCsv() throws Exception {
    JsonNode draft = read(post("/api/isf/drafts", "{\"name\": \"x\"}"), 201);
    String path = "/api/isf/drafts/" + draft.path("id").asLong();
    String edit =
        """
        {"revision": 0, "ops": [{"op": "cell", "sheet": "s1", "row": "r2", "column": "c2",
          "was": "1000", "now": "=cmd|'/C calc'!A0"}]}
        """;
    read(post(path + "/edits", edit), 200);
    JsonNode refused = read(get(path + "/export?format=csv"), 409);
    assertThat(refused.path("error").asText()).contains("B2", "formula");
    assertThat(get(path + "/export?format=xlsx").statusCode()).isEqualTo(200);
  }
}
