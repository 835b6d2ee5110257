package isthmus.isf.analysis;

import isthmus.isf.policy.Action;
import isthmus.isf.policy.Action.Forbid;
import isthmus.isf.policy.Action.Force;
import isthmus.isf.policy.Action.Prefer;
import isthmus.isf.policy.Action.Reject;
import isthmus.isf.policy.Action.Rewrite;
import isthmus.isf.policy.Action.UseTable;
import java.util.List;
import java.util.Optional;

/** Which actions say opposite things about the same request. */
final class Contradictions {
  private Contradictions() {}

  /** What two rows disagree about, in a few words. */
  static Optional<String> between(List<Action> upper, List<Action> lower) {
    boolean upperRejects = upper.stream().anyMatch(Reject.class::isInstance);
    boolean lowerRejects = lower.stream().anyMatch(Reject.class::isInstance);
    if (upperRejects != lowerRejects && !upper.isEmpty() && !lower.isEmpty()) {
      return Optional.of(upperRejects ? "that rejects" : "this rejects");
    }
    for (Action one : upper) {
      for (Action other : lower) {
        Optional<String> found = between(one, other).or(() -> oneSided(one, other));
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> between(Action upper, Action lower) {
    if (upper instanceof Force(String one) && lower instanceof Force(String other)) {
      return when(!one.equals(other), "forces " + one + ", this " + other);
    }
    if (upper instanceof Prefer(List<String> one) && lower instanceof Prefer(List<String> other)) {
      return when(
          !one.isEmpty() && !other.isEmpty() && !one.getFirst().equals(other.getFirst()),
          "prefers " + String.join(", ", one) + ", this " + String.join(", ", other));
    }
    if (upper instanceof UseTable(String one) && lower instanceof UseTable(String other)) {
      return when(!one.equals(other), "uses table " + one + ", this " + other);
    }
    if (upper instanceof Rewrite one && lower instanceof Rewrite other) {
      return when(
          one.side() == other.side() && !one.change().equals(other.change()),
          "rewrites the same address in another way");
    }
    if (upper instanceof Reject one && lower instanceof Reject other) {
      return when(
          one.status() != other.status(),
          "rejects with " + one.status() + ", this " + other.status());
    }
    return Optional.empty();
  }

  private static Optional<String> oneSided(Action upper, Action lower) {
    if (upper instanceof Forbid(var services)) {
      return switch (lower) {
        case Force(String service) ->
            when(services.contains(service), "forbids " + service + ", this forces it");
        case Prefer(List<String> preferred) ->
            preferred.stream()
                .filter(services::contains)
                .findFirst()
                .map(service -> "forbids " + service + ", this prefers it");
        case Forbid _,
            UseTable _,
            Reject _,
            Rewrite _,
            Action.Validity _,
            Action.Retry _,
            Action.Content _ ->
            Optional.empty();
      };
    }
    if (lower instanceof Forbid(var services) && upper instanceof Force(String service)) {
      return when(services.contains(service), "forces " + service + ", this forbids it");
    }
    return Optional.empty();
  }

  private static Optional<String> when(boolean contradicts, String words) {
    return contradicts ? Optional.of(words) : Optional.empty();
  }
}
