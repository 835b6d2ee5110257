package isthmus.isf.policy;

import isthmus.isf.policy.Condition.Sense;
import isthmus.isf.policy.Condition.Side;
import isthmus.isf.table.RequestKind;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Writes conditions and actions as the cells that {@link PolicyCells} reads. Pure functions. */
public final class PolicyTexts {
  private PolicyTexts() {}

  /** The heading that a condition stands below. */
  public static PolicyHeading heading(Condition condition) {
    return switch (condition) {
      case Condition.KindIs _ -> PolicyHeading.KIND;
      case Condition.AddressIs(Side side, Sense _, List<AddressPattern> _) ->
          side == Side.FROM ? PolicyHeading.FROM : PolicyHeading.TO;
      case Condition.ServiceIs _ -> PolicyHeading.SERVICE;
      case Condition.ContentHas _ -> PolicyHeading.CONTENT;
      case Condition.SizeWithin _ -> PolicyHeading.SIZE;
      case Condition.CharactersWithin _ -> PolicyHeading.CHARACTERS;
      case Condition.TimeWithin _ -> PolicyHeading.WHEN;
      case Condition.FailureIs _ -> PolicyHeading.FAILURE;
      case Condition.FailedServiceIs _ -> PolicyHeading.FAILED_SERVICE;
      case Condition.AttemptsWithin _ -> PolicyHeading.ATTEMPTS;
      case Condition.ClassIs(Side side, Sense _, Set<String> _) ->
          side == Side.FROM ? PolicyHeading.FROM_CLASS : PolicyHeading.TO_CLASS;
    };
  }

  /** The heading that an action stands below. */
  public static PolicyHeading heading(Action action) {
    return switch (action) {
      case Action.Force _ -> PolicyHeading.FORCE;
      case Action.Forbid _ -> PolicyHeading.FORBID;
      case Action.Prefer _ -> PolicyHeading.PREFER;
      case Action.UseTable _ -> PolicyHeading.TABLE;
      case Action.Reject _ -> PolicyHeading.REJECT;
      case Action.Rewrite(Side side, AddressChange _) ->
          side == Side.FROM ? PolicyHeading.REWRITE_FROM : PolicyHeading.REWRITE_TO;
      case Action.Validity _ -> PolicyHeading.VALIDITY;
      case Action.Retry _ -> PolicyHeading.RETRY;
      case Action.Content _ -> PolicyHeading.CHANGE_CONTENT;
    };
  }

  /** The cell of a condition. */
  public static String text(Condition condition) {
    return switch (condition) {
      case Condition.KindIs(Set<RequestKind> kinds) ->
          Arrays.stream(RequestKind.values())
              .filter(kinds::contains)
              .map(RequestKind::words)
              .collect(Collectors.joining(", "));
      case Condition.AddressIs(Side _, Sense sense, List<AddressPattern> patterns) ->
          not(sense)
              + patterns.stream().map(AddressGrammar::text).collect(Collectors.joining(", "));
      case Condition.ServiceIs(Sense sense, Set<String> services) -> not(sense) + orNone(services);
      case Condition.ContentHas(Sense sense, Set<String> patterns) -> not(sense) + sorted(patterns);
      case Condition.SizeWithin(Range octets) -> RangeGrammar.text(octets);
      case Condition.CharactersWithin(Range characters) -> RangeGrammar.text(characters);
      case Condition.TimeWithin(Sense sense, WeekTimes times) ->
          not(sense) + TimesGrammar.text(times);
      case Condition.FailureIs(Sense sense, Set<String> codes) -> not(sense) + sorted(codes);
      case Condition.FailedServiceIs(Sense sense, Set<String> services) ->
          not(sense) + sorted(services);
      case Condition.AttemptsWithin(Range attempts) -> RangeGrammar.text(attempts);
      case Condition.ClassIs(Side _, Sense sense, Set<String> classes) ->
          not(sense) + orNone(classes);
    };
  }

  /** The cell of an action. */
  public static String text(Action action) {
    return switch (action) {
      case Action.Force(String service) -> service;
      case Action.Forbid(Set<String> services) -> sorted(services);
      case Action.Prefer(List<String> services) -> String.join(", ", services);
      case Action.UseTable(String table) -> table;
      case Action.Reject(int status, String text) -> (status + " " + text).strip();
      case Action.Rewrite(Side _, AddressChange change) -> ChangeGrammar.text(change);
      case Action.Validity(Duration period) -> DurationGrammar.text(period);
      case Action.Retry(List<Duration> pauses) ->
          pauses.isEmpty()
              ? PolicyCells.NONE
              : pauses.stream().map(DurationGrammar::text).collect(Collectors.joining(", "));
      case Action.Content(ContentChange change) -> ChangeGrammar.text(change);
    };
  }

  private static String not(Sense sense) {
    return sense == Sense.IS_NOT ? "not " : "";
  }

  private static String orNone(Set<String> words) {
    return words.isEmpty() ? PolicyCells.NONE : sorted(words);
  }

  private static String sorted(Collection<String> words) {
    return String.join(", ", new TreeSet<>(words));
  }
}
