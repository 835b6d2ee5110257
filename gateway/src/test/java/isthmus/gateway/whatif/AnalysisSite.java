package isthmus.gateway.whatif;

import static isthmus.testkit.Eventually.eventually;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import isthmus.cpm.address.Address;
import isthmus.cpm.address.AddressParser;
import isthmus.cpm.address.NumberingPlan;
import isthmus.cpm.interworking.AddressCheck;
import isthmus.gateway.console.http.Gatekeeper;
import isthmus.gateway.console.http.HttpListener;
import isthmus.gateway.console.http.HttpProblem;
import isthmus.gateway.console.http.Router;
import isthmus.gateway.store.Database;
import isthmus.gateway.store.PostgresTraffic;
import isthmus.isf.AddressValidity;
import isthmus.isf.RecipientAddresses;
import isthmus.isf.RecordedSelection;
import isthmus.isf.SelectionRequest;
import isthmus.isf.SelectionSettings;
import isthmus.isf.analysis.Installation;
import isthmus.isf.book.RuleSetReader;
import isthmus.isf.book.RuleSetReading;
import isthmus.isf.book.Workbook;
import isthmus.isf.book.Worksheet;
import isthmus.isf.policy.Circumstances;
import isthmus.isf.policy.Party;
import isthmus.isf.policy.RuleSet;
import isthmus.isf.table.Strategy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/** The routes over HTTP, with workbooks by name, and a clock that is set by hand. */
final class AnalysisSite implements AutoCloseable {
  static final Set<String> SERVICES = Set.of("sms", "mms", "email");

  final Map<String, Workbook> books = new ConcurrentHashMap<>();
  final AtomicReference<Duration> later = new AtomicReference<>(Duration.ZERO);

  /** Called before an address is checked: lets a test hold a run. */
  volatile Runnable gate = () -> {};

  private final HttpClient client = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();
  private final HttpListener listener;
  private final WhatIfs runs;

  AnalysisSite(Database database) throws IOException {
    this(database, SERVICES);
  }

  /** With functions for other services. */
  AnalysisSite(Database database, Set<String> services) throws IOException {
    InstantSource clock = () -> Instant.now().plus(later.get());
    AddressParser parser =
        new AddressParser(NumberingPlan.NORTH_AMERICA, Set.of("ims.example.org"));
    AddressValidity addresses =
        (_, recipient) -> {
          gate.run();
          return recipient
              .phone()
              .<AddressCheck>map(AddressCheck.Valid::new)
              .orElseGet(() -> new AddressCheck.NotValid("not a telephone number"));
        };
    runs = new WhatIfs(clock);
    AnalysisRoutes routes =
        new AnalysisRoutes(
            new Books(),
            new RecordedTraffic(
                new PostgresTraffic(database),
                parser,
                (recorded, from, to, at) -> request(services, recorded, from, to, at)),
            new ReplaySettings(
                () -> new Installation(services, true), addresses, SelectionSettings.DEFAULT),
            runs,
            clock);
    listener =
        HttpListener.open(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            100_000,
            new Router(routes.routes()),
            Gatekeeper.OPEN);
  }

  private final class Books implements Sources {
    @Override
    public Workbook workbook(String source, String where) throws HttpProblem {
      Workbook book = books.get(source);
      if (book == null) {
        throw HttpProblem.notFound(where, "there is no " + source);
      }
      return book;
    }

    @Override
    public RuleSetReading rules(Workbook workbook) {
      return new RuleSetReader(Strategy.TOP_DOWN).read(workbook);
    }
  }

  private static SelectionRequest request(
      Set<String> services, RecordedSelection recorded, Address from, Address to, Instant at) {
    SelectionRequest request =
        SelectionRequest.of(
                recorded.facts(), RecipientAddresses.ofPhone(number(to)), services, services)
            .withUser(recorded.user())
            .withCircumstances(
                Circumstances.of(Party.ofNumber(number(from)), Party.ofNumber(number(to)), at));
    return recorded.identifier().map(request::withIdentifier).orElse(request);
  }

  private static String number(Address address) {
    return address.phoneNumber().map(phone -> phone.e164()).orElse("");
  }

  static Worksheet sheet(String name, String csv) {
    return new Worksheet(
        name, csv.lines().map(line -> Arrays.asList(line.split(",", -1))).toList());
  }

  static RuleSet rules(Workbook book) {
    return switch (new RuleSetReader(Strategy.TOP_DOWN).read(book)) {
      case RuleSetReading.Good good -> good.rules();
      case RuleSetReading.Bad bad -> throw new AssertionError(bad.problems());
    };
  }

  record Answer(int status, String text, JsonNode body) {}

  Answer get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(uri(path)).GET());
  }

  Answer post(String path, String body) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(uri(path)).POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  Answer delete(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(uri(path)).DELETE());
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + listener.address().getPort() + path);
  }

  private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> response =
        client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    String text = response.body();
    return new Answer(
        response.statusCode(),
        text,
        text.startsWith("{") ? json.readTree(text) : json.createObjectNode());
  }

  /** Begins a what-if and waits until it ended. */
  JsonNode ended(String wish) throws IOException, InterruptedException {
    Answer begun = post("/api/isf/whatif", wish);
    if (begun.status() != 202) {
      throw new AssertionError(begun.text());
    }
    return ended("/api/isf/whatif/", begun.body().get("id").asText());
  }

  JsonNode ended(String path, String id) throws IOException, InterruptedException {
    eventually("the run ended", Duration.ofMinutes(5), () -> !state(path + id).equals("running"));
    return get(path + id).body();
  }

  private String state(String path) {
    try {
      return get(path).body().get("state").asText();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    listener.close();
    runs.close();
  }
}
