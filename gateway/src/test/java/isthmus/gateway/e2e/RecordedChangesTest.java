package isthmus.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever somebody changes is recorded in the same transaction, or is not changed. */
class RecordedChangesTest {
  private static final String SHEET = "Type:,list\nId:,%s\nAddress,Comment\n+1555*,\n";

  /** What the routes below change. */
  private static final String STATE =
      """
      select 'version ' || version from routing_table
      union all select 'activation ' || id || ' ' || version from routing_table_activation
      union all select 'verdict ' || version || approved from rule_set_verdict
      union all select 'schedule ' || id || ' ' || state from rule_set_schedule
      union all select 'draft ' || id || ' ' || revision || ' ' || state from rule_draft
      union all select 'user ' || name || ' ' || removed || ' ' || coalesce(display_name, '')
        from embedded_user
      union all select 'preference ' || identity || ' ' || coalesce(value, '') from user_preference
      order by 1
      """;

  private record Call(String method, String path, String body) {}

  /** In an order in which all of them come about. */
  private static List<Call> calls() {
    return List.of(
        new Call(
            "POST", "/api/users", "{\"user\":\"+15551000009\",\"password\":\"x\",\"name\":\"Z\"}"),
        new Call("PUT", "/api/users/+15551000008", "{\"password\":\"y\",\"name\":\"Y\"}"),
        new Call("DELETE", "/api/users/+15551000007", ""),
        new Call("PUT", "/api/users/+15551000008/preferences", "{\"services\":[\"sms\"]}"),
        new Call("DELETE", "/api/users/+15551000007/preferences", ""),
        new Call("POST", "/api/isf/versions?name=more.csv", SHEET.formatted("more")),
        new Call("POST", "/api/isf/versions/3/refuse", "{\"comment\":\"\"}"),
        new Call(
            "POST",
            "/api/isf/versions/4/activate",
            "{\"comment\":\"\",\"at\":\"%s\"}"
                .formatted(java.time.Instant.now().plusSeconds(86_400))),
        new Call("DELETE", "/api/isf/schedule/1", ""),
        new Call("POST", "/api/isf/versions/4/activate", "{\"comment\":\"\"}"),
        new Call("POST", "/api/isf/rollback", "{\"comment\":\"\"}"),
        new Call("POST", "/api/isf/drafts", "{\"name\":\"d\",\"from\":\"active\"}"),
        new Call("POST", "/api/isf/drafts/1/import?name=l.csv", SHEET.formatted("l")),
        new Call("POST", "/api/isf/drafts/1/submit", "{\"comment\":\"\"}"),
        new Call("DELETE", "/api/isf/drafts/2", ""));
  }

  private static List<String> stateOf(TestGateway gateway) {
    return gateway.texts(STATE).toList();
  }

  @Test
  void whatCannotBeRecordedIsNotChanged() {
    try (TestGateway gateway =
        TestGateway.of(
            TestGateway.freshDatabase(),
            "n1",
            "mode: embedded\nusers: [{user: \"+15551000001\", password: secret}]\n",
            TestGateway.QUICK)) {
      gateway.start();
      Rest rest = Rest.of(gateway);
      prepare(rest);
      List<String> before = stateOf(gateway);
      String deciding = ruling(rest);
      gateway.sql(
          "create function unrecorded() returns trigger language plpgsql as"
              + " $$ begin raise exception 'the audit is broken'; end $$");
      gateway.sql(
          "create trigger unrecorded before insert on audit"
              + " for each row execute function unrecorded()");
      for (Call call : calls()) {
        HttpResponse<String> answer = rest.ask(call.method(), call.path(), call.body());
        if (!List.of("/api/isf/schedule/1").contains(call.path())) {
          assertThat(answer.statusCode()).as(call + " " + answer.body()).isEqualTo(500);
        }
        assertThat(stateOf(gateway)).as(call.toString()).isEqualTo(before);
      }
      assertThat(ruling(rest)).isEqualTo(deciding);

      gateway.sql("drop trigger unrecorded on audit");
      List<String> recorded = new ArrayList<>();
      for (Call call : calls()) {
        long rows = gateway.count("select count(*) from audit");
        HttpResponse<String> answer = rest.ask(call.method(), path(call, gateway), call.body());
        assertThat(answer.statusCode()).as(call + " " + answer.body()).isBetween(200, 202);
        assertThat(gateway.count("select count(*) from audit")).as(call + "").isEqualTo(rows + 1);
        recorded.add(call.path());
      }
      assertThat(recorded).hasSize(calls().size());
    }
  }

  /** Numbers that were drawn and given up are not drawn again. */
  private static String path(Call call, TestGateway gateway) {
    return call.path().equals("/api/isf/schedule/1")
        ? "/api/isf/schedule/" + gateway.count("select max(id) from rule_set_schedule")
        : call.path();
  }

  private static String ruling(Rest rest) {
    return rest.get("/api/isf/state").replaceAll("(?s).*?\"ruling\":(\\{[^}]*}).*", "$1");
  }

  private static void prepare(Rest rest) {
    for (String user : List.of("+15551000007", "+15551000008")) {
      String body = "{\"user\":\"%s\",\"password\":\"x\",\"name\":\"N\"}".formatted(user);
      assertThat(rest.ask("POST", "/api/users", body).statusCode()).isEqualTo(201);
    }
    ok(rest.ask("PUT", "/api/users/+15551000007/preferences", "{\"services\":[\"sms\"]}"));
    ok(rest.ask("POST", "/api/isf/versions?name=two.csv", SHEET.formatted("two")));
    ok(rest.ask("POST", "/api/isf/versions?name=three.csv", SHEET.formatted("three")));
    ok(rest.ask("POST", "/api/isf/versions?name=four.csv", SHEET.formatted("four")));
    ok(rest.ask("POST", "/api/isf/versions/2/activate", "{\"comment\":\"\"}"));
    for (int draft = 1; draft <= 2; draft++) {
      ok(rest.ask("POST", "/api/isf/drafts", "{\"name\":\"d\",\"from\":\"active\"}"));
    }
  }

  private static void ok(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 202);
  }
}
