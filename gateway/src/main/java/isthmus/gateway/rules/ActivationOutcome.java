package isthmus.gateway.rules;

import isthmus.gateway.rules.RuleSets.Ruling;
import isthmus.gateway.store.PostgresActivations.Outcome;
import java.util.OptionalLong;

/** Tells whoever wanted a version to rule what became of it. */
final class ActivationOutcome {
  private ActivationOutcome() {}

  /** What rules now, or why the version does not. */
  static Ruling ruling(long version, Outcome outcome) throws NotPossibleException {
    return switch (outcome) {
      case Outcome.Rules(OptionalLong before) -> new Ruling(version, before);
      case Outcome.Unknown _ -> throw RuleSets.unknown(version);
      case Outcome.Unexpected(OptionalLong ruling) ->
          throw NotPossibleException.conflict(
              "expecting",
              "another version rules by now"
                  + (ruling.isPresent() ? ": " + ruling.getAsLong() : ""));
      case Outcome.NotApproved _ ->
          throw NotPossibleException.conflict(
              "version", "version " + version + " has to be approved by somebody else first");
      case Outcome.Refused(String by) ->
          throw NotPossibleException.conflict(
              "version", "version " + version + " was refused by " + by);
    };
  }
}
