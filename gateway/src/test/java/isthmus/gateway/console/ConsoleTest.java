package isthmus.gateway.console;

import static isthmus.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import isthmus.cpm.interworking.Remark;
import isthmus.gateway.console.http.Gatekeeper;
import isthmus.gateway.console.http.HttpAnswer;
import isthmus.gateway.console.http.HttpListenException;
import isthmus.gateway.console.http.Route;
import isthmus.gateway.observe.story.Explanations;
import isthmus.gateway.observe.story.Stories;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The console over real sockets. */
class ConsoleTest {
  private static final int MAX_BODY = 64 * 1024;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final FixtureGateway gateway = new FixtureGateway(InstantSource.system());
  private final HttpClient client = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();
  private Console console;

  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger together = new AtomicInteger();
  private final Semaphore leave = new Semaphore(0);

  /** How many were here, this one included, when it came; it stays until it may leave. */
  private int together() {
    int here = together.incrementAndGet();
    begun.incrementAndGet();
    leave.acquireUninterruptibly();
    together.decrementAndGet();
    return here;
  }

  @BeforeEach
  void open() throws IOException {
    ConsoleExtension extension =
        new ConsoleExtension(
            List.of(new ConsolePage("/toy", "Toy", "isthmus/gateway/console/overview")),
            List.of(
                Route.post(
                    "/api/echo", request -> HttpAnswer.text(request.body().size() + " bytes")),
                Route.get(
                    "/api/deep",
                    _ -> {
                      throw new StackOverflowError("a recursion without end");
                    }),
                Route.get("/api/heavy", _ -> HttpAnswer.text(String.valueOf(together()))).heavy(),
                Route.get(
                    "/api/bug",
                    _ -> {
                      throw new IllegalStateException("a secret of the inside");
                    })));
    console =
        Console.open(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            MAX_BODY,
            gateway.observed(),
            Explanations.NONE,
            List.of(extension),
            Gatekeeper.OPEN);
  }

  @AfterEach
  void close() {
    console.close();
    client.close();
  }

  @Test
  void statusHoldsWhatTheFirstPageShows() throws Exception {
    JsonNode status = getJson("/api/status").path("status");
    assertThat(status.path("figures").path("node").asText()).isEqualTo("node-1");
    assertThat(status.path("figures").path("queues")).hasSize(3);
    assertThat(status.path("links")).hasSize(4);
    assertThat(status.path("links").path(0).path("gauges").path("window-limit").isNumber())
        .isTrue();
    assertThat(status.path("sip").path("answeredByStatus").path("202").asLong()).isEqualTo(90_811);
    assertThat(status.path("health").path("ready").asBoolean()).isTrue();
  }

  @Test
  void whatTheServicesCouldNotReadIsListed() throws Exception {
    assertThat(getJson("/api/remarks").path("remarks").isArray()).isTrue();
    assertThat(getJson("/api/remarks").path("remarks")).isEmpty();
    Instant at = Instant.parse("2026-01-05T12:00:00Z");
    gateway.remarks.set(List.of(new Remark("sms", "s1", at, "it has no id", "73746174")));
    JsonNode remark = getJson("/api/remarks").path("remarks").path(0);
    assertThat(remark.path("peer").asText()).isEqualTo("s1");
    assertThat(remark.path("at").asText()).isEqualTo("2026-01-05T12:00:00Z");
    assertThat(remark.path("what").asText()).isEqualTo("it has no id");
    assertThat(remark.path("detail").asText()).isEqualTo("73746174");
  }

