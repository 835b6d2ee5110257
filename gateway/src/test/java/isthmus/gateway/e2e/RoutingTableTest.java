package isthmus.gateway.e2e;

import static isthmus.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import isthmus.cpm.delivery.DeliveryState;
import isthmus.gateway.store.DatabaseSource;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A table activated on one gateway decides on both, and both tell what it decided. */
class RoutingTableTest {
  private static final String TEXT_ONLY =
      """
      ,Id,SMS
      Max segments,pieces,10
      Text ok,words,Yes
      """;

  private static TestGateway node(
      DatabaseSource.Server database, String name, int corePort, Smsc smsc) {
    return TestGateway.of(
        database,
        name,
        TestGateway.behindCore(corePort),
        TestGateway.sms(TestGateway.smsc("s1", smsc.port(), "")) + TestGateway.QUICK);
  }

  private static String ask(TestGateway gateway, String path) {
    return send(gateway, path, HttpRequest.newBuilder().GET());
  }

  private static String post(TestGateway gateway, String path, String body) {
    return send(gateway, path, HttpRequest.newBuilder().POST(BodyPublishers.ofString(body)));
  }

  private static String send(TestGateway gateway, String path, HttpRequest.Builder request) {
    Matcher http = Pattern.compile("http: \\{listen: \"([^\"]+)\"").matcher(gateway.yaml());
    assertThat(http.find()).isTrue();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              request
                  .uri(URI.create("http://" + http.group(1) + path))
                  .header("Accept", "text/plain")
                  .build(),
              BodyHandlers.ofString())
          .body();
    } catch (IOException e) {
      throw new AssertionError(path, e);
    } catch (InterruptedException e) {
      throw new AssertionError(path, e);
    }
  }

  @Test
  void anActivationReachesTheOtherNodeAndItsMessages() {
    DatabaseSource.Server database = TestGateway.freshDatabase();
    int corePort = TestGateway.freePort();
    try (Smsc smsc = new Smsc("m");
        TestGateway first = node(database, "n1", corePort, smsc);
        TestGateway second = node(database, "n2", corePort, smsc)) {
      first.start();
      second.start();
      try (RawSip core = new RawSip("127.0.0.1", corePort, second.sipPort())) {
        smsc.awaitBound(2);
        String explain = "/api/isf/explain?from=%2B15551000001&to=%2B15552000001&text=hello";
        assertThat(ask(second, explain)).contains("table version 1: sms chosen");

        assertThat(post(first, "/api/isf/versions?name=words.csv", TEXT_ONLY))
            .startsWith("version 2 made");
        assertThat(post(first, "/api/isf/versions/2/activate", "")).startsWith("version 2 rules");
        eventually(
            "the second node follows",
            RawSip.PATIENCE,
            () -> ask(second, explain).contains("table version 2: sms chosen"));

        Pager pager = Pager.to(Pager.phone(), "hello");
        core.send(pager.by(core));
        assertThat(core.response(pager.callId()).status()).isEqualTo(202);
        smsc.receipt(smsc.awaitTo(pager.to(), 1).getFirst(), "DELIVRD");
        second.story(pager.imdnId(), DeliveryState.DELIVERED);

        post(second, "/api/isf/versions/1/activate", "");
        assertThat(ask(first, "/api/trace/" + pager.imdnId()))
            .contains("sms chosen by table 2")
            .contains("1 segments");
      }
    }
  }
}
