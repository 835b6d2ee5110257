package isthmus.isf.drools;

import isthmus.isf.policy.AddressPattern;
import isthmus.isf.policy.Condition;
import isthmus.isf.policy.Condition.Sense;
import isthmus.isf.policy.Condition.Side;
import isthmus.isf.policy.PolicyReading;
import isthmus.isf.policy.PolicyTable;
import isthmus.isf.policy.RuleSet;
import isthmus.isf.table.Criterion;
import isthmus.isf.table.RequestFacts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The different conditions of a policy table, numbered, so that rules can name them by numbers and
 * each is looked at once for a request. Immutable once built, safe for any thread.
 */
final class PolicyConditions {
  private final PolicyReading reading;
  private final Map<Condition, Integer> numbers = new LinkedHashMap<>();
  private final List<Check> checks = new ArrayList<>();
  private final Map<List<AddressPattern>, Integer> fromGroups = new LinkedHashMap<>();
  private final Map<List<AddressPattern>, Integer> toGroups = new LinkedHashMap<>();
  private final AddressIndex from;
  private final AddressIndex to;

  @FunctionalInterface
  private interface Check {
    boolean fits(PolicyQuestion question);
  }

  PolicyConditions(PolicyTable table, RuleSet rules) {
    this.reading = new PolicyReading(rules);
    table.rows().stream()
        .flatMap(row -> row.conditions().stream())
        .forEach(condition -> numbers.computeIfAbsent(condition, this::numbered));
    this.from = new AddressIndex(List.copyOf(fromGroups.keySet()), rules);
    this.to = new AddressIndex(List.copyOf(toGroups.keySet()), rules);
  }

  private int numbered(Condition condition) {
    checks.add(check(condition));
    return checks.size() - 1;
  }

  private Check check(Condition condition) {
    return switch (condition) {
      case Condition.AddressIs(Side side, Sense sense, List<AddressPattern> patterns) -> {
        int group = group(side, patterns);
        boolean wanted = sense == Sense.IS;
        yield switch (side) {
          case FROM -> question -> question.from().contains(group) == wanted;
          case TO -> question -> question.to().contains(group) == wanted;
        };
      }
      case Condition.ContentHas(Sense sense, Set<String> patterns) -> {
        List<Criterion> contents =
            patterns.stream().map(Criterion::ofContent).flatMap(Optional::stream).toList();
        boolean wanted = sense == Sense.IS;
        yield question -> any(contents, question.request().facts()) == wanted;
      }
      case Condition.KindIs _,
          Condition.ServiceIs _,
          Condition.SizeWithin _,
          Condition.CharactersWithin _,
          Condition.TimeWithin _,
          Condition.FailureIs _,
          Condition.FailedServiceIs _,
          Condition.AttemptsWithin _,
          Condition.ClassIs _ ->
          question -> reading.fits(condition, question.request());
    };
  }

  private static boolean any(List<Criterion> contents, RequestFacts facts) {
    for (Criterion content : contents) {
      if (content.measure(facts).isPresent()) {
        return true;
      }
    }
    return false;
  }

  /** The number of a condition of the table. */
  int number(Condition condition) {
    return Optional.ofNullable(numbers.get(condition)).orElseThrow();
  }

  int count() {
    return checks.size();
  }

  boolean fits(int number, PolicyQuestion question) {
    return checks.get(number).fits(question);
  }

  /** The number of a group of patterns on one side. */
  int group(Side side, List<AddressPattern> patterns) {
    Map<List<AddressPattern>, Integer> groups =
        switch (side) {
          case FROM -> fromGroups;
          case TO -> toGroups;
        };
    return groups.computeIfAbsent(patterns, _ -> groups.size());
  }

  AddressIndex from() {
    return from;
  }

  AddressIndex to() {
    return to;
  }

  PolicyReading reading() {
    return reading;
  }
}
