package isthmus.isf.analysis;

import isthmus.isf.policy.Condition;
import isthmus.isf.policy.Condition.AddressIs;
import isthmus.isf.policy.Condition.AttemptsWithin;
import isthmus.isf.policy.Condition.CharactersWithin;
import isthmus.isf.policy.Condition.ClassIs;
import isthmus.isf.policy.Condition.ContentHas;
import isthmus.isf.policy.Condition.FailedServiceIs;
import isthmus.isf.policy.Condition.FailureIs;
import isthmus.isf.policy.Condition.KindIs;
import isthmus.isf.policy.Condition.Sense;
import isthmus.isf.policy.Condition.ServiceIs;
import isthmus.isf.policy.Condition.SizeWithin;
import isthmus.isf.policy.Condition.TimeWithin;
import isthmus.isf.policy.PolicyRow;
import isthmus.isf.policy.Range;
import isthmus.isf.policy.RuleSet;
import isthmus.isf.table.RequestKind;
import java.util.BitSet;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How conditions relate: what follows from what, and what excludes what. What it says is certain;
 * what it cannot be certain of it denies. Used by one thread.
 */
final class Conditions {
  private static final Set<String> NONE = Set.of("none");

  private final RuleSet rules;
  private final Map<List<?>, PatternSet> patterns = new HashMap<>();
  private final Map<TimeWithin, Optional<BitSet>> weeks = new HashMap<>();

  Conditions(RuleSet rules) {
    this.rules = rules;
  }

  /** Whether the first row fits everything that the second fits. */
  boolean covers(PolicyRow wide, PolicyRow narrow) {
    return wide.conditions().stream()
        .allMatch(
            condition ->
                isEverything(condition)
                    || narrow.conditions().stream().anyMatch(b -> follows(b, condition)));
  }

  /** Whether there is nothing that both rows fit. */
  boolean excludes(PolicyRow a, PolicyRow b) {
    return a.conditions().stream()
        .anyMatch(one -> b.conditions().stream().anyMatch(other -> excludes(one, other)));
  }

  /** Whether a condition fits nothing at all. */
  boolean isNothing(Condition condition) {
    return switch (condition) {
      case KindIs(var kinds) -> kinds.isEmpty();
      case AddressIs is -> is.sense() == Sense.IS && set(is).isEmpty();
      case TimeWithin time ->
          time.sense() == Sense.IS_NOT && week(time).filter(BitSet::isEmpty).isPresent();
      case ContentHas(Sense sense, Set<String> patterns) -> sense == Sense.IS && patterns.isEmpty();
      case FailureIs(Sense sense, Set<String> codes) -> sense == Sense.IS && codes.isEmpty();
      case ServiceIs _,
          FailedServiceIs _,
          ClassIs _,
          SizeWithin _,
          CharactersWithin _,
          AttemptsWithin _ ->
          false;
    };
  }

  private boolean isEverything(Condition condition) {
    return switch (condition) {
      case AddressIs is -> is.sense() == Sense.IS_NOT && set(is).isEmpty();
      case TimeWithin time -> week(time).filter(WeekBits::isWholeWeek).isPresent();
      case AttemptsWithin(Range attempts) ->
          attempts.least() == 0 && attempts.most() == Long.MAX_VALUE;
      case KindIs(var kinds) -> kinds.containsAll(EnumSet.allOf(RequestKind.class));
      case ServiceIs _,
          ContentHas _,
          SizeWithin _,
          CharactersWithin _,
          FailureIs _,
          FailedServiceIs _,
          ClassIs _ ->
          false;
    };
  }

  /** Whether whatever fits the first fits the second. */
  boolean follows(Condition narrow, Condition wide) {
    return switch (wide) {
      case KindIs(var kinds) -> narrow instanceof KindIs(var few) && kinds.containsAll(few);
      case AddressIs is -> narrow instanceof AddressIs few && follows(few, is);
      case ServiceIs(Sense sense, var all) ->
          narrow instanceof ServiceIs(Sense of, var few) && follows(of, few, sense, all);
      case FailedServiceIs(Sense sense, var all) ->
          narrow instanceof FailedServiceIs(Sense of, var few) && follows(of, few, sense, all);
      case FailureIs(Sense sense, var all) ->
          narrow instanceof FailureIs(Sense of, var few) && follows(of, few, sense, all);
      case ClassIs(var side, Sense sense, var all) ->
          narrow instanceof ClassIs(var its, Sense of, var few)
              && its == side
              && follows(of, few, sense, all);
      case ContentHas has -> narrow instanceof ContentHas few && follows(few, has);
      case SizeWithin(Range range) -> narrow instanceof SizeWithin(Range few) && within(few, range);
      case CharactersWithin(Range range) ->
          narrow instanceof CharactersWithin(Range few) && within(few, range);
      case AttemptsWithin(Range range) ->
          narrow instanceof AttemptsWithin(Range few) && within(few, range);
      case TimeWithin time -> narrow instanceof TimeWithin few && follows(few, time);
    };
  }

  private boolean follows(AddressIs narrow, AddressIs wide) {
    if (narrow.side() != wide.side()) {
      return false;
    }
    if (narrow.equals(wide)) {
      return true;
    }
    PatternSet few = set(narrow);
    PatternSet all = set(wide);
    return switch (wide.sense()) {
      case IS -> narrow.sense() == Sense.IS && all.covers(few);
      case IS_NOT ->
          switch (narrow.sense()) {
            case IS -> few.excludes(all);
            case IS_NOT -> few.covers(all);
          };
    };
  }

