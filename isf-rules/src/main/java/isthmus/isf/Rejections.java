package isthmus.isf;

import isthmus.isf.table.Bearing;
import isthmus.isf.table.CellVerdict.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the one reason to give when no service is left. */
final class Rejections {
  private final SelectionRequest request;
  private final Directives directives;
  private final Optional<String> only;

  /**
   * Reasons for one request.
   *
   * @param only the service that had to be taken, by policy or by the accompanying identifier
   */
  Rejections(SelectionRequest request, Directives directives, Optional<String> only) {
    this.request = request;
    this.directives = directives;
    this.only = only;
  }

  /** A reason and its text for people. */
  record Rejection(RejectionReason reason, String text) {}

  /** Under NOTE 1 to the letter: the best service was selected, but its address is not valid. */
  static Optional<Rejection> ofAddress(Candidate selected) {
    return selected.address().isPresent()
        ? Optional.empty()
        : Optional.of(
            new Rejection(
                RejectionReason.ADDRESS_NOT_VALID,
                "the recipient has no valid address in " + selected.service()));
  }

  Rejection of(List<Candidate> candidates) {
    Rejection why = why(candidates);
    return directives
        .force()
        .map(
            by ->
                new Rejection(
                    why.reason(), why.text() + "; policy row " + by.row() + " allows no other"))
        .orElse(why);
  }

  private Rejection why(List<Candidate> candidates) {
    List<Candidate> asked =
        candidates.stream()
            .filter(candidate -> only.isEmpty() || only.get().equals(candidate.service()))
            .toList();
    if (asked.isEmpty()) {
      return new Rejection(
          RejectionReason.UNKNOWN_SERVICE, "no service is known as " + only.orElse(""));
    }
    List<Candidate> installed =
        asked.stream()
            .filter(candidate -> request.installed().contains(candidate.service()))
            .toList();
    if (installed.isEmpty()) {
      return new Rejection(
          RejectionReason.NOT_INSTALLED, "no function is installed for " + names(asked));
    }
    if (installed.stream().allMatch(this::withoutOriginator)) {
      return new Rejection(
          RejectionReason.NO_ORIGINATOR_ADDRESS,
          "the originator has no routable address in " + names(installed));
    }
    return ofMail(asked)
        .or(() -> beyondTheTable(asked))
        .orElseGet(
            () ->
                new Rejection(
                    RejectionReason.NO_FEASIBLE_SERVICE,
                    asked.stream().map(Rejections::told).collect(Collectors.joining("; "))));
  }

  private boolean withoutOriginator(Candidate candidate) {
    return candidate.from().isEmpty()
        && (candidate
                .ruledOut()
                .filter(RuledOut.RewrittenOriginatorNotValid.class::isInstance)
                .isPresent()
            || !request.originatorServices().contains(candidate.service()));
  }

  /**
   * A recipient with a mail address only, where the services that could take the message have no
   * function: that the others cannot reach it is not the address's fault.
   */
  private Optional<Rejection> ofMail(List<Candidate> asked) {
    boolean mailOnly =
        request.recipient().mail().isPresent()
            && request.recipient().phone().isEmpty()
            && request.recipient().sip().isEmpty();
    List<Candidate> missing =
        asked.stream()
            .filter(Rejections::tableAllows)
            .filter(
                candidate ->
                    candidate
                        .ruledOut()
                        .filter(RuledOut.NotInstalled.class::isInstance)
                        .isPresent())
            .toList();
    return mailOnly && !missing.isEmpty()
        ? Optional.of(
            new Rejection(
                RejectionReason.NOT_INSTALLED,
                "no installed service reaches a mail address; no function is installed for "
                    + names(missing)))
        : Optional.empty();
  }

  /** Where the table itself has nothing against a service, what stood in its way instead. */
  private static Optional<Rejection> beyondTheTable(List<Candidate> asked) {
    for (Beside beside : Beside.values()) {
      for (Candidate candidate : asked) {
        if (tableAllows(candidate) && candidate.ruledOut().filter(beside::is).isPresent()) {
          return Optional.of(
              new Rejection(
                  beside.reason(),
                  beside == Beside.FAILED ? toldOfFailed(asked) : told(candidate)));
        }
      }
    }
    return Optional.empty();
  }

  /** After failures each of them counts, whatever the table says to the service besides. */
  private static String toldOfFailed(List<Candidate> asked) {
    return asked.stream()
        .filter(candidate -> candidate.ruledOut().filter(Beside.FAILED::is).isPresent())
        .map(Rejections::told)
        .collect(Collectors.joining("; "));
  }

  /** What may stand in a service's way besides the table, the most telling first. */
  private enum Beside {
    ADDRESS,
    ORIGINATOR,
    FAILED,
    POLICY,
    INSTALLED;

    private boolean is(RuledOut out) {
      return switch (out) {
        case RuledOut.AddressNotValid _, RuledOut.RewrittenAddressNotValid _ -> this == ADDRESS;
        case RuledOut.NoOriginatorAddress _, RuledOut.RewrittenOriginatorNotValid _ ->
            this == ORIGINATOR;
        case RuledOut.AlreadyFailed _ -> this == FAILED;
        case RuledOut.ByPolicy _ -> this == POLICY;
        case RuledOut.NotInstalled _ -> this == INSTALLED;
        case RuledOut.ByRow _ -> false;
      };
    }

    private RejectionReason reason() {
      return switch (this) {
        case ADDRESS -> RejectionReason.ADDRESS_NOT_VALID;
        case ORIGINATOR -> RejectionReason.NO_ORIGINATOR_ADDRESS;
        case FAILED, POLICY -> RejectionReason.NO_FEASIBLE_SERVICE;
        case INSTALLED -> RejectionReason.NOT_INSTALLED;
      };
    }
  }

  private static boolean tableAllows(Candidate candidate) {
    return candidate.rows().stream()
        .noneMatch(
            check ->
                check.verdict().outcome() == Outcome.FAILED
                    && check.row().bearing() != Bearing.SOFT);
  }

  private static String told(Candidate candidate) {
    return candidate.service()
        + ": "
        + candidate.ruledOut().map(ExplanationText::told).orElse("feasible");
  }

  private static String names(List<Candidate> candidates) {
    return candidates.stream().map(Candidate::service).distinct().collect(Collectors.joining(", "));
  }
}
