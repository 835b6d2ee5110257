package isthmus.gateway.demo;

import com.fasterxml.jackson.databind.JsonNode;
import isthmus.gateway.console.ConsoleExtension;
import isthmus.gateway.console.ConsolePage;
import isthmus.gateway.console.http.HttpAnswer;
import isthmus.gateway.console.http.HttpProblem;
import isthmus.gateway.console.http.HttpRequest;
import isthmus.gateway.console.http.Json;
import isthmus.gateway.console.http.Route;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The playground's REST interface under {@code /api/playground}. Its calls only move the CPM client
 * and the simulated SMSC; what they lead to goes over SIP and SMPP.
 */
final class Playground {
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(15);

  /** Changes within this time are told together. */
  private static final Duration GATHER = Duration.ofMillis(60);

  private static final int LONGEST_TEXT = 5_000;
  private static final int LONGEST_DELAY_MILLIS = 60_000;
  private static final String BASE = "/api/playground";

  /** What the page moves. */
  record Peers(CpmClient client, SimulatedSmsc smsc) {}

  private final Changes changes = new Changes();
  private volatile Optional<Peers> peers = Optional.empty();

  /** The page with its handlers, for the console. */
  ConsoleExtension extension() {
    return new ConsoleExtension(
        List.of(
            new ConsolePage("/playground", "Playground", "isthmus/gateway/demo/playground")
                .tellingWithoutScript(
                    "The playground needs JavaScript. GET /api/playground does without.")),
        List.of(
            Route.get(BASE, _ -> HttpAnswer.json(state())),
            Route.get(
                BASE + "/events", _ -> new HttpAnswer.Stream("text/event-stream", this::events)),
            Route.post(BASE + "/phone/send", this::phoneSends),
            Route.post(BASE + "/phone/read", this::phoneReads),
            Route.post(BASE + "/handset/{number}/send", this::handsetSends),
            Route.post(BASE + "/handset/{number}/reach", this::handsetReach),
            Route.post(BASE + "/smsc", this::smsc)));
  }

  /** The peers are there: the console, which needs the page, starts before them. */
  void peers(CpmClient client, SimulatedSmsc smsc) {
    peers = Optional.of(new Peers(client, smsc));
    changes.tell();
  }

  /** Something changed that the page shows. */
  void changed() {
    changes.tell();
  }

  /** Ends the event streams. */
  void close() {
    changes.close();
  }

  private Peers peers() throws HttpProblem {
    return peers.orElseThrow(() -> new HttpProblem(503, "", "the demo is starting"));
  }

  private PlaygroundState state() throws HttpProblem {
    Peers now = peers();
    return PlaygroundState.of(now.client(), now.smsc());
  }

  private void events(OutputStream out) throws IOException, InterruptedException {
    long seen = -1;
    while (!changes.isClosed()) {
      long now = changes.await(seen, KEEP_ALIVE);
      Optional<Peers> known = peers;
      if (now == seen || known.isEmpty()) {
        send(out, ": still here\n\n");
      } else {
        PlaygroundState state = PlaygroundState.of(known.get().client(), known.get().smsc());
        send(out, "event: state\ndata: " + Json.write(state) + "\n\n");
      }
      seen = now;
      Thread.sleep(GATHER);
    }
  }

