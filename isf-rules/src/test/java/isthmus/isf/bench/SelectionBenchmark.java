package isthmus.isf.bench;

import isthmus.isf.Activation;
import isthmus.isf.Fixtures;
import isthmus.isf.InterworkingSelection;
import isthmus.isf.IsfRules;
import isthmus.isf.Selection;
import isthmus.isf.SelectionRequest;
import isthmus.isf.policy.RuleSet;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What one selection costs, from the policy table to the explanation. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xmx1g", "-Dlogback.configurationFile=isthmus/isf/bench/logback.xml"})
public class SelectionBenchmark {
  private static final int REQUESTS = 4_096;

  /** Table 1 of appendix D alone, or 40 rows by 12 services with 300 rows of policy. */
  @Param({"table1", "40x12x300"})
  public String rules = "table1";

  private IsfRules holder = new IsfRules(InstantSource.system());
  private InterworkingSelection selection = Samples.selection(holder);
  private List<SelectionRequest> requests = List.of();
  private int next = 0;

  /** Compiles the rules. */
  @Setup(Level.Trial)
  public void activate() {
    RuleSet set = rules.equals("table1") ? RuleSet.of(Fixtures.appendixD()) : Samples.big(300);
    holder = new IsfRules(InstantSource.system());
    if (holder.activate(set) instanceof Activation.Refused refused) {
      throw new IllegalStateException(refused.why());
    }
    selection = Samples.selection(holder);
    requests = Samples.requests(set, REQUESTS);
  }

  /** Frees the rules. */
  @TearDown(Level.Trial)
  public void close() {
    holder.close();
  }

  /** One selection. */
  @Benchmark
  public Selection select() {
    next = (next + 1) % REQUESTS;
    return selection.select(requests.get(next));
  }

  /** One selection with the line of JSON that is kept with the message. */
  @Benchmark
  public String selectAndTell() {
    return select().explanation().toJson();
  }
}
