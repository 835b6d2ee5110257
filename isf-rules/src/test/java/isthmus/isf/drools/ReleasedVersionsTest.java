package isthmus.isf.drools;

import static org.assertj.core.api.Assertions.assertThat;

import isthmus.isf.RulesRefusedException;
import isthmus.isf.bench.Samples;
import isthmus.isf.policy.PolicyRequest;
import isthmus.isf.policy.RuleSet;
import isthmus.isf.policy.Stage;
import isthmus.isf.table.RequestFacts;
import isthmus.isf.table.UserAnswers;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.kie.api.KieServices;
import org.kie.api.builder.KieRepository;
import org.kie.api.builder.ReleaseId;

/** Nothing of a version is left when it was closed: no module, no class loader, no session. */
class ReleasedVersionsTest {
  private static final int VERSIONS = 25;
  private static final int MOST_COLLECTIONS = 50;

  private final List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
  private final List<ReleaseId> releases = new ArrayList<>();

  @Test
  void closedVersionsLeaveNoModuleAndNoClassLoader() throws RulesRefusedException {
    RuleSet rules = Samples.big(6);
    for (int version = 0; version < VERSIONS; version++) {
      useOne(rules);
    }
    KieRepository repository = KieServices.get().getRepository();
    assertThat(releases)
        .hasSize(VERSIONS)
        .allSatisfy(release -> assertThat(repository.getKieModule(release)).isNull());
    for (int i = 0; i < MOST_COLLECTIONS && alive() > 1; i++) {
      System.gc();
    }
    // The last one may still be on this thread's stack or in a cache of one entry.
    assertThat(alive()).isLessThanOrEqualTo(1);
  }

  @Test
  void sessionsAreAsManyAsWereUsedAtOnceAndGoWithTheVersion() throws Exception {
    RuleSet rules = Samples.big(40);
    DroolsRules compiled = (DroolsRules) new DroolsRulesCompiler().compile(rules);
    CountDownLatch done = new CountDownLatch(8);
    for (int i = 0; i < 8; i++) {
      Thread.ofVirtual()
          .start(
              () -> {
                try {
                  ask(compiled, rules);
                } finally {
                  done.countDown();
                }
              });
    }
    done.await();
    assertThat(compiled.sessions()).isBetween(1, 8);
    compiled.close();
    assertThat(compiled.sessions()).isZero();
  }

  private void useOne(RuleSet rules) throws RulesRefusedException {
    try (DroolsRules compiled = (DroolsRules) new DroolsRulesCompiler().compile(rules)) {
      ask(compiled, rules);
      releases.add(compiled.release());
      loaders.add(new WeakReference<>(compiled.loader()));
    }
  }

  private static void ask(DroolsRules compiled, RuleSet rules) {
    Samples.requests(rules, 50)
        .forEach(
            request -> {
              RequestFacts facts = request.facts();
              compiled.evaluate(rules.first(), facts, UserAnswers.NONE);
              compiled.policy(
                  new PolicyRequest(
                      Stage.SELECTION, facts, Optional.empty(), request.circumstances()));
            });
  }

  private long alive() {
    return loaders.stream().filter(loader -> loader.get() != null).count();
  }
}