  @Test
  void messagesAreListedUpToTheLimit() throws Exception {
    assertThat(getJson("/api/messages?limit=7").path("messages")).hasSize(7);
    JsonNode first = getJson("/api/messages").path("messages").path(0);
    assertThat(first.fieldNames())
        .toIterable()
        .containsExactly("key", "at", "direction", "from", "to", "way", "state");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "501", "many", ""})
  void aLimitThatIsNoneIsRefusedWithItsBounds(String limit) throws Exception {
    HttpResponse<String> answer = get("/api/messages?limit=" + limit);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json.readTree(answer.body()).path("where").asText()).isEqualTo("limit");
    assertThat(answer.body()).contains("from 1 to 500");
  }

  @Test
  void aStoryIsTracedByAnyOfItsIds() throws Exception {
    JsonNode stories = getJson("/api/trace/imdn-1").path("stories");
    assertThat(stories).hasSize(1);
    assertThat(stories.path(0).path("events").path(0).path("label").asText()).isEqualTo("MESSAGE");
    assertThat(getJson("/api/trace/conv-1").path("stories")).hasSize(5);
  }

  @Test
  void aStoryAsTextHasNoTextOfTheUser() throws Exception {
    HttpResponse<String> answer = get("/api/trace/conv-1?format=text");
    assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain; charset=utf-8");
    assertThat(answer.body())
        .startsWith("message ")
        .contains("submitted 1 of 2, id 0A1B1")
        .doesNotContain(Stories.SECRET);
    assertThat(get("/api/trace/conv-1").body()).doesNotContain(Stories.SECRET);
    assertThat(get("/api/trace/imdn-1?format=mermaid").body()).startsWith("sequenceDiagram\n");
  }

  @Test
  void anUnknownIdIsToldWhatItCouldBe() throws Exception {
    HttpResponse<String> answer = get("/api/trace/nothing%2Fhere?format=text");
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body())
        .startsWith("no message is known by the id nothing/here; it can be")
        .contains("Call-ID")
        .hasLineCount(1);
  }

  @Test
  void aDatabaseThatIsAwayIsToldAndTheGatewayIsNotReady() throws Exception {
    gateway.databaseAway.set(true);
    HttpResponse<String> answer = get("/api/trace/imdn-1");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("the database is away");
    HttpResponse<String> health = get("/observe/health");
    long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (health.statusCode() == 200 && System.nanoTime() < deadline) {
      health = get("/observe/health");
    }
    assertThat(health.statusCode()).isEqualTo(503);
    assertThat(health.body())
        .contains("\"live\":true,\"ready\":false")
        .contains("connection refused");
    assertThat(get("/observe/health/ready").statusCode()).isEqualTo(503);
    assertThat(get("/observe/health/live").statusCode()).isEqualTo(200);
    assertThat(get("/observe/metrics").body()).contains("isthmus_ready 0.0");
  }

  @Test
  void healthNamesEachLink() throws Exception {
    JsonNode health = getJson("/observe/health");
    assertThat(health.path("ready").asBoolean()).isTrue();
    assertThat(health.path("links")).hasSize(4);
    assertThat(health.path("links").path(0).path("peer").asText()).isEqualTo("backup");
    assertThat(health.path("links").path(0).path("state").asText()).isEqualTo("down");
  }

  @Test
  void eventsArriveByThemselves() throws Exception {
    HttpRequest request = HttpRequest.newBuilder(uri("/api/events")).build();
    HttpResponse<java.io.InputStream> answer = client.send(request, BodyHandlers.ofInputStream());
    assertThat(answer.headers().firstValue("Content-Type")).contains("text/event-stream");
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
      List<String> data = lines.lines().filter(line -> line.startsWith("data: ")).limit(2).toList();
      long first = json.readTree(data.get(0).substring(6)).path("sequence").asLong();
      long second = json.readTree(data.get(1).substring(6)).path("sequence").asLong();
      assertThat(second).isGreaterThan(first);
    }
  }

  @Test
  void closingEndsEventStreams() throws Exception {
    HttpRequest request = HttpRequest.newBuilder(uri("/api/events")).build();
    HttpResponse<java.io.InputStream> answer = client.send(request, BodyHandlers.ofInputStream());
    Thread.startVirtualThread(console::close);
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
      assertThat(lines.lines().count()).isPositive();
    }
  }

  @Test
  void pagesAreThoseOfTheGatewayAndItsExtensions() throws Exception {
    assertThat(get("/api/pages").body())
        .isEqualTo(
            "{\"pages\":[{\"path\":\"/\",\"title\":\"Overview\"},{\"path\":\"/toy\",\"title\":\"Toy\"}]}");
    assertThat(get("/toy").headers().firstValue("Location")).contains("/toy/");
    assertThat(get("/toy/").body()).startsWith("<!doctype html>");
    assertThat(get("/overview.js").headers().firstValue("Content-Type"))
        .contains("text/javascript; charset=utf-8");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/nothing.js",
        "/..%2Fpackage-info.class",
        "/assets/../../x.js",
        "/assets/%2e%2e/overview/overview.js",
        "/assets/",
        "/Console.class"
      })
  void filesThatAreNotThereAreNotFound(String path) throws Exception {
    assertThat(get(path).statusCode()).isEqualTo(404);
  }

  @Test
  void anUnchangedFileIsNotSentAgain() throws Exception {
    String tag = get("/assets/console.css").headers().firstValue("ETag").orElseThrow();
    HttpRequest again =
        HttpRequest.newBuilder(uri("/assets/console.css")).header("If-None-Match", tag).build();
    assertThat(client.send(again, BodyHandlers.ofString()).statusCode()).isEqualTo(304);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/api/status", "/nothing", "/observe/metrics"})
  void everyAnswerHasTheSecurityHeaders(String path) throws Exception {
    HttpResponse<String> answer = get(path);
    assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
  }

  @Test
  void theStartPageHasNothingInlineAndNothingFromElsewhere() throws Exception {
    assertThat(get("/").body())
        .doesNotContainPattern("<script>|<style|style=| on[a-z]+=\"|https?://");
  }

  @Test
  void aBodyLargerThanTheBoundIsRefused() throws Exception {
    assertThat(post("/api/echo", "x".repeat(MAX_BODY)).body()).isEqualTo(MAX_BODY + " bytes");
    HttpResponse<String> answer = post("/api/echo", "x".repeat(MAX_BODY + 1));
    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body()).contains("more than 65536 bytes");
    assertThat(post("/api/echo", "x".repeat(20_000_000)).statusCode()).isEqualTo(413);
  }

  @ParameterizedTest
  @CsvSource({"http://evil.example,403", "null,403", "'http:// broken',403"})
  void aChangeAskedForByAnotherSiteIsRefused(String origin, int status) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(uri("/api/echo"))
            .header("Origin", origin)
            .POST(BodyPublishers.noBody())
            .build();
    assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(status);
  }

  @Test
  void aMethodThatIsNotPossibleNamesThoseThatAre() throws Exception {
    HttpResponse<String> answer = post("/api/status", "");
    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.body()).contains("only GET");
  }

  @Test
  void aBugTellsNothingOfTheInside() throws Exception {
    HttpResponse<String> answer = get("/api/bug");
    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body())
        .isEqualTo("{\"error\":\"internal error; the log says more\",\"where\":\"\"}");
  }

  /** Its pattern would be matched as deep as the name has folders. */
  @Test
  void aNameOfThousandsOfFoldersIsNotFound() throws Exception {
    assertThat(get("/assets/" + "a/".repeat(9_000) + "a.js").statusCode()).isEqualTo(404);
  }

  @Test
  void anEndlessRecursionIsAnsweredAsABug() throws Exception {
    HttpResponse<String> answer = get("/api/deep");
    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body()).contains("internal error");
  }

  /** The JDK's server fails over it by computing with it. */
  @Test
  void aChunkOfANegativeLengthIsABrokenBody() throws Exception {
    try (Socket socket = new Socket(console.address().getAddress(), console.address().getPort())) {
      socket
          .getOutputStream()
          .write(
              """
              POST /api/echo HTTP/1.1
              Host: x
              Connection: close
              Transfer-Encoding: chunked

              FFFFFFFFFFFF
              """
                  .replace("\n", "\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      byte[] answer = new byte[12];
      socket.getInputStream().readNBytes(answer, 0, answer.length);
      assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 400");
    }
  }

  /** More than can be served at once: each has its turn, none is refused. */
  @Test
  void heavyRequestsAreServedFewAtATime() throws Exception {
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<HttpResponse<String>>> answers = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        answers.add(callers.submit(() -> get("/api/heavy")));
      }
      eventually("three are served", PATIENCE, () -> begun.get() == 3);
      leave.release(10);
      for (Future<HttpResponse<String>> answer : answers) {
        assertThat(answer.get().statusCode()).isEqualTo(200);
        assertThat(Integer.parseInt(answer.get().body())).isBetween(1, 3);
      }
    }
  }

  @Test
  void headIsAnsweredWithoutABody() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(uri("/api/pages")).method("HEAD", BodyPublishers.noBody()).build();
    HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void aBrokenPathIsRefused() throws Exception {
    try (Socket socket = new Socket(console.address().getAddress(), console.address().getPort())) {
      OutputStream out = socket.getOutputStream();
      out.write(
          "GET /api/trace/%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
              .getBytes(StandardCharsets.US_ASCII));
      out.flush();
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 400 ");
    }
  }

  @Test
  void aPortInUseIsToldInOneLine() {
    assertThatThrownBy(
            () ->
                Console.open(
                    console.address(),
                    MAX_BODY,
                    gateway.observed(),
                    Explanations.NONE,
                    List.of(),
                    Gatekeeper.OPEN))
        .isInstanceOf(HttpListenException.class)
        .hasMessage(
            "cannot listen for HTTP at %s:%d: the port is in use or not allowed",
            console.address().getHostString(), console.address().getPort());
  }

  @Test
  void aHostThatIsNotKnownIsToldInOneLine() {
    assertThatThrownBy(
            () ->
                Console.open(
                    InetSocketAddress.createUnresolved("nowhere.invalid", 8080),
                    MAX_BODY,
                    gateway.observed(),
                    Explanations.NONE,
                    List.of(),
                    Gatekeeper.OPEN))
        .hasMessage("cannot listen for HTTP at nowhere.invalid:8080: the host is unknown");
  }

  private JsonNode getJson(String path) throws Exception {
    HttpResponse<String> answer = get(path);
    assertThat(answer.statusCode()).isEqualTo(200);
    return json.readTree(answer.body());
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path, String body)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(uri(path)).POST(BodyPublishers.ofString(body)).build(),
        BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + console.address().getPort() + path);
  }
}
