package isthmus.isf.drools;

import static org.assertj.core.api.Assertions.assertThat;

import isthmus.isf.Fixtures;
import isthmus.isf.TableRefusedException;
import isthmus.isf.table.RequestFacts;
import isthmus.isf.table.RequestKind;
import isthmus.isf.table.UserAnswers;
import org.junit.jupiter.api.Test;
import org.kie.api.KieServices;
import org.kie.api.builder.KieRepository;

class DroolsTableTest {

  @Test
  void aClosedTableLeavesNothingInTheRepositoryOfDrools() throws TableRefusedException {
    KieRepository repository = KieServices.get().getRepository();
    DroolsTable table = (DroolsTable) new DroolsTableCompiler().compile(Fixtures.appendixD());
    assertThat(table.evaluate(RequestFacts.of(RequestKind.SESSION), UserAnswers.NONE)).hasSize(3);
    assertThat(repository.getKieModule(table.release())).isNotNull();
    table.close();
    assertThat(repository.getKieModule(table.release())).isNull();
  }
}
