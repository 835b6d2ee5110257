package isthmus.isf.drools;

import isthmus.isf.CompiledTable;
import isthmus.isf.TableCompiler;
import isthmus.isf.TableRefusedException;
import isthmus.isf.table.RoutingTable;
import java.util.UUID;
import org.drools.model.codegen.ExecutableModelProject;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.Message;
import org.kie.api.builder.ReleaseId;

/** Compiles routing tables with Drools. Safe for any thread. */
public final class DroolsTableCompiler implements TableCompiler {

  @Override
  public CompiledTable compile(RoutingTable table) throws TableRefusedException {
    KieServices services = KieServices.get();
    ReleaseId release = services.newReleaseId("isthmus.isf", "table", UUID.randomUUID().toString());
    try {
      return build(services, release, table);
    } catch (TableRefusedException | RuntimeException e) {
      services.getRepository().removeKieModule(release);
      throw e instanceof TableRefusedException refused
          ? refused
          : new TableRefusedException("the rules of table " + table.id() + " do not build: " + e);
    }
  }

  private static CompiledTable build(KieServices services, ReleaseId release, RoutingTable table)
      throws TableRefusedException {
    KieFileSystem files = services.newKieFileSystem();
    files.generateAndWritePomXML(release);
    files.write("src/main/resources/isthmus/isf/generated/rows.drl", RuleSource.of(table));
    // Drools 10.2 without drools-mvel builds nothing else than the executable model.
    KieBuilder builder = services.newKieBuilder(files).buildAll(ExecutableModelProject.class);
    if (builder.getResults().hasMessages(Message.Level.ERROR)) {
      throw new TableRefusedException(
          "the rules of table "
              + table.id()
              + " do not compile: "
              + builder.getResults().getMessages(Message.Level.ERROR).getFirst().getText());
    }
    return new DroolsTable(table, release, services.newKieContainer(release));
  }
}
