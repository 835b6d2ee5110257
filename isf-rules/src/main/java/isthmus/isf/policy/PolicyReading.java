package isthmus.isf.policy;

import static java.util.Objects.requireNonNull;

import isthmus.isf.policy.Condition.Sense;
import isthmus.isf.policy.Condition.Side;
import isthmus.isf.table.Criterion;
import isthmus.isf.table.RequestFacts;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the policy table means, said in plain Java. The rule engine's answers are compared with it
 * before a rule set becomes active; messages selected by an earlier version are answered by it.
 *
 * <p>What is not known fits no condition, and {@code not} is the plain opposite: an address that is
 * not known is not {@code +49*}, but it is {@code not +49*}. Safe for any thread.
 */
public final class PolicyReading {
  private final RuleSet rules;

  /** Rows by stage: a request is of one, and most rows are of another. */
  private final Map<Stage, List<PolicyRow>> rows = new EnumMap<>(Stage.class);

  /** Lists that were looked at, their single addresses hashed: a list may hold many thousands. */
  private final Map<String, Listed> lists = new ConcurrentHashMap<>();

  private record Listed(Set<String> numbers, Set<String> uris, List<AddressPattern> others) {

    static Listed of(AddressList list) {
      Set<String> numbers = new HashSet<>();
      Set<String> uris = new HashSet<>();
      List<AddressPattern> others = new ArrayList<>();
      for (AddressPattern pattern : list.entries()) {
        if (pattern instanceof AddressPattern.Exactly(String address)) {
          numbers.add(AddressPattern.bare(address));
          uris.add(address.toLowerCase(Locale.ROOT));
        } else {
          others.add(pattern);
        }
      }
      return new Listed(numbers, uris, others);
    }

    boolean holds(Party party) {
      return party.number().filter(numbers::contains).isPresent()
          || (!party.uri().isEmpty() && uris.contains(party.uri().toLowerCase(Locale.ROOT)));
    }
  }

  /** A reading of a rule set's policy table with its lists. */
  public PolicyReading(RuleSet rules) {
    this.rules = requireNonNull(rules);
    for (PolicyRow row : rules.policy().map(PolicyTable::rows).orElse(List.of())) {
      rows.computeIfAbsent(row.stage(), _ -> new ArrayList<>()).add(row);
    }
  }

  /** The first row that fits at the request's stage; empty when none does. */
  public Optional<PolicyRow> first(PolicyRequest request) {
    for (PolicyRow row : rows.getOrDefault(request.stage(), List.of())) {
      if (fits(row, request)) {
        return Optional.of(row);
      }
    }
    return Optional.empty();
  }

  /** Whether a row is of the request's stage and all its conditions fit. */
  public boolean fits(PolicyRow row, PolicyRequest request) {
    if (row.stage() != request.stage()) {
      return false;
    }
    for (Condition condition : row.conditions()) {
      if (!fits(condition, request)) {
        return false;
      }
    }
    return true;
  }

  /** Whether one condition fits. */
  public boolean fits(Condition condition, PolicyRequest request) {
    RequestFacts facts = request.facts();
    Circumstances now = request.circumstances();
    return switch (condition) {
      case Condition.KindIs(var kinds) -> kinds.contains(facts.kind());
      case Condition.AddressIs(Side side, Sense sense, List<AddressPattern> patterns) ->
          meant(sense, any(patterns, party(side, now)));
      case Condition.ServiceIs(Sense sense, Set<String> services) ->
          meant(sense, named(request.service(), services));
      case Condition.ContentHas(Sense sense, Set<String> patterns) ->
          meant(sense, contains(facts, patterns));
      case Condition.SizeWithin(Range octets) -> within(octets, facts.octets());
      case Condition.CharactersWithin(Range characters) -> within(characters, facts.characters());
      case Condition.TimeWithin(Sense sense, WeekTimes times) ->
          meant(sense, times.contains(now.at()));
      case Condition.FailureIs(Sense sense, Set<String> codes) ->
          meant(sense, now.failure().filter(codes::contains).isPresent());
      case Condition.FailedServiceIs(Sense sense, Set<String> services) ->
          meant(sense, now.failedService().filter(services::contains).isPresent());
      case Condition.AttemptsWithin(Range attempts) -> attempts.contains(now.tries());
      case Condition.ClassIs(Side side, Sense sense, Set<String> classes) ->
          meant(sense, named(party(side, now).userClass(), classes));
    };
  }

  /** The party on a side. */
  static Party party(Side side, Circumstances now) {
    return switch (side) {
      case FROM -> now.from();
      case TO -> now.to();
    };
  }

  /** Whether content of any of the patterns is there. */
  static boolean contains(RequestFacts facts, Set<String> patterns) {
    for (String pattern : patterns) {
      if (Criterion.ofContent(pattern).filter(it -> it.measure(facts).isPresent()).isPresent()) {
        return true;
      }
    }
    return false;
  }

  private static boolean meant(Sense sense, boolean fits) {
    return switch (sense) {
      case IS -> fits;
      case IS_NOT -> !fits;
    };
  }

  /** With an empty set: that there is none. */
  private static boolean named(Optional<String> name, Set<String> names) {
    return names.isEmpty() ? name.isEmpty() : name.filter(names::contains).isPresent();
  }

  private static boolean within(Range range, OptionalLong number) {
    return number.isPresent() && range.contains(number.getAsLong());
  }

  private boolean any(List<AddressPattern> patterns, Party party) {
    for (AddressPattern pattern : patterns) {
      boolean fits =
          switch (pattern) {
            case AddressPattern.InList(String list) -> listed(list, party);
            case AddressPattern.Prefix _,
                AddressPattern.NumberRange _,
                AddressPattern.Domain _,
                AddressPattern.Exactly _ ->
                pattern.fits(party);
          };
      if (fits) {
        return true;
      }
    }
    return false;
  }

  private boolean listed(String list, Party party) {
    Listed listed = lists.computeIfAbsent(list, id -> Listed.of(rules.list(id).orElseThrow()));
    return listed.holds(party) || any(listed.others(), party);
  }
}
