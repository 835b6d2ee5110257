package isthmus.isf.drools;

import isthmus.isf.CompiledRules;
import isthmus.isf.policy.PolicyRequest;
import isthmus.isf.policy.PolicyRow;
import isthmus.isf.policy.PolicyTable;
import isthmus.isf.policy.RuleSet;
import isthmus.isf.policy.Stage;
import isthmus.isf.table.RequestFacts;
import isthmus.isf.table.RoutingTable;
import isthmus.isf.table.RowVerdict;
import isthmus.isf.table.UserAnswers;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kie.api.KieServices;
import org.kie.api.builder.ReleaseId;
import org.kie.api.runtime.KieContainer;

/** A rule set compiled to rules. */
final class DroolsRules implements CompiledRules {
  private final List<TableCells> tables;
  private final List<PolicyRow> rows;
  private final Optional<PolicyConditions> conditions;
  private final Map<Stage, PolicyIndex> stages = new EnumMap<>(Stage.class);
  private final ReleaseId release;
  private final KieContainer container;
  private final Sessions sessions;

  DroolsRules(
      RuleSet rules,
      Optional<PolicyConditions> conditions,
      ReleaseId release,
      KieContainer container) {
    this.tables = rules.tables().stream().map(TableCells::new).toList();
    this.rows = rules.policy().map(PolicyTable::rows).orElse(List.of());
    this.conditions = conditions;
    this.release = release;
    this.container = container;
    this.sessions = new Sessions(container.getKieBase());
    conditions.ifPresent(
        known -> {
          for (Stage stage : Stage.values()) {
            stages.put(stage, new PolicyIndex(stage, rows, known));
          }
        });
  }

  /** Asks the rules of the rows that can fit, from the top, until one says that it does. */
  @Override
  public Optional<PolicyRow> policy(PolicyRequest request) {
    PolicyIndex index = stages.get(request.stage());
    if (conditions.isEmpty() || index == null || index.isEmpty()) {
      return Optional.empty();
    }
    PolicyQuestion question = new PolicyQuestion(conditions.get(), request);
    long[] candidates = index.candidates(question);
    for (int word = 0; word < candidates.length; word++) {
      if (candidates[word] != 0) {
        return first(candidates, word, index, question);
      }
    }
    return Optional.empty();
  }

  private Optional<PolicyRow> first(
      long[] candidates, int from, PolicyIndex index, PolicyQuestion question) {
    try (Sessions.Use use = sessions.use()) {
      for (int word = from; word < candidates.length; word++) {
        for (long left = candidates[word]; left != 0; left &= left - 1) {
          int row = index.row(word * Long.SIZE + Long.numberOfTrailingZeros(left));
          question.ask(row);
          use.fire(question);
          if (question.fitted()) {
            return Optional.of(rows.get(row));
          }
        }
      }
    }
    return Optional.empty();
  }

  @Override
  public List<RowVerdict> evaluate(RoutingTable table, RequestFacts request, UserAnswers user) {
    int number = number(table);
    TableQuestion question = new TableQuestion(number, tables.get(number), request, user);
    try (Sessions.Use use = sessions.use()) {
      use.fire(question);
    }
    return question.inOrder();
  }

  private int number(RoutingTable table) {
    for (int number = 0; number < tables.size(); number++) {
      if (tables.get(number).table().id().equals(table.id())) {
        return number;
      }
    }
    throw new IllegalArgumentException("no routing table of these rules: " + table.id());
  }

  /** The name under which Drools keeps the module. */
  ReleaseId release() {
    return release;
  }

  /** Where the classes of the rules live; it goes with the last reference to the version. */
  ClassLoader loader() {
    return container.getClassLoader();
  }

  /** Sessions that are kept or in use. */
  int sessions() {
    return sessions.live();
  }

  /** Without these three calls every version ever activated would stay in memory. */
  @Override
  public void close() {
    sessions.close();
    container.dispose();
    KieServices.get().getRepository().removeKieModule(release);
  }
}