  private static void send(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private HttpAnswer phoneSends(HttpRequest request) throws HttpProblem, IOException {
    JsonNode body = body(request);
    String text = text(body);
    CpmClient client = peers().client();
    try {
      CpmMessage sent =
          body.hasNonNull("conversation")
              ? client.answer(word(body, "conversation"), text)
              : client.send(word(body, "to"), text);
      return HttpAnswer.json(202, sent);
    } catch (IllegalArgumentException e) {
      throw HttpProblem.badRequest("to", String.valueOf(e.getMessage()));
    }
  }

  private HttpAnswer phoneReads(HttpRequest request) throws HttpProblem, IOException {
    peers().client().read(word(body(request), "conversation"));
    return HttpAnswer.json(state());
  }

  private HttpAnswer handsetSends(HttpRequest request) throws HttpProblem, IOException {
    JsonNode body = body(request);
    SimulatedSmsc.PartOrder order =
        constant(SimulatedSmsc.PartOrder.class, body.path("order").asText("in-order"), "order");
    try {
      return HttpAnswer.json(
          202, peers().smsc().send(handset(request), word(body, "to"), text(body), order));
    } catch (IllegalArgumentException e) {
      throw HttpProblem.badRequest("to", String.valueOf(e.getMessage()));
    }
  }

  private HttpAnswer handsetReach(HttpRequest request) throws HttpProblem, IOException {
    Reach reach = constant(Reach.class, word(body(request), "reach"), "reach");
    peers().smsc().become(handset(request), reach);
    return HttpAnswer.json(state());
  }

  private HttpAnswer smsc(HttpRequest request) throws HttpProblem, IOException {
    JsonNode body = body(request);
    SimulatedSmsc smsc = peers().smsc();
    if (body.hasNonNull("behaviour")) {
      smsc.behave(behaviour(body));
    }
    if (body.hasNonNull("receiptDelay")) {
      int millis = body.path("receiptDelay").asInt(-1);
      if (millis < 0 || millis > LONGEST_DELAY_MILLIS) {
        throw HttpProblem.badRequest(
            "receiptDelay", "receiptDelay is 0 to " + LONGEST_DELAY_MILLIS + " milliseconds");
      }
      smsc.delayReceipts(Duration.ofMillis(millis));
    }
    return HttpAnswer.json(state());
  }

  private static SmscBehaviour behaviour(JsonNode body) throws HttpProblem {
    String word = body.path("behaviour").asText();
    return switch (word) {
      case "normal" -> new SmscBehaviour.Normal();
      case "refuse" -> new SmscBehaviour.Refuse(commandStatus(body.path("status").asText("0x45")));
      case "throttle" -> new SmscBehaviour.Throttle();
      case "hang" -> new SmscBehaviour.Hang();
      case "drop" -> new SmscBehaviour.Drop();
      default ->
          throw HttpProblem.badRequest(
              "behaviour", "behaviour is normal, refuse, throttle, hang or drop");
    };
  }

  private static int commandStatus(String text) throws HttpProblem {
    try {
      int status = Integer.decode(text);
      if (status > 0) {
        return status;
      }
    } catch (NumberFormatException e) {
      // Told below, like a number that is no refusal.
    }
    throw HttpProblem.badRequest("status", "status is a command_status such as 0x45, and not 0");
  }

  private Handset handset(HttpRequest request) throws HttpProblem {
    String number = request.pathValue("number");
    return peers()
        .smsc()
        .handset(number)
        .orElseThrow(() -> HttpProblem.notFound("number", "no handset has the number " + number));
  }

  private static JsonNode body(HttpRequest request) throws HttpProblem, IOException {
    JsonNode body = Json.read(request.body().asString(StandardCharsets.UTF_8));
    if (!body.isObject()) {
      throw HttpProblem.badRequest("body", "a JSON object is expected");
    }
    return body;
  }

  private static String text(JsonNode body) throws HttpProblem {
    String text = body.path("text").asText("");
    if (text.isBlank() || text.length() > LONGEST_TEXT) {
      throw HttpProblem.badRequest("text", "text must have 1 to " + LONGEST_TEXT + " characters");
    }
    return text;
  }

  private static String word(JsonNode body, String name) throws HttpProblem {
    String value = body.path(name).asText("").strip();
    if (value.isEmpty()) {
      throw HttpProblem.badRequest(name, name + " is missing");
    }
    return value;
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String word, String name)
      throws HttpProblem {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(word)) {
        return constant;
      }
    }
    throw HttpProblem.badRequest(name, name + " cannot be '" + word + "'");
  }
}
