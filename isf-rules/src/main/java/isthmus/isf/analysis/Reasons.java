package isthmus.isf.analysis;

import isthmus.isf.Candidate;
import isthmus.isf.PolicyMatch;
import isthmus.isf.RuledOut;
import isthmus.isf.Selection;
import java.util.Optional;

/** Why one service was taken and not another, in a clause without addresses. */
final class Reasons {
  private Reasons() {}

  static String against(String other, String chosen, Optional<Selection> selection) {
    if (selection.isEmpty()) {
      return "";
    }
    Optional<Candidate> candidate =
        selection.get().candidates().stream()
            .filter(found -> found.service().equals(other))
            .findFirst();
    if (candidate.isEmpty()) {
      return selection.get().candidates().isEmpty()
          ? ""
          : chosen + " can take it" + by(selection.get());
    }
    return candidate
        .get()
        .ruledOut()
        .map(out -> other + " " + told(out, candidate.get()))
        .orElseGet(() -> chosen + " comes before " + other + by(selection.get()));
  }

  private static String by(Selection selection) {
    return selection.explanation().matches().stream()
        .findFirst()
        .map(PolicyMatch::label)
        .map(label -> "; policy row " + Phrases.quoted(label) + " fits")
        .orElse("");
  }

  private static String told(RuledOut out, Candidate candidate) {
    return switch (out) {
      case RuledOut.ByRow(String row) -> "is ruled out by " + Phrases.quoted(label(candidate, row));
      case RuledOut.NotInstalled() -> "has no function";
      case RuledOut.AlreadyFailed _ -> "failed already";
      case RuledOut.NoOriginatorAddress() -> "has no address of the originator";
      case RuledOut.AddressNotValid _ -> "does not reach the recipient";
      case RuledOut.ByPolicy(String row) -> "is ruled out by policy row " + row;
      case RuledOut.RewrittenAddressNotValid(String row, String _) ->
          "does not reach the address of policy row " + row;
      case RuledOut.RewrittenOriginatorNotValid(String row, String _) ->
          "cannot use the originator's address of policy row " + row;
    };
  }

  private static String label(Candidate candidate, String row) {
    return candidate.rows().stream()
        .filter(check -> check.row().id().equals(row))
        .map(check -> check.row().label())
        .findFirst()
        .orElse(row);
  }
}
