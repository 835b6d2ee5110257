package isthmus.isf;

import isthmus.cpm.address.ServiceIdentifier;
import isthmus.isf.AddressValidity.AddressCheck;
import isthmus.isf.Selection.Choice;
import isthmus.isf.Selection.Rejected;
import isthmus.isf.Selection.Selected;
import isthmus.isf.SelectionSettings.WhenIdentifiedIsInfeasible;
import isthmus.isf.table.Bearing;
import isthmus.isf.table.RequestKind;
import isthmus.isf.table.RowVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Selects the service by which a request leaves CPM (CPM SD §5.3.1.2). The tie-break is total: an
 * accompanying identifier's service first when it is feasible, then the table's strategy over its
 * soft rows, then the order of columns. Safe for any thread; takes microseconds and never blocks.
 */
public final class InterworkingSelection {
  private final IsfTables tables;
  private final AddressValidity addresses;
  private final SelectionSettings settings;

  public InterworkingSelection(
      IsfTables tables, AddressValidity addresses, SelectionSettings settings) {
    this.tables = tables;
    this.addresses = addresses;
    this.settings = settings;
  }

  /**
   * Selects a service.
   *
   * @throws IllegalStateException when no routing table was ever activated
   */
  public Selection select(SelectionRequest request) {
    return tables.using(
        active ->
            request.facts().kind() == RequestKind.DISPOSITION_NOTIFICATION
                ? bypassing(active, request)
                : byTable(active, request));
  }

  /** Straight to the service of the identifier, or rejected; never a second attempt (NOTE 2). */
  private Selection bypassing(ActiveTable active, SelectionRequest request) {
    if (request.identifier().isEmpty()) {
      return rejectedNotification(
          request,
          RejectionReason.NO_SERVICE_IDENTIFIER,
          "a disposition notification without a service identifier cannot be interworked");
    }
    ServiceIdentifier named = request.identifier().get();
    String service = named.service();
    if (!request.installed().contains(service)) {
      boolean known = active.table().column(service).isPresent();
      return known
          ? rejectedNotification(
              request, RejectionReason.NOT_INSTALLED, "no function is installed for " + service)
          : rejectedNotification(
              request, RejectionReason.UNKNOWN_SERVICE, "no service is known as " + service);
    }
    if (request.attempt() > 1 || !request.failed().isEmpty()) {
      return rejectedNotification(
          request,
          RejectionReason.NO_FEASIBLE_SERVICE,
          "disposition notifications are not attempted again");
    }
    if (!request.originatorServices().contains(service)) {
      return rejectedNotification(
          request,
          RejectionReason.NO_ORIGINATOR_ADDRESS,
          "the originator has no address in " + service);
    }
    return switch (addresses.check(service, request.recipient())) {
      case AddressCheck.Invalid(String reason) ->
          rejectedNotification(request, RejectionReason.ADDRESS_NOT_VALID, service + ": " + reason);
      case AddressCheck.Valid(String address) ->
          new Selected(
              new Choice(named, address),
              List.of(),
              Explanation.bypassed(request, new Explanation.Chosen(service)));
    };
  }

  private static Rejected rejectedNotification(
      SelectionRequest request, RejectionReason reason, String text) {
    return new Rejected(
        reason, text, Explanation.bypassed(request, new Explanation.Refused(reason, text)));
  }

  private Selection byTable(ActiveTable active, SelectionRequest request) {
    List<RowVerdict> verdicts = active.compiled().evaluate(request.facts(), request.user());
    Assessment assessment = new Assessment(active.table(), request, addresses, settings, verdicts);
    Predicate<Candidate> eligible = eligible(request);
    Set<String> relaxed = Set.of();
    List<Candidate> candidates = assessment.candidates(relaxed);
    if (!anyFeasible(candidates, eligible)) {
      Set<String> tried = new TreeSet<>();
      for (RowVerdict verdict : verdicts.reversed()) {
        if (verdict.row().bearing() == Bearing.RELAXABLE) {
          tried.add(verdict.row().id());
          List<Candidate> again = assessment.candidates(tried);
          if (anyFeasible(again, eligible)) {
            candidates = again;
            relaxed = Set.copyOf(tried);
            break;
          }
        }
      }
    }
    return outcome(active.version(), request, candidates, eligible, relaxed);
  }

  private Selection outcome(
      long version,
      SelectionRequest request,
      List<Candidate> candidates,
      Predicate<Candidate> eligible,
      Set<String> relaxed) {
    List<Candidate> feasible =
        candidates.stream().filter(Candidate::feasible).filter(eligible).toList();
    Optional<Rejections.Rejection> rejection =
        feasible.isEmpty()
            ? Optional.of(Rejections.of(request, candidates, eligible))
            : Rejections.ofAddress(feasible.getFirst());
    Explanation.Outcome outcome =
        rejection
            .<Explanation.Outcome>map(r -> new Explanation.Refused(r.reason(), r.text()))
            .orElseGet(() -> new Explanation.Chosen(feasible.getFirst().service()));
    Explanation explanation =
        new Explanation(
            version,
            request.attempt(),
            request.facts(),
            request.identifier(),
            request.user(),
            outcome,
            relaxed,
            candidates);
    if (rejection.isPresent()) {
      return new Rejected(rejection.get().reason(), rejection.get().text(), explanation);
    }
    List<Choice> choices = new ArrayList<>(feasible.size());
    for (Candidate candidate : feasible) {
      candidate
          .address()
          .ifPresent(address -> choices.add(new Choice(identifier(request, candidate), address)));
    }
    return new Selected(choices.getFirst(), choices.subList(1, choices.size()), explanation);
  }

  private static ServiceIdentifier identifier(SelectionRequest request, Candidate candidate) {
    return request
        .identifier()
        .filter(named -> named.service().equals(candidate.service()))
        .orElseGet(() -> new ServiceIdentifier(candidate.service(), Optional.empty()));
  }

  /** All services, or only the identifier's when the service provider wants no other tried. */
  private Predicate<Candidate> eligible(SelectionRequest request) {
    if (request.identifier().isEmpty()
        || settings.whenIdentifiedIsInfeasible() == WhenIdentifiedIsInfeasible.TRY_OTHERS) {
      return _ -> true;
    }
    String named = request.identifier().get().service();
    return candidate -> candidate.service().equals(named);
  }

  private static boolean anyFeasible(List<Candidate> candidates, Predicate<Candidate> eligible) {
    for (Candidate candidate : candidates) {
      if (candidate.feasible() && eligible.test(candidate)) {
        return true;
      }
    }
    return false;
  }
}
