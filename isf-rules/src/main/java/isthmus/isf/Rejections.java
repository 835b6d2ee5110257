package isthmus.isf;

import isthmus.isf.table.Bearing;
import isthmus.isf.table.CellVerdict.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Finds the one reason to give when no service is left. */
final class Rejections {
  private Rejections() {}

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

  static Rejection of(
      SelectionRequest request, List<Candidate> candidates, Predicate<Candidate> eligible) {
    List<Candidate> asked = candidates.stream().filter(eligible).toList();
    if (asked.isEmpty()) {
      return new Rejection(
          RejectionReason.UNKNOWN_SERVICE,
          "no service is known as " + request.identifier().orElseThrow().service());
    }
    List<Candidate> installed =
        asked.stream()
            .filter(candidate -> request.installed().contains(candidate.service()))
            .toList();
    if (installed.isEmpty()) {
      return new Rejection(
          RejectionReason.NOT_INSTALLED, "no function is installed for " + names(asked));
    }
    if (installed.stream().noneMatch(c -> request.originatorServices().contains(c.service()))) {
      return new Rejection(
          RejectionReason.NO_ORIGINATOR_ADDRESS,
          "the originator has no routable address in " + names(installed));
    }
    return ofMail(request, asked)
        .or(() -> beyondTheTable(asked))
        .orElseGet(
            () ->
                new Rejection(
                    RejectionReason.NO_FEASIBLE_SERVICE,
                    asked.stream().map(Rejections::told).collect(Collectors.joining("; "))));
  }

  /**
   * A recipient with a mail address only, where the services that could take the message have no
   * function: that the others cannot reach it is not the address's fault.
   */
  private static Optional<Rejection> ofMail(SelectionRequest request, List<Candidate> asked) {
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
    List<Candidate> fit = asked.stream().filter(Rejections::tableAllows).toList();
    return first(fit, RuledOut.AddressNotValid.class, RejectionReason.ADDRESS_NOT_VALID)
        .or(
            () ->
                first(
                    fit, RuledOut.NoOriginatorAddress.class, RejectionReason.NO_ORIGINATOR_ADDRESS))
        .or(() -> first(fit, RuledOut.AlreadyFailed.class, RejectionReason.NO_FEASIBLE_SERVICE))
        .or(() -> first(fit, RuledOut.NotInstalled.class, RejectionReason.NOT_INSTALLED));
  }

  private static Optional<Rejection> first(
      List<Candidate> fit, Class<? extends RuledOut> kind, RejectionReason reason) {
    return fit.stream()
        .filter(candidate -> candidate.ruledOut().filter(kind::isInstance).isPresent())
        .findFirst()
        .map(candidate -> new Rejection(reason, told(candidate)));
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
    Set<String> names =
        candidates.stream()
            .map(Candidate::service)
            .collect(Collectors.toCollection(java.util.LinkedHashSet::new));
    return String.join(", ", names);
  }
}
