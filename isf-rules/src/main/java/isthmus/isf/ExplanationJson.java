package isthmus.isf;

import isthmus.cpm.address.ServiceIdentifier;
import isthmus.isf.Candidate.RowCheck;
import isthmus.isf.json.Json;
import isthmus.isf.policy.PolicyTable;
import isthmus.isf.policy.RuleSet;
import isthmus.isf.policy.Stage;
import isthmus.isf.table.MediaStream;
import isthmus.isf.table.PlainReading;
import isthmus.isf.table.RequestFacts;
import isthmus.isf.table.RequestKind;
import isthmus.isf.table.RoutingTable;
import isthmus.isf.table.RowVerdict;
import isthmus.isf.table.UserAnswers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The compact form of an explanation. Keys: t table version, a attempt, k kind of request, i
 * identifier, o octets, z octets by service, n characters, g segments, l seconds, r recipients, m
 * media types, v streams, u answers about the user (w by row, p policy, f preference, s services by
 * priority), d policy rows that fitted as [stage, row], e [reason, text] of a rejection or w the
 * service chosen, q rows dropped, c candidates: s service, p points, b fulfilled soft rows, x the
 * row that ruled it out, or y another reason with d its detail and r a row of the policy table.
 * What a row said is not written: it follows from the facts and the rule set of that version.
 */
final class ExplanationJson {
  private static final int MAX_TEXT = 300;
  private static final int MAX_DETAIL = 120;

  private ExplanationJson() {}

