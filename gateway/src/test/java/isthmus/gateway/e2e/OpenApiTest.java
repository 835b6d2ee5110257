package isthmus.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import isthmus.gateway.console.http.Role;
import isthmus.gateway.console.http.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The OpenAPI document says what the gateway serves, all of it and nothing else. */
class OpenApiTest {
  /** What is for programs; the rest is pages. */
  private static final List<String> PROGRAMS = List.of("/api/", "/observe/", "/c/");

  private final JsonNode document = read();

  private static JsonNode read() {
    try (var stream = OpenApiTest.class.getResourceAsStream("/isthmus/gateway/openapi.json")) {
      return new ObjectMapper().readTree(stream);
    } catch (java.io.IOException missing) {
      throw new AssertionError(missing);
    }
  }

  private Map<String, JsonNode> operations() {
    Map<String, JsonNode> operations = new TreeMap<>();
    document
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        operation ->
                            operations.put(
                                operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(),
                                operation.getValue())));
    return operations;
  }

  @Test
  void itNamesEveryRouteWithItsRoleAndNoOther() {
    try (Smsc smsc = new Smsc("m");
        TestGateway gateway =
            TestGateway.of(
                TestGateway.freshDatabase(),
                "n1",
                TestGateway.behindCore(TestGateway.freePort()),
                TestGateway.sms(TestGateway.smsc("s1", smsc.port(), "")))) {
      gateway.start();
      Map<String, String> served =
          gateway.routes().stream()
              .filter(route -> PROGRAMS.stream().anyMatch(route.pattern()::startsWith))
              .collect(
                  Collectors.toMap(
                      route -> route.method() + " " + route.pattern(),
                      OpenApiTest::role,
                      (one, _) -> one,
                      TreeMap::new));
      Map<String, String> told = new TreeMap<>();
      operations()
          .forEach(
              (name, operation) ->
                  told.put(name, operation.path("x-isthmus-role").asText("everybody")));
      // What two roles may is served to viewers, and refused by the handler.
      told.replaceAll((_, role) -> role.equals("editor or approver") ? "viewer" : role);
      assertThat(told).isEqualTo(served);
    }
  }

  private static String role(Route route) {
    return route.role().map(Role::name).orElse("everybody").toLowerCase(Locale.ROOT);
  }

  @Test
  void everyOperationHasAnIdOfItsOwnAndAnAnswer() {
    Set<String> ids = new TreeSet<>();
    operations()
        .forEach(
            (name, operation) -> {
              assertThat(ids.add(operation.path("operationId").asText())).as(name).isTrue();
              assertThat(operation.path("summary").asText()).as(name).isNotBlank();
              assertThat(operation.path("responses").properties()).as(name).isNotEmpty();
            });
  }

  @Test
  void everyPlaceholderIsAParameter() {
    document
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .forEach(
                        operation -> {
                          Set<String> parameters =
                              StreamSupport.stream(
                                      operation.path("parameters").spliterator(), false)
                                  .filter(each -> each.path("in").asText().equals("path"))
                                  .map(each -> "{" + each.path("name").asText() + "}")
                                  .collect(Collectors.toSet());
                          Set<String> variables =
                              java.util.regex.Pattern.compile("\\{\\w+}")
                                  .matcher(path.getKey())
                                  .results()
                                  .map(java.util.regex.MatchResult::group)
                                  .collect(Collectors.toSet());
                          assertThat(parameters).as(path.getKey()).isEqualTo(variables);
                        }));
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    List<String> references = new ArrayList<>();
    document.findValues("$ref").forEach(reference -> references.add(reference.asText()));
    assertThat(references).isNotEmpty();
    for (String reference : references) {
      assertThat(document.at(reference.substring(1)).isMissingNode()).as(reference).isFalse();
    }
  }
}
