package isthmus.gateway.bench;

import isthmus.gateway.cli.CommandFailure;
import isthmus.gateway.console.http.HttpProblem;
import isthmus.gateway.console.http.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Makes and activates versions over REST, as an operator's script would. */
final class RuleSetDesk {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int POLICY_ROWS = 40;

  private final URI http;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

  RuleSetDesk(URI http) {
    this.http = http;
  }

  /** Makes the first table rule, then a policy beside it, which names the table's services. */
  void begin() throws CommandFailure, InterruptedException {
    activate(make(0));
    activate(post("/api/isf/versions?name=policy.csv&comment=bench", policy()));
  }

  /** Makes a version; its first limit is its own. */
  long make(int number) throws CommandFailure, InterruptedException {
    String table =
        """
        Id:,routing,,,,
        ,SMS,MMS,Email,Voice,Television
        Max size (bytes),%d,600 kB,10 MB,0,1000
        Max segments,20,,,,
        Max recipients,,20,100,,
        Video stream ok,No,No,No,No,Yes
        Audio stream ok,No,No,No,Yes,Yes
        Video clip ok,No,Yes,Yes,No,No
        Audio clip ok,No,Yes,Yes,No,No
        Picture ok,No,Yes,Yes,No,Yes
        Text ok,Yes,Yes,Yes,No,Yes
        Bidirectional Voice ok,No,No,No,Yes,No
        Preferred by service provider,Yes,No,No,No,No
        Service provider allows for user,Yes,Yes,Yes,Yes,Yes
        """
            .formatted(1_600 + number);
    return post("/api/isf/versions?name=routing.csv&comment=bench", table);
  }

  /** Makes a version rule. */
  void activate(long version) throws CommandFailure, InterruptedException {
    post("/api/isf/versions/" + version + "/activate", "{\"comment\":\"bench\"}");
  }

  /** Rules that fit none of the bench's numbers, all of them looked at for each message. */
  private static String policy() {
    StringBuilder sheet = new StringBuilder("Type:,policy,,\nId:,policy,,\n,Stage,To,Forbid\n");
    for (int row = 0; row < POLICY_ROWS; row++) {
      sheet.append("Country %d,selection,+99%03d*,mms\n".formatted(row, row));
    }
    return sheet.toString();
  }

  private long post(String path, String body) throws CommandFailure, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(http.resolve(path))
            .timeout(PATIENCE)
            .header("Accept", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() / 100 != 2) {
        String why = Json.read(answer.body()).path("error").asText();
        throw CommandFailure.failed(path + " was answered " + answer.statusCode() + ": " + why);
      }
      return Json.read(answer.body()).path("version").asLong();
    } catch (HttpProblem | IOException e) {
      throw CommandFailure.failed(path + " failed: " + e.getMessage());
    }
  }
}
