package isthmus.isf.drools;

import isthmus.isf.CompiledRules;
import isthmus.isf.policy.PolicyReading;
import isthmus.isf.policy.PolicyRequest;
import isthmus.isf.policy.PolicyRow;
import isthmus.isf.policy.RuleSet;
import isthmus.isf.table.Criterion;
import isthmus.isf.table.PlainReading;
import isthmus.isf.table.RequestFacts;
import isthmus.isf.table.RoutingTable;
import isthmus.isf.table.RowVerdict;
import isthmus.isf.table.TableRow;
import isthmus.isf.table.UserAnswers;
import java.util.List;
import java.util.Optional;
import org.kie.api.KieServices;
import org.kie.api.builder.ReleaseId;
import org.kie.api.runtime.KieContainer;
import org.kie.api.runtime.KieContainerSessionsPool;
import org.kie.api.runtime.KieSession;

/**
 * A table compiled to rules. Sessions are pooled: a fresh one for each message costs twice as much.
 */
final class DroolsRules implements CompiledRules {
  private static final int POOLED_SESSIONS = 8;

  private final RoutingTable table;
  private final PolicyReading policy;
  private final List<Criterion> criteria;
  private final ReleaseId release;
  private final KieContainer container;
  private final KieContainerSessionsPool sessions;

  DroolsRules(RuleSet rules, ReleaseId release, KieContainer container) {
    this.table = rules.first();
    this.policy = new PolicyReading(rules);
    this.criteria = rules.first().rows().stream().map(TableRow::criterion).toList();
    this.release = release;
    this.container = container;
    this.sessions = container.newKieSessionsPool(POOLED_SESSIONS);
  }

  @Override
  public Optional<PolicyRow> policy(PolicyRequest request) {
    return policy.first(request);
  }

  @Override
  public List<RowVerdict> evaluate(RoutingTable asked, RequestFacts request, UserAnswers user) {
    if (!asked.equals(table)) {
      return PlainReading.evaluate(asked, request, user);
    }
    RuleVerdict verdict = new RuleVerdict(table, request, user);
    KieSession session = sessions.newKieSession();
    try {
      session.insert(new RuleRequest(request, criteria));
      session.insert(verdict);
      session.fireAllRules();
    } finally {
      session.dispose();
    }
    return verdict.inOrder();
  }

  /** The name under which Drools keeps the module. */
  ReleaseId release() {
    return release;
  }

  /** Without these three calls every version ever activated would stay in memory. */
  @Override
  public void close() {
    sessions.shutdown();
    container.dispose();
    KieServices.get().getRepository().removeKieModule(release);
  }
}
