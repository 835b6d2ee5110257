package isthmus.gateway.rules;

import isthmus.gateway.store.PostgresRuleSets.Version;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/** A version and what became of it, as JSON shows it. */
record VersionView(
    long version,
    String name,
    String comment,
    String who,
    List<String> authors,
    Instant madeAt,
    From from,
    OptionalLong base,
    Standing state,
    List<Approval> approvals,
    List<Activation> activations,
    List<Failure> failures) {

  /** Where it came from: a draft or a file. */
  record From(OptionalLong draft, boolean file) {}

  /** What others said of it, the latest counting. */
  enum Standing {
    MADE,
    APPROVED,
    REFUSED
  }

  /** What somebody said of it. */
  record Approval(String who, Instant at, Standing verdict, String comment) {}

  /** When it began to rule. */
  record Activation(Instant at, String who, String why, String node) {}

  /** When it was to rule and could not. */
  record Failure(Instant at, String who, String why) {}

  static List<VersionView> all(RuleSets.History history) {
    return history.versions().stream().map(version -> of(version, history)).toList();
  }

  static VersionView of(Version version, RuleSets.History history) {
    List<Approval> approvals =
        history.verdicts().stream()
            .filter(verdict -> verdict.version() == version.version())
            .map(
                v ->
                    new Approval(
                        v.who(),
                        v.at(),
                        v.approved() ? Standing.APPROVED : Standing.REFUSED,
                        v.comment()))
            .toList();
    return new VersionView(
        version.version(),
        version.name(),
        version.comment(),
        version.who(),
        version.authors(),
        version.madeAt(),
        new From(version.draft(), version.file()),
        version.base(),
        approvals.isEmpty() ? Standing.MADE : approvals.getLast().verdict(),
        approvals,
        history.activations().stream()
            .filter(activation -> activation.version() == version.version())
            .map(a -> new Activation(a.at(), a.who(), a.why(), a.node()))
            .toList(),
        history.failures().stream()
            .filter(failure -> failure.version() == version.version())
            .map(f -> new Failure(f.at(), f.who(), f.detail()))
            .toList());
  }
}
