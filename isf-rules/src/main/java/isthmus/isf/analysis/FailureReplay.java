package isthmus.isf.analysis;

import isthmus.cpm.address.ServiceIdentifier;
import isthmus.isf.InterworkingSelection;
import isthmus.isf.PolicyAnswer;
import isthmus.isf.Selection;
import isthmus.isf.SelectionRequest;
import isthmus.isf.policy.Action;
import isthmus.isf.policy.Circumstances;
import isthmus.isf.policy.PolicyRequest;
import isthmus.isf.policy.Stage;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Asks a rule set about recorded failures: stage failure, and the selection among the services that
 * had not failed. A service that was given up is taken for having failed for good; pauses are not
 * looked at. Safe for any thread.
 */
final class FailureReplay {
  private static final String CPM = Circumstances.CPM;
  private final InterworkingSelection selection;

  FailureReplay(InterworkingSelection selection) {
    this.selection = selection;
  }

  /**
   * What follows a failure.
   *
   * @param next where the message goes: a service, the same one, or {@code cpm}; empty when it ends
   *     or when it leaves CPM by a service that is not looked for
   * @param words the same in a few words
   * @param known whether the record could tell something else: false when a message leaves CPM that
   *     never did
   */
  record Step(Optional<String> next, String words, boolean known) {
    private static Step to(String service, String words) {
      return new Step(Optional.of(service), words, true);
    }

    private static Step end(String words) {
      return new Step(Optional.empty(), words, true);
    }
  }

  /** What follows one of a message's failures, all before it having gone as recorded. */
  Step after(RecordedRequest recorded, int failure) {
    RecordedFailure failed = recorded.failures().get(failure);
    String service = failed.service().orElseThrow();
    SelectionRequest request =
        recorded.request().withCircumstances(circumstances(recorded.request(), failed));
    PolicyAnswer answer =
        selection.ask(
            new PolicyRequest(
                Stage.FAILURE,
                request.facts(),
                request.identifier().map(ServiceIdentifier::service),
                request.circumstances()));
    Optional<Action.Reject> reject = answer.action(Action.Reject.class);
    if (reject.isPresent()) {
      return Step.end(
          "rejected: "
              + Replay.byPolicy(
                  reject.get(), answer.match().map(match -> match.rowId()).orElse("")));
    }
    return service.equals(CPM)
        ? inCpm(recorded, failed, answer)
        : ofService(recorded, failure, service, answer, request);
  }

  static Circumstances circumstances(SelectionRequest request, RecordedFailure failed) {
    Circumstances known = request.circumstances();
    return new Circumstances(
        known.from(),
        known.to(),
        failed.at(),
        Optional.of(failed.code()),
        failed.service(),
        failed.attempt());
  }

  private static boolean takesAway(PolicyAnswer answer, String service) {
    return answer
            .action(Action.Forbid.class)
            .filter(forbid -> forbid.services().contains(service))
            .isPresent()
        || answer
            .action(Action.Force.class)
            .filter(force -> !force.service().equals(service))
            .isPresent();
  }

  private static Step inCpm(RecordedRequest recorded, RecordedFailure failed, PolicyAnswer answer) {
    boolean mayLeave = recorded.kind() != RecordedRequest.Kind.INBOUND;
    if (mayLeave && takesAway(answer, CPM)) {
      return new Step(
          recorded.chosen(),
          "leaves CPM",
          recorded.chosen().isPresent() && failed.next().equals(recorded.chosen()));
    }
    boolean kept =
        answer.action(Action.Retry.class).filter(retry -> !retry.pauses().isEmpty()).isPresent();
    if (kept || !failed.gaveUp()) {
      return Step.to(CPM, "tried inside CPM again");
    }
    return failed.next().isPresent()
        ? Step.to(failed.next().get(), "leaves CPM")
        : Step.end("not delivered");
  }

  private Step ofService(
      RecordedRequest recorded,
      int failure,
      String service,
      PolicyAnswer answer,
      SelectionRequest request) {
    boolean forGood =
        failed(recorded, failure).gaveUp()
            || answer.action(Action.Retry.class).filter(it -> it.pauses().isEmpty()).isPresent();
    if (!forGood && !takesAway(answer, service)) {
      return Step.to(service, service + " again");
    }
    Map<String, String> gone = new HashMap<>();
    for (RecordedFailure before : recorded.failures().subList(0, failure + 1)) {
      before
          .service()
          .filter(name -> !name.equals(CPM))
          .ifPresent(it -> gone.put(it, before.code()));
    }
    return switch (selection.select(request.reattempt(gone, gone.size() + 1))) {
      case Selection.Selected selected -> {
        String next = selected.chosen().service().service();
        yield Step.to(next, next);
      }
      case Selection.Rejected rejected ->
          rejected.byPolicy().isPresent()
              ? Step.end("rejected: " + Replay.words(rejected))
              : forGood ? Step.end("no other service") : Step.to(service, service + " again");
    };
  }

  private static RecordedFailure failed(RecordedRequest recorded, int failure) {
    return recorded.failures().get(failure);
  }
}