  static String write(Explanation explanation) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("t", explanation.version());
    json.put("a", (long) explanation.attempt());
    facts(json, explanation.facts());
    explanation
        .identifier()
        .ifPresent(
            named -> {
              List<Object> pair = new ArrayList<>(List.of(named.service()));
              named.instance().ifPresent(pair::add);
              json.put("i", pair);
            });
    user(json, explanation.user());
    if (!explanation.matches().isEmpty()) {
      json.put(
          "d",
          explanation.matches().stream()
              .map(match -> List.of(match.stage().word(), match.rowId()))
              .toList());
    }
    switch (explanation.outcome()) {
      case Explanation.Chosen(String service) -> json.put("w", service);
      case Explanation.Refused(RejectionReason reason, String text) ->
          json.put("e", List.of(reason.name(), shortened(text, MAX_TEXT)));
    }
    if (!explanation.relaxed().isEmpty()) {
      json.put("q", List.copyOf(new TreeSet<>(explanation.relaxed())));
    }
    json.put("c", explanation.candidates().stream().map(ExplanationJson::candidate).toList());
    return Json.write(json);
  }

  private static void facts(Map<String, Object> json, RequestFacts facts) {
    json.put("k", facts.kind().name());
    facts.octets().ifPresent(value -> json.put("o", value));
    if (!facts.octetsByService().isEmpty()) {
      json.put("z", new TreeMap<>(facts.octetsByService()));
    }
    facts.characters().ifPresent(value -> json.put("n", value));
    facts.segments().ifPresent(value -> json.put("g", value));
    facts.durationSeconds().ifPresent(value -> json.put("l", value));
    if (facts.recipients() > 1) {
      json.put("r", (long) facts.recipients());
    }
    if (!facts.mediaTypes().isEmpty()) {
      json.put("m", List.copyOf(new TreeSet<>(facts.mediaTypes())));
    }
    if (!facts.streams().isEmpty()) {
      json.put("v", new TreeSet<>(facts.streams()).stream().map(MediaStream::name).toList());
    }
  }

  private static void user(Map<String, Object> json, UserAnswers user) {
    Map<String, Object> answers = new LinkedHashMap<>();
    if (!user.byRow().isEmpty()) {
      answers.put("w", user.byRow());
    }
    if (!user.policy().isEmpty()) {
      answers.put("p", user.policy());
    }
    if (!user.preferences().isEmpty()) {
      answers.put("f", user.preferences());
    }
    if (!user.priorities().isEmpty()) {
      answers.put("s", user.priorities());
    }
    if (!answers.isEmpty()) {
      json.put("u", answers);
    }
  }

  private static Map<String, Object> candidate(Candidate candidate) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("s", candidate.service());
    if (candidate.points() > 0) {
      json.put("p", candidate.points());
    }
    if (!candidate.fulfilled().isEmpty()) {
      json.put("b", candidate.fulfilled());
    }
    candidate
        .ruledOut()
        .ifPresent(
            out -> {
              switch (out) {
                case RuledOut.ByRow(String row) -> json.put("x", row);
                case RuledOut.NotInstalled() -> json.put("y", "not-installed");
                case RuledOut.NoOriginatorAddress() -> json.put("y", "no-originator-address");
                case RuledOut.AlreadyFailed(String reason) -> {
                  json.put("y", "already-failed");
                  json.put("d", shortened(reason, MAX_DETAIL));
                }
                case RuledOut.AddressNotValid(String reason) -> {
                  json.put("y", "address-not-valid");
                  json.put("d", shortened(reason, MAX_DETAIL));
                }
                case RuledOut.ByPolicy(String row) -> {
                  json.put("y", "policy");
                  json.put("r", row);
                }
                case RuledOut.RewrittenAddressNotValid(String row, String reason) -> {
                  json.put("y", "address-rewritten");
                  json.put("r", row);
                  json.put("d", shortened(reason, MAX_DETAIL));
                }
                case RuledOut.RewrittenOriginatorNotValid(String row, String reason) -> {
                  json.put("y", "originator-rewritten");
                  json.put("r", row);
                  json.put("d", shortened(reason, MAX_DETAIL));
                }
              }
            });
    return json;
  }

  private static String shortened(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - 1) + "…";
  }

  static long versionOf(String text) {
    return Json.number(Json.object(Json.read(text)), "t").orElseThrow(ExplanationJson::strange);
  }

  static Explanation read(String text, RuleSet rules) {
    Map<String, Object> json = Json.object(Json.read(text));
    RequestFacts facts = facts(json);
    UserAnswers user = user(json);
    Directives directives = new Directives(matches(json, rules));
    List<Object> told = Json.list(json.getOrDefault("c", List.of()));
    Optional<RoutingTable> table =
        told.isEmpty() ? Optional.empty() : Optional.of(directives.table(rules));
    List<Candidate> candidates = new ArrayList<>();
    if (table.isPresent()) {
      List<RowVerdict> verdicts = PlainReading.evaluate(table.get(), facts, user);
      for (Object element : told) {
        candidates.add(candidate(Json.object(element), table.get(), verdicts));
      }
    }
    return new Explanation(
        Json.number(json, "t").orElseThrow(ExplanationJson::strange),
        (int) Json.number(json, "a").orElse(1),
        facts,
        identifier(json),
        user,
        outcome(json),
        Set.copyOf(Json.strings(json, "q")),
        candidates,
        table,
        directives.matches(),
        directives.treatment(Optional.empty()));
  }

  /** A row that the rule set does not have is told by its id alone. */
  private static List<PolicyMatch> matches(Map<String, Object> json, RuleSet rules) {
    List<PolicyMatch> matches = new ArrayList<>();
    for (Object element : Json.list(json.getOrDefault("d", List.of()))) {
      List<String> pair = Json.list(element).stream().map(String::valueOf).toList();
      if (pair.size() != 2) {
        throw strange();
      }
      Stage stage =
          Arrays.stream(Stage.values())
              .filter(known -> known.word().equals(pair.getFirst()))
              .findFirst()
              .orElseThrow(ExplanationJson::strange);
      matches.add(
          rules.policy().map(PolicyTable::rows).orElse(List.of()).stream()
              .filter(row -> row.id().equals(pair.getLast()))
              .findFirst()
              .map(PolicyMatch::of)
              .orElseGet(() -> new PolicyMatch(stage, pair.getLast(), "", List.of())));
    }
    return matches;
  }

  static RequestFacts facts(Map<String, Object> json) {
    Map<String, Long> sizes = new HashMap<>();
    Map<String, Object> z = Json.object(json.getOrDefault("z", Map.of()));
    z.keySet()
        .forEach(
            service ->
                sizes.put(service, Json.number(z, service).orElseThrow(ExplanationJson::strange)));
    Set<MediaStream> streams = new HashSet<>();
    Json.strings(json, "v").forEach(name -> streams.add(MediaStream.valueOf(name)));
    return new RequestFacts(
        RequestKind.valueOf(Json.string(json, "k").orElseThrow(ExplanationJson::strange)),
        Json.number(json, "o"),
        sizes,
        Json.number(json, "n"),
        Json.number(json, "g"),
        Json.number(json, "l"),
        (int) Json.number(json, "r").orElse(1),
        Set.copyOf(Json.strings(json, "m")),
        streams);
  }

  static UserAnswers user(Map<String, Object> json) {
    Map<String, Object> answers = Json.object(json.getOrDefault("u", Map.of()));
    Map<String, Map<String, Boolean>> byRow = new HashMap<>();
    Json.object(answers.getOrDefault("w", Map.of()))
        .forEach((row, services) -> byRow.put(row, Json.booleans(services)));
    return new UserAnswers(
        byRow,
        Json.booleans(answers.getOrDefault("p", Map.of())),
        Json.booleans(answers.getOrDefault("f", Map.of())),
        Json.strings(answers, "s"));
  }

  static Optional<ServiceIdentifier> identifier(Map<String, Object> json) {
    List<String> pair = Json.strings(json, "i");
    return pair.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new ServiceIdentifier(
                pair.getFirst(), pair.size() > 1 ? Optional.of(pair.get(1)) : Optional.empty()));
  }

  static Explanation.Outcome outcome(Map<String, Object> json) {
    Optional<String> chosen = Json.string(json, "w");
    if (chosen.isPresent()) {
      return new Explanation.Chosen(chosen.get());
    }
    List<String> refused = Json.strings(json, "e");
    if (refused.size() != 2) {
      throw strange();
    }
    return new Explanation.Refused(RejectionReason.valueOf(refused.get(0)), refused.get(1));
  }

  private static Candidate candidate(
      Map<String, Object> json, RoutingTable table, List<RowVerdict> verdicts) {
    String service = Json.string(json, "s").orElseThrow(ExplanationJson::strange);
    OptionalLong points = Json.number(json, "p");
    List<RowCheck> rows = new ArrayList<>();
    table
        .column(service)
        .ifPresent(
            column ->
                verdicts.forEach(v -> rows.add(new RowCheck(v.row(), v.cells().get(column)))));
    return new Candidate(
        service,
        ruledOut(json),
        Optional.empty(),
        Optional.empty(),
        points.orElse(0),
        Json.strings(json, "b"),
        rows);
  }

  /** The services that had failed before, with their reasons. */
  static Map<String, String> failed(Map<String, Object> json) {
    Map<String, String> failed = new LinkedHashMap<>();
    for (Object element : Json.list(json.getOrDefault("c", List.of()))) {
      Map<String, Object> candidate = Json.object(element);
      Optional<String> service = Json.string(candidate, "s");
      if (service.isPresent()
          && Json.string(candidate, "y").filter("already-failed"::equals).isPresent()) {
        failed.put(service.get(), Json.string(candidate, "d").orElse(""));
      }
    }
    return failed;
  }

  private static Optional<RuledOut> ruledOut(Map<String, Object> json) {
    Optional<String> row = Json.string(json, "x");
    if (row.isPresent()) {
      return Optional.of(new RuledOut.ByRow(row.get()));
    }
    String detail = Json.string(json, "d").orElse("");
    String policyRow = Json.string(json, "r").orElse("");
    return Json.string(json, "y")
        .map(
            reason ->
                switch (reason) {
                  case "not-installed" -> new RuledOut.NotInstalled();
                  case "no-originator-address" -> new RuledOut.NoOriginatorAddress();
                  case "already-failed" -> new RuledOut.AlreadyFailed(detail);
                  case "address-not-valid" -> new RuledOut.AddressNotValid(detail);
                  case "policy" -> new RuledOut.ByPolicy(policyRow);
                  case "address-rewritten" ->
                      new RuledOut.RewrittenAddressNotValid(policyRow, detail);
                  case "originator-rewritten" ->
                      new RuledOut.RewrittenOriginatorNotValid(policyRow, detail);
                  default -> throw strange();
                });
  }

  static IllegalArgumentException strange() {
    return new IllegalArgumentException("not an explanation of a selection");
  }
}
