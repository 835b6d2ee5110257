package isthmus.isf.drools;

import static org.assertj.core.api.Assertions.assertThat;

import isthmus.isf.Fixtures;
import isthmus.isf.RulesRefusedException;
import isthmus.isf.policy.RuleSet;
import isthmus.isf.table.RequestFacts;
import isthmus.isf.table.RequestKind;
import isthmus.isf.table.UserAnswers;
import org.junit.jupiter.api.Test;
import org.kie.api.KieServices;
import org.kie.api.builder.KieRepository;

class DroolsRulesTest {

  @Test
  void aClosedTableLeavesNothingInTheRepositoryOfDrools() throws RulesRefusedException {
    KieRepository repository = KieServices.get().getRepository();
    DroolsRules table =
        (DroolsRules) new DroolsRulesCompiler().compile(RuleSet.of(Fixtures.appendixD()));
    assertThat(
            table.evaluate(
                Fixtures.appendixD(), RequestFacts.of(RequestKind.SESSION), UserAnswers.NONE))
        .hasSize(3);
    assertThat(repository.getKieModule(table.release())).isNotNull();
    table.close();
    assertThat(repository.getKieModule(table.release())).isNull();
  }
}
