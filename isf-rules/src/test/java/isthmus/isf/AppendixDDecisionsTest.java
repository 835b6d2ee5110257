package isthmus.isf;

import static org.assertj.core.api.Assertions.assertThat;

import isthmus.cpm.address.ServiceIdentifier;
import isthmus.cpm.interworking.AddressCheck;
import isthmus.isf.table.MediaStream;
import isthmus.isf.table.RequestFacts;
import isthmus.isf.table.RequestKind;
import isthmus.isf.table.UserAnswers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Hand-derived decisions of appendix D's Table 1, over the table read from CSV and from XLSX. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AppendixDDecisionsTest {
  private static final List<String> FILES =
      List.of("appendix-d-table1.csv", "appendix-d-table1.xlsx", "appendix-d-table1-typed.xlsx");

  private final Map<String, IsfRules> tables = new HashMap<>();

  @BeforeAll
  void activate() {
    FILES.forEach(file -> tables.put(file, Fixtures.active(Fixtures.table(Fixtures.file(file)))));
  }

  @AfterAll
  void close() {
    tables.values().forEach(IsfRules::close);
  }

  static Stream<Arguments> cases() {
    String cases = new String(Fixtures.file("appendix-d-decisions.psv"), StandardCharsets.UTF_8);
    List<Arguments> arguments = new ArrayList<>();
    for (String file : FILES) {
      cases
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> Arrays.stream(line.split("\\|", -1)).map(String::strip).toList())
          .forEach(
              fields ->
                  arguments.add(
                      Arguments.argumentSet(fields.getFirst() + " (" + file + ")", file, fields)));
    }
    return arguments.stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void decisionIsTheOneDerivedByHand(String file, List<String> fields) {
    Circumstances circumstances = Circumstances.parse(fields.get(4));
    SelectionRequest request = circumstances.request(facts(fields, circumstances));
    InterworkingSelection selection =
        new InterworkingSelection(
            tables.get(file),
            (service, _) ->
                circumstances.list("unreachable").contains(service)
                    ? new AddressCheck.NotValid("no such address")
                    : new AddressCheck.Valid("at-" + service),
            SelectionSettings.DEFAULT);

    Selection selected = selection.select(request);

    assertThat(outcome(selected))
        .describedAs(selected.explanation().toText())
        .isEqualTo(fields.get(5));
    for (String expected : words(fields.get(6))) {
      String service = expected.substring(0, expected.indexOf(':'));
      assertThat(ruledOut(selected, service)).isEqualTo(expected.substring(service.length() + 1));
    }
  }

  private static RequestFacts facts(List<String> fields, Circumstances circumstances) {
    RequestKind kind =
        switch (fields.get(1)) {
          case "message" -> RequestKind.STANDALONE_MESSAGE;
          case "file" -> RequestKind.FILE_TRANSFER;
          case "session" -> RequestKind.SESSION;
          case "notification" -> RequestKind.DISPOSITION_NOTIFICATION;
          default -> throw new AssertionError(fields.get(1));
        };
    RequestFacts facts = RequestFacts.of(kind);
    if (!fields.get(2).isEmpty()) {
      facts = facts.withOctets(Long.parseLong(fields.get(2)));
    }
    List<String> contents = words(fields.get(3));
    if (kind == RequestKind.SESSION) {
      List<MediaStream> streams = contents.stream().map(MediaStream::valueOf).toList();
      facts = facts.withStreams(streams.getFirst(), streams.toArray(MediaStream[]::new));
    } else {
      facts = facts.withMediaTypes(contents.toArray(String[]::new));
    }
    for (String octets : circumstances.list("sms-octets")) {
      facts = facts.withOctetsByService(Map.of("sms", Long.parseLong(octets)));
    }
    return facts;
  }

  private static String outcome(Selection selection) {
    return switch (selection) {
      case Selection.Rejected rejected -> rejected.reason().name();
      case Selection.Selected selected -> {
        StringBuilder services = new StringBuilder(selected.chosen().service().service());
        selected.remaining().forEach(next -> services.append('>').append(next.service().service()));
        yield services.toString();
      }
    };
  }

  private static String ruledOut(Selection selection, String service) {
    Candidate candidate =
        selection.candidates().stream()
            .filter(any -> any.service().equals(service))
            .findFirst()
            .orElseThrow();
    return switch (candidate.ruledOut().orElseThrow()) {
      case RuledOut.ByRow(String row) -> row;
      case RuledOut.NotInstalled() -> "not-installed";
      case RuledOut.AlreadyFailed _ -> "already-failed";
      case RuledOut.NoOriginatorAddress() -> "no-originator-address";
      case RuledOut.AddressNotValid _ -> "address-not-valid";
      case RuledOut.ByPolicy(String row) -> "policy " + row;
      case RuledOut.RewrittenAddressNotValid(String row, _) -> "address of " + row;
      case RuledOut.RewrittenOriginatorNotValid(String row, _) -> "originator of " + row;
    };
  }

  private static List<String> words(String field) {
    return field.isEmpty() ? List.of() : List.of(field.split(" +"));
  }

  /** The changed circumstances of a case: {@code key=value,value} separated by blanks. */
  private record Circumstances(Map<String, List<String>> values) {

    static Circumstances parse(String field) {
      Map<String, List<String>> values = new HashMap<>();
      for (String word : words(field)) {
        String[] pair = word.split("=", 2);
        values.put(pair[0], List.of(pair[1].split(",")));
      }
      return new Circumstances(values);
    }

    List<String> list(String key) {
      return values.getOrDefault(key, List.of());
    }

    SelectionRequest request(RequestFacts facts) {
      Map<String, String> failed = new HashMap<>();
      list("failed").forEach(service -> failed.put(service, "refused by the peer"));
      SelectionRequest plain =
          SelectionRequest.of(
                  facts,
                  RecipientAddresses.ofPhone("+15551000001"),
                  without("originator-lacks"),
                  without("uninstalled"))
              .withUser(
                  new UserAnswers(
                      Map.of(), answers("allows", "forbids"), answers("likes", "dislikes")))
              .reattempt(failed, failed.size() + 1);
      return list("identifier").stream()
          .findFirst()
          .map(ServiceIdentifierOf::service)
          .map(plain::withIdentifier)
          .orElse(plain);
    }

    private Set<String> without(String key) {
      Set<String> services = new HashSet<>(Fixtures.ALL);
      list(key).forEach(services::remove);
      return services;
    }

    private Map<String, Boolean> answers(String yes, String no) {
      Map<String, Boolean> answers = new HashMap<>();
      list(yes).forEach(service -> answers.put(service, true));
      list(no).forEach(service -> answers.put(service, false));
      return answers;
    }
  }

  private static final class ServiceIdentifierOf {
    static ServiceIdentifier service(String name) {
      return new ServiceIdentifier(name, Optional.empty());
    }
  }
}
