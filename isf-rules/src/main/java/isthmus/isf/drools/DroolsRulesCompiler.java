package isthmus.isf.drools;

import isthmus.isf.CompiledRules;
import isthmus.isf.RulesCompiler;
import isthmus.isf.RulesRefusedException;
import isthmus.isf.policy.PolicyTable;
import isthmus.isf.policy.RuleSet;
import java.util.Optional;
import java.util.UUID;
import org.drools.model.codegen.ExecutableModelProject;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.Message;
import org.kie.api.builder.ReleaseId;

/** Compiles rule sets with Drools. Safe for any thread. */
public final class DroolsRulesCompiler implements RulesCompiler {
  private static final String FOLDER = "src/main/resources/isthmus/isf/generated/";

  @Override
  public CompiledRules compile(RuleSet rules) throws RulesRefusedException {
    KieServices services = KieServices.get();
    ReleaseId release = services.newReleaseId("isthmus.isf", "table", UUID.randomUUID().toString());
    try {
      return build(services, release, rules);
    } catch (RulesRefusedException | RuntimeException e) {
      services.getRepository().removeKieModule(release);
      throw e instanceof RulesRefusedException refused
          ? refused
          : new RulesRefusedException("the rules do not build: " + e);
    }
  }

  private static CompiledRules build(KieServices services, ReleaseId release, RuleSet rules)
      throws RulesRefusedException {
    KieFileSystem files = services.newKieFileSystem();
    files.generateAndWritePomXML(release);
    files.write(FOLDER + "routing/rows.drl", RuleSource.routing(rules));
    Optional<PolicyTable> policy = rules.policy().filter(table -> !table.rows().isEmpty());
    Optional<PolicyConditions> conditions = policy.map(table -> new PolicyConditions(table, rules));
    conditions.ifPresent(
        known ->
            files.write(
                FOLDER + "policy/rows.drl", RuleSource.policy(policy.orElseThrow(), known)));
    // Drools 10.2 without drools-mvel builds nothing else than the executable model.
    ClassLoader loader = new GeneratedNames();
    KieBuilder builder =
        services.newKieBuilder(files, loader).buildAll(ExecutableModelProject.class);
    if (builder.getResults().hasMessages(Message.Level.ERROR)) {
      throw new RulesRefusedException(
          "the rules do not compile: "
              + builder.getResults().getMessages(Message.Level.ERROR).getFirst().getText());
    }
    return new DroolsRules(rules, conditions, release, services.newKieContainer(release, loader));
  }
}
