package isthmus.isf;

import isthmus.cpm.address.ServiceIdentifier;
import isthmus.isf.Rejections.Rejection;
import isthmus.isf.Selection.Choice;
import isthmus.isf.Selection.Rejected;
import isthmus.isf.Selection.Selected;
import isthmus.isf.policy.AddressRewriting;
import isthmus.isf.table.Bearing;
import isthmus.isf.table.RoutingTable;
import isthmus.isf.table.RowVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** One selection by a routing table, after the policy table was asked. */
final class TableSelection {
  private final ActiveRules rules;
  private final Directives directives;
  private final SelectionSettings settings;
  private final SelectionRequest request;
  private final RoutingTable table;
  private final Treatment treatment;
  private final Assessment assessment;

  /** The only service that may be taken, when policy or settings leave no other. */
  private final Optional<String> only;

  TableSelection(
      ActiveRules rules,
      Directives directives,
      AddressValidity addresses,
      SelectionSettings settings,
      SelectionRequest asked) {
    this.rules = rules;
    this.directives = directives;
    this.settings = settings;
    RoutingAddresses routing =
        RoutingAddresses.of(asked, directives, new AddressRewriting(rules.rules()));
    this.treatment = directives.treatment(routing.from().map(Directives.By::wanted));
    this.request =
        treatment.content().isEmpty()
            ? asked
            : asked.withFacts(asked.preview().after(asked.facts(), treatment.content()));
    this.table = directives.table(rules.rules());
    this.assessment = new Assessment(table, request, addresses, settings, directives, routing);
    this.only = directives.force().map(by -> by.wanted().service()).or(this::identifiedOnly);
  }

  private Optional<String> identifiedOnly() {
    return switch (settings.whenIdentifiedIsInfeasible()) {
      case TRY_OTHERS -> Optional.empty();
      case REJECT -> request.identifier().map(ServiceIdentifier::service);
    };
  }

  Selection select() {
    List<RowVerdict> verdicts = rules.compiled().evaluate(table, request.facts(), request.user());
    List<Candidate> candidates = assessment.candidates(verdicts, Set.of());
    if (anyFeasible(candidates)) {
      return outcome(candidates, Set.of());
    }
    // Soft-hearted rows are dropped from the bottom, as few as will do.
    Set<String> dropped = new TreeSet<>();
    for (RowVerdict verdict : verdicts.reversed()) {
      if (verdict.row().bearing() == Bearing.RELAXABLE) {
        dropped.add(verdict.row().id());
        List<Candidate> again = assessment.candidates(verdicts, dropped);
        if (anyFeasible(again)) {
          return outcome(again, Set.copyOf(dropped));
        }
      }
    }
    return outcome(candidates, Set.of());
  }

  private boolean eligible(Candidate candidate) {
    return only.isEmpty() || only.get().equals(candidate.service());
  }

  private boolean anyFeasible(List<Candidate> candidates) {
    for (Candidate candidate : candidates) {
      if (candidate.feasible() && eligible(candidate)) {
        return true;
      }
    }
    return false;
  }

  private Selection outcome(List<Candidate> candidates, Set<String> relaxed) {
    List<Candidate> feasible = new ArrayList<>();
    for (Candidate candidate : candidates) {
      if (candidate.feasible() && eligible(candidate)) {
        feasible.add(candidate);
      }
    }
    Optional<Rejection> rejection =
        feasible.isEmpty()
            ? Optional.of(new Rejections(request, directives, only).of(candidates))
            : Rejections.ofAddress(feasible.getFirst());
    if (rejection.isPresent()) {
      Rejection why = rejection.get();
      return new Rejected(
          why.reason(),
          why.text(),
          Optional.empty(),
          explanation(new Explanation.Refused(why.reason(), why.text()), candidates, relaxed));
    }
    List<Choice> choices = new ArrayList<>(feasible.size());
    for (Candidate candidate : feasible) {
      candidate
          .address()
          .ifPresent(
              address -> choices.add(new Choice(identifier(candidate), address, candidate.from())));
    }
    return new Selected(
        choices.getFirst(),
        choices.subList(1, choices.size()),
        treatment,
        explanation(new Explanation.Chosen(feasible.getFirst().service()), candidates, relaxed));
  }

  private Explanation explanation(
      Explanation.Outcome outcome, List<Candidate> candidates, Set<String> relaxed) {
    return new Explanation(
        rules.version(),
        request.attempt(),
        request.facts(),
        request.identifier(),
        request.user(),
        outcome,
        relaxed,
        candidates,
        Optional.of(table),
        directives.matches(),
        treatment);
  }

  private ServiceIdentifier identifier(Candidate candidate) {
    return request
        .identifier()
        .filter(named -> named.service().equals(candidate.service()))
        .orElseGet(() -> new ServiceIdentifier(candidate.service(), Optional.empty()));
  }
}
