package isthmus.isf;

import isthmus.isf.Selection.Rejected;
import isthmus.isf.policy.Action;
import isthmus.isf.policy.AddressChange;
import isthmus.isf.policy.AddressRewriting;
import isthmus.isf.policy.Circumstances;
import isthmus.isf.policy.Condition.Side;
import isthmus.isf.policy.Party;
import isthmus.isf.policy.PolicyRequest;
import isthmus.isf.policy.PolicyRow;
import isthmus.isf.policy.Stage;
import isthmus.isf.table.RequestKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Selects the service by which a request leaves CPM (CPM SD §5.3.1.2), and answers what the policy
 * table says at other points of its way.
 *
 * <p>A first attempt is asked of the policy table at stage {@link Stage#SELECTION}. After a failure
 * of a service the same process is applied to what is left: stage {@link Stage#FAILURE} is asked
 * first and is the stronger, then stage SELECTION; so it is for a message that leaves CPM because
 * delivery inside CPM failed. Then the routing table that they name, or the first one, decides. The
 * tie-break is total: an accompanying identifier's service first when it is feasible, then the
 * policy's preference, the table's strategy over its soft rows, the user's priorities, and the
 * order of columns.
 *
 * <p>Safe for any thread; takes microseconds and never blocks, except for a request that names a
 * version which the {@link VersionSource} does not have at hand.
 */
public final class InterworkingSelection {
  private final IsfRules rules;
  private final AddressValidity addresses;
  private final SelectionSettings settings;
  private final NotificationBypass notifications;

  /**
   * A selection.
   *
   * @param rules the rule sets that decide; closed by its owner
   * @param addresses who is reached by which service
   * @param settings what the specification leaves to the service provider
   */
  public InterworkingSelection(
      IsfRules rules, AddressValidity addresses, SelectionSettings settings) {
    this.rules = rules;
    this.addresses = addresses;
    this.settings = settings;
    this.notifications = new NotificationBypass(addresses);
  }

  /**
   * Selects a service.
   *
   * @throws IllegalStateException when no rule set was ever activated
   */
  public Selection select(SelectionRequest request) {
    return rules.using(request.version(), active -> select(active, request));
  }

  /**
   * Selects services for a session with several media streams (CPM SD §5.3.1.4.1): one for all when
   * one can take all of them, else stream by stream. All selections are made by the same rules.
   *
   * @throws IllegalStateException when no rule set was ever activated
   */
  public StreamSelection selectStreams(SelectionRequest request) {
    return rules.using(
        request.version(), active -> StreamSplit.of(request, part -> select(active, part)));
  }

  /**
   * Whether a policy table rules at all, so that nobody gathers facts for nothing.
   *
   * @throws IllegalStateException when no rule set was ever activated
   */
  public boolean hasPolicy() {
    return rules.using(OptionalLong.empty(), active -> active.rules().policy().isPresent());
  }

  /**
   * What the policy table says at a stage. It says nothing about disposition notifications.
   *
   * @throws IllegalStateException when no rule set was ever activated
   */
  public PolicyAnswer ask(PolicyRequest request) {
    return ask(request, OptionalLong.empty());
  }

  /**
   * What the policy table of a version says at a stage.
   *
   * @param version the rule set that selected before; empty for the one that rules
   * @throws IllegalStateException when no rule set was ever activated
   */
  public PolicyAnswer ask(PolicyRequest request, OptionalLong version) {
    return rules.using(version, active -> ask(active, request));
  }

  private static PolicyAnswer ask(ActiveRules active, PolicyRequest request) {
    if (request.facts().kind() == RequestKind.DISPOSITION_NOTIFICATION) {
      return PolicyAnswer.silent(active.version());
    }
    Optional<PolicyRow> row = active.compiled().policy(request);
    if (row.isEmpty()) {
      return PolicyAnswer.silent(active.version());
    }
    PolicyMatch match = PolicyMatch.of(row.get());
    Directives directives = new Directives(List.of(match));
    Circumstances now = request.circumstances();
    AddressRewriting rewriting = new AddressRewriting(active.rules());
    return new PolicyAnswer(
        active.version(),
        Optional.of(match),
        rewritten(directives, Side.FROM, now.from(), rewriting),
        rewritten(directives, Side.TO, now.to(), rewriting));
  }

  private static Optional<String> rewritten(
      Directives directives, Side side, Party party, AddressRewriting rewriting) {
    Optional<Directives.By<AddressChange>> change = directives.rewrite(side);
    return change.flatMap(by -> rewriting.apply(by.wanted(), party));
  }

  private Selection select(ActiveRules active, SelectionRequest request) {
    if (request.facts().kind() == RequestKind.DISPOSITION_NOTIFICATION) {
      return notifications.select(active.rules(), request);
    }
    Directives directives = directives(active, request);
    Optional<Directives.By<Action.Reject>> reject = directives.reject();
    return reject.isPresent()
        ? rejected(active, request, directives, reject.get())
        : new TableSelection(active, directives, addresses, settings, request).select();
  }

  private static Directives directives(ActiveRules active, SelectionRequest request) {
    if (active.rules().policy().isEmpty()) {
      return Directives.NONE;
    }
    List<PolicyMatch> matches = new ArrayList<>(2);
    if (request.attempt() > 1 || request.circumstances().failure().isPresent()) {
      match(active, request, Stage.FAILURE).ifPresent(matches::add);
    }
    match(active, request, Stage.SELECTION).ifPresent(matches::add);
    return matches.isEmpty() ? Directives.NONE : new Directives(List.copyOf(matches));
  }

  private static Optional<PolicyMatch> match(
      ActiveRules active, SelectionRequest request, Stage stage) {
    return active
        .compiled()
        .policy(
            new PolicyRequest(
                stage,
                request.facts(),
                request.identifier().map(named -> named.service()),
                request.circumstances()))
        .map(PolicyMatch::of);
  }

  private static Rejected rejected(
      ActiveRules active,
      SelectionRequest request,
      Directives directives,
      Directives.By<Action.Reject> by) {
    Action.Reject reject = by.wanted();
    String text = "policy row " + by.row() + (reject.text().isEmpty() ? "" : ": " + reject.text());
    Explanation explanation =
        new Explanation(
            active.version(),
            request.attempt(),
            request.facts(),
            request.identifier(),
            request.user(),
            new Explanation.Refused(RejectionReason.POLICY, text),
            Set.of(),
            List.of(),
            Optional.empty(),
            directives.matches(),
            Treatment.NONE);
    return new Rejected(RejectionReason.POLICY, text, Optional.of(reject), explanation);
  }
}