  private static boolean follows(ContentHas narrow, ContentHas wide) {
    if (narrow.sense() != wide.sense()) {
      return false;
    }
    return switch (wide.sense()) {
      case IS -> covered(wide.patterns(), narrow.patterns());
      case IS_NOT -> covered(narrow.patterns(), wide.patterns());
    };
  }

  private static boolean covered(Set<String> wide, Set<String> narrow) {
    return narrow.stream()
        .allMatch(few -> wide.stream().anyMatch(all -> Contents.covers(all, few)));
  }

  private boolean follows(TimeWithin narrow, TimeWithin wide) {
    if (narrow.equals(wide)) {
      return true;
    }
    Optional<BitSet> few = week(narrow);
    Optional<BitSet> all = week(wide);
    return few.isPresent()
        && all.isPresent()
        && narrow.times().zone().equals(wide.times().zone())
        && WeekBits.holds(all.get(), few.get());
  }

  private static boolean follows(
      Sense narrowSense, Set<String> narrow, Sense wideSense, Set<String> wide) {
    Set<String> few = narrow.isEmpty() ? NONE : narrow;
    Set<String> all = wide.isEmpty() ? NONE : wide;
    return switch (wideSense) {
      case IS -> narrowSense == Sense.IS && all.containsAll(few);
      case IS_NOT ->
          switch (narrowSense) {
            case IS -> Collections.disjoint(few, all);
            case IS_NOT -> few.containsAll(all);
          };
    };
  }

  private static boolean within(Range few, Range all) {
    return few.least() >= all.least() && few.most() <= all.most();
  }

  /** Whether nothing fits both. */
  boolean excludes(Condition a, Condition b) {
    return switch (a) {
      case KindIs(var kinds) ->
          b instanceof KindIs(var others) && Collections.disjoint(kinds, others);
      case AddressIs is -> b instanceof AddressIs other && excludes(is, other);
      case ServiceIs(Sense sense, var of) ->
          b instanceof ServiceIs(Sense other, var others) && excludes(sense, of, other, others);
      case FailedServiceIs(Sense sense, var of) ->
          b instanceof FailedServiceIs(Sense other, var others)
              && excludes(sense, of, other, others);
      case FailureIs(Sense sense, var of) ->
          b instanceof FailureIs(Sense other, var others) && excludes(sense, of, other, others);
      case ClassIs(var side, Sense sense, var of) ->
          b instanceof ClassIs(var its, Sense other, var others)
              && its == side
              && excludes(sense, of, other, others);
      case ContentHas has -> b instanceof ContentHas other && excludes(has, other);
      case SizeWithin(Range range) -> b instanceof SizeWithin(Range other) && apart(range, other);
      case CharactersWithin(Range range) ->
          b instanceof CharactersWithin(Range other) && apart(range, other);
      case AttemptsWithin(Range range) ->
          b instanceof AttemptsWithin(Range other) && apart(range, other);
      case TimeWithin time -> b instanceof TimeWithin other && excludes(time, other);
    };
  }

  private boolean excludes(AddressIs a, AddressIs b) {
    if (a.side() != b.side() || (a.sense() == Sense.IS_NOT && b.sense() == Sense.IS_NOT)) {
      return false;
    }
    if (a.sense() == b.sense()) {
      return set(a).excludes(set(b));
    }
    return a.sense() == Sense.IS ? set(b).covers(set(a)) : set(a).covers(set(b));
  }

  /** A request may contain several things, so two that are wanted never exclude each other. */
  private static boolean excludes(ContentHas a, ContentHas b) {
    if (a.sense() == b.sense()) {
      return false;
    }
    return a.sense() == Sense.IS
        ? covered(b.patterns(), a.patterns())
        : covered(a.patterns(), b.patterns());
  }

  private boolean excludes(TimeWithin a, TimeWithin b) {
    Optional<BitSet> one = week(a);
    Optional<BitSet> other = week(b);
    return one.isPresent()
        && other.isPresent()
        && a.times().zone().equals(b.times().zone())
        && !one.get().intersects(other.get());
  }

  private static boolean excludes(Sense sense, Set<String> of, Sense other, Set<String> others) {
    Set<String> one = of.isEmpty() ? NONE : of;
    Set<String> two = others.isEmpty() ? NONE : others;
    if (sense == Sense.IS && other == Sense.IS) {
      return Collections.disjoint(one, two);
    }
    if (sense == other) {
      return false;
    }
    return sense == Sense.IS ? two.containsAll(one) : one.containsAll(two);
  }

  private static boolean apart(Range a, Range b) {
    return a.most() < b.least() || b.most() < a.least();
  }

  private PatternSet set(AddressIs is) {
    return patterns.computeIfAbsent(is.patterns(), _ -> new PatternSet(is.patterns(), rules));
  }

  /** Minutes in which a condition fits, its sense applied. */
  private Optional<BitSet> week(TimeWithin time) {
    return weeks.computeIfAbsent(
        time,
        _ ->
            WeekBits.of(time.times())
                .map(bits -> time.sense() == Sense.IS ? bits : WeekBits.others(bits)));
  }
}
