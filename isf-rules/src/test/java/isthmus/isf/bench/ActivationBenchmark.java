package isthmus.isf.bench;

import isthmus.isf.Activation;
import isthmus.isf.IsfRules;
import isthmus.isf.policy.RuleSet;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it takes to compile, try and activate 40 rows by 12 services with 300 rows of policy. The
 * first iteration of the warm-up is the cold one.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 8)
@Measurement(iterations = 10)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xmx1g", "-Dlogback.configurationFile=isthmus/isf/bench/logback.xml"})
public class ActivationBenchmark {
  private final IsfRules holder = new IsfRules(InstantSource.system());
  private final RuleSet rules = Samples.big(300);

  /** Frees the rules. */
  @TearDown
  public void close() {
    holder.close();
  }

  /** One activation. */
  @Benchmark
  public Activation activate() {
    Activation activation = holder.activate(rules);
    if (activation instanceof Activation.Refused refused) {
      throw new IllegalStateException(refused.why());
    }
    return activation;
  }
}
