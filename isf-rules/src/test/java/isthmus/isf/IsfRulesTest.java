package isthmus.isf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import isthmus.isf.bench.Samples;
import isthmus.isf.policy.Action;
import isthmus.isf.policy.AddressChange;
import isthmus.isf.policy.Condition;
import isthmus.isf.policy.PolicyRequest;
import isthmus.isf.policy.PolicyRow;
import isthmus.isf.policy.PolicyTable;
import isthmus.isf.policy.RuleSet;
import isthmus.isf.policy.Stage;
import isthmus.isf.table.PlainReading;
import isthmus.isf.table.RequestFacts;
import isthmus.isf.table.RoutingTable;
import isthmus.isf.table.RowVerdict;
import isthmus.isf.table.UserAnswers;
import java.lang.management.ManagementFactory;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class IsfRulesTest {
  private static final String SMS_FIRST = ",SMS,MMS\nText ok,Yes,Yes\n";
  private static final String MMS_FIRST = ",MMS,SMS\nText ok,Yes,Yes\nPicture ok,Yes,No\n";

  /** A compiler whose tables are read plainly, and that can be told to fail or to lie. */
  private static final class PlainCompiler implements RulesCompiler {
    private final AtomicInteger open = new AtomicInteger();
    private boolean failing = false;
    private boolean lying = false;

    @Override
    public CompiledRules compile(RuleSet rules) throws RulesRefusedException {
      if (failing) {
        throw new RulesRefusedException("no such rule");
      }
      boolean lies = lying;
      open.incrementAndGet();
      return new CompiledRules() {
        @Override
        public List<RowVerdict> evaluate(
            RoutingTable table, RequestFacts request, UserAnswers user) {
          return lies ? List.of() : PlainReading.evaluate(table, request, user);
        }

        @Override
        public Optional<PolicyRow> policy(PolicyRequest request) {
          return Optional.empty();
        }

        @Override
        public void close() {
          open.decrementAndGet();
        }
      };
    }
  }

  @Test
  void aPreparedTableDecidesOnceItIsActivated() {
    PlainCompiler compiler = new PlainCompiler();
    try (IsfRules tables = new IsfRules(compiler, InstantSource.system(), VersionSource.NONE)) {
      tables.activate(1, RuleSet.of(Fixtures.table(SMS_FIRST)));
      PreparedRules prepared = prepared(tables.prepare(RuleSet.of(Fixtures.table(MMS_FIRST))));
      assertThat(tables.version()).hasValue(1);
      assertThat(tables.activate(2, prepared).replaced()).hasValue(1);
      assertThat(tables.rules()).contains(RuleSet.of(Fixtures.table(MMS_FIRST)));
      assertThatThrownBy(() -> tables.activate(3, prepared))
          .isInstanceOf(IllegalStateException.class);
      prepared.close();
      assertThat(tables.version()).hasValue(2);
      assertThat(compiler.open).hasValue(1);
    }
    assertThat(compiler.open).hasValue(0);
  }

  @Test
  void aPreparedTableThatIsClosedLeavesNothingBehind() {
    PlainCompiler compiler = new PlainCompiler();
    try (IsfRules tables = new IsfRules(compiler, InstantSource.system(), VersionSource.NONE)) {
      prepared(tables.prepare(RuleSet.of(Fixtures.table(SMS_FIRST)))).close();
      assertThat(compiler.open).hasValue(0);
      assertThat(tables.version()).isEmpty();
      compiler.failing = true;
      assertThat(tables.prepare(RuleSet.of(Fixtures.table(SMS_FIRST))))
          .isEqualTo(new Preparation.Refused("no such rule"));
    }
  }

  private static PreparedRules prepared(Preparation preparation) {
    return switch (preparation) {
      case Preparation.Ready(PreparedRules prepared) -> prepared;
      case Preparation.Refused(String why) -> throw new AssertionError(why);
    };
  }

  @Test
  void aTableThatDoesNotCompileLeavesTheOldOneActive() {
    PlainCompiler compiler = new PlainCompiler();
    try (IsfRules tables = new IsfRules(compiler, InstantSource.system(), VersionSource.NONE)) {
      tables.activate(7, RuleSet.of(Fixtures.table(SMS_FIRST)));
      compiler.failing = true;
      assertThat(tables.activate(RuleSet.of(Fixtures.table(MMS_FIRST))))
          .isEqualTo(new Activation.Refused("no such rule", OptionalLong.of(7)));
      assertThat(tables.version()).hasValue(7);
      assertThat(chosen(Fixtures.selection(tables))).isEqualTo("sms");
    }
    assertThat(compiler.open).hasValue(0);
  }

  @Test
  void rulesThatSaySomethingElseThanTheTableNeverBecomeActive() {
    PlainCompiler compiler = new PlainCompiler();
    compiler.lying = true;
    try (IsfRules tables = new IsfRules(compiler, InstantSource.system(), VersionSource.NONE)) {
      assertThat(tables.activate(RuleSet.of(Fixtures.table(SMS_FIRST))))
          .isInstanceOfSatisfying(
              Activation.Refused.class,
              refused -> assertThat(refused.why()).contains("do not say what the table says"));
      assertThat(tables.version()).isEmpty();
      assertThat(tables.validate(RuleSet.of(Fixtures.table(SMS_FIRST)))).isPresent();
    }
    assertThat(compiler.open).hasValue(0);
  }

  @Test
  void aReplacedTableIsClosedWhenItsLastUserIsDone() {
    PlainCompiler compiler = new PlainCompiler();
    try (IsfRules tables = new IsfRules(compiler, InstantSource.system(), VersionSource.NONE)) {
      tables.activate(RuleSet.of(Fixtures.table(SMS_FIRST)));
      int openInside =
          tables.using(
              OptionalLong.empty(),
              _ -> {
                tables.activate(RuleSet.of(Fixtures.table(MMS_FIRST)));
                return compiler.open.get();
              });
      assertThat(openInside).isEqualTo(2);
      assertThat(compiler.open).hasValue(1);
      assertThat(tables.activate(1, RuleSet.of(Fixtures.table(SMS_FIRST))))
          .isInstanceOfSatisfying(
              Activation.Activated.class, back -> assertThat(back.replaced()).hasValue(2));
    }
    assertThat(compiler.open).hasValue(0);
  }

  @Test
  void aMessageUnderWayIsAnsweredByTheVersionThatSelectedIt() {
    RuleSet before = RuleSet.of(Fixtures.table(SMS_FIRST));
    VersionSource earlier = version -> version == 4 ? Optional.of(before) : Optional.empty();
    PlainCompiler compiler = new PlainCompiler();
    try (IsfRules rules = new IsfRules(compiler, InstantSource.system(), earlier)) {
      rules.activate(5, RuleSet.of(Fixtures.table(MMS_FIRST)));
      InterworkingSelection selection = Fixtures.selection(rules);
      SelectionRequest request = Fixtures.request(Fixtures.text(10));
      Selection old = selection.select(request.withVersion(4));
      assertThat(((Selection.Selected) old).chosen().service().service()).isEqualTo("sms");
      assertThat(old.version()).isEqualTo(4);
      assertThat(selection.select(request).version()).isEqualTo(5);
      assertThat(selection.select(request.withVersion(5)).version()).isEqualTo(5);
      // One that is not to be had any more is answered by the one that rules.
      assertThat(selection.select(request.withVersion(3)).version()).isEqualTo(5);
      // Nothing was compiled for it.
      assertThat(compiler.open).hasValue(1);
    }
  }

  @Test
  void aPolicyThatIsCompiledToSomethingElseIsRefused() {
    PolicyRow row =
        new PolicyRow("all", "", Stage.FAILURE, List.of(), List.of(new Action.Force("sms")), "");
    RuleSet rules =
        new RuleSet(
            List.of(Fixtures.table(SMS_FIRST)),
            Optional.of(new PolicyTable("policy", "Policy", List.of(row))),
            List.of(),
            List.of());
    try (IsfRules holder =
        new IsfRules(new PlainCompiler(), InstantSource.system(), VersionSource.NONE)) {
      // The compiler of this test never finds a policy row.
      assertThat(holder.validate(rules).orElseThrow())
          .contains("do not say what the policy table says, at stage failure");
    }
  }

  @Test
  void rulesThatNameWhatIsNotThereAreRefused() {
    List<Action> actions =
        List.of(
            new Action.UseTable("none"),
            new Action.Rewrite(Condition.Side.TO, new AddressChange.Mapped("none")));
    for (Action action : actions) {
      PolicyRow row = new PolicyRow("r1", "", Stage.SELECTION, List.of(), List.of(action), "");
      RuleSet rules =
          new RuleSet(
              List.of(Fixtures.table(SMS_FIRST)),
              Optional.of(new PolicyTable("policy", "Policy", List.of(row))),
              List.of(),
              List.of());
      try (IsfRules holder = new IsfRules(InstantSource.system())) {
        assertThat(holder.validate(rules).orElseThrow())
            .startsWith("policy row r1 names the ")
            .endsWith("none, which is not there");
      }
    }
  }

  @Test
  void aHolderOfPlainRulesAnswersLikeCompiledOnes() {
    RuleSet rules = Samples.big(60);
    try (IsfRules compiled = new IsfRules(InstantSource.system());
        IsfRules plain = IsfRules.plain(rules, 1)) {
      assertThat(compiled.activate(rules)).isInstanceOf(Activation.Activated.class);
      int matched = 0;
      for (SelectionRequest request : Samples.requests(rules, 3_000)) {
        Selection selection = Samples.selection(compiled).select(request);
        assertThat(selection.explanation().toJson())
            .isEqualTo(Samples.selection(plain).select(request).explanation().toJson());
        matched += selection.explanation().matches().size();
      }
      assertThat(matched).isPositive();
    }
  }

  @Test
  void validatingChangesNothing() {
    PlainCompiler compiler = new PlainCompiler();
    try (IsfRules tables = new IsfRules(compiler, InstantSource.system(), VersionSource.NONE)) {
      assertThat(tables.validate(RuleSet.of(Fixtures.table(SMS_FIRST)))).isEmpty();
      assertThat(tables.version()).isEmpty();
      assertThat(compiler.open).hasValue(0);
    }
  }

  @Test
  void exchangingUnderLoadMakesNoErrorAndNoGrowth() throws InterruptedException {
    var classes = ManagementFactory.getClassLoadingMXBean();
    List<Integer> loaded = new ArrayList<>();
    ConcurrentLinkedQueue<Throwable> errors = new ConcurrentLinkedQueue<>();
    AtomicLong selections = new AtomicLong();
    AtomicBoolean stop = new AtomicBoolean();
    try (IsfRules tables = new IsfRules(InstantSource.system())) {
      tables.activate(RuleSet.of(Fixtures.table(SMS_FIRST)));
      InterworkingSelection selection = Fixtures.selection(tables);
      CountDownLatch done = new CountDownLatch(4);
      for (int worker = 0; worker < 4; worker++) {
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    while (!stop.get()) {
                      Selection selected = selection.select(Fixtures.request(Fixtures.text(10)));
                      String expected = selected.version() % 2 == 1 ? "sms" : "mms";
                      String got = ((Selection.Selected) selected).chosen().service().service();
                      if (!got.equals(expected)) {
                        errors.add(new AssertionError(got + " by " + selected.version()));
                      }
                      selections.incrementAndGet();
                    }
                  } catch (RuntimeException | Error e) {
                    errors.add(e);
                  } finally {
                    done.countDown();
                  }
                });
      }
      for (int version = 2; version <= 31; version++) {
        RoutingTable next = Fixtures.table(version % 2 == 1 ? SMS_FIRST : MMS_FIRST);
        assertThat(tables.activate(RuleSet.of(next))).isInstanceOf(Activation.Activated.class);
        if (version == 2 || version % 5 == 1) {
          System.gc();
          loaded.add(classes.getLoadedClassCount());
        }
      }
      stop.set(true);
      done.await();
    }
    assertThat(errors).isEmpty();
    assertThat(selections.get()).isGreaterThan(1_000);
    // Each version has seven classes of its own; left alone, Drools would keep the last ten
    // versions.
    assertThat(loaded.getLast() - loaded.getFirst())
        .describedAs("classes %s", loaded)
        .isLessThan(40);
  }

  private static String chosen(InterworkingSelection selection) {
    Selection selected = selection.select(Fixtures.request(Fixtures.text(10)));
    return ((Selection.Selected) selected).chosen().service().service();
  }
}
