package isthmus.isf;

import isthmus.isf.policy.RuleSet;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the rule set that decides. Rule sets are compiled and tried beside the active one and then
 * exchanged at once; selections in flight finish with the version they began with. Safe for any
 * thread; activations are one at a time.
 */
public final class IsfRules implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(IsfRules.class);

  private final RulesCompiler compiler;
  private final InstantSource clock;
  private final VersionSource earlier;
  private final ReentrantLock activating = new ReentrantLock();

  /** Empty before the first activation and after closing. */
  private final AtomicReference<@Nullable ActiveRules> active = new AtomicReference<>();

  /** An earlier version, empty before one was asked for. */
  private final AtomicReference<@Nullable ActiveRules> askedLast = new AtomicReference<>();

  /** Rule sets compiled by the engine that comes with this module, without earlier versions. */
  public IsfRules(InstantSource clock) {
    this(clock, VersionSource.NONE);
  }

  /** Rule sets compiled by the engine that comes with this module. */
  public IsfRules(InstantSource clock, VersionSource earlier) {
    this(
        ServiceLoader.load(RulesCompiler.class, IsfRules.class.getClassLoader())
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("no rules compiler is on the class path")),
        clock,
        earlier);
  }

  /** Rule sets compiled by the engine given. */
  public IsfRules(RulesCompiler compiler, InstantSource clock, VersionSource earlier) {
    this.compiler = compiler;
    this.clock = clock;
    this.earlier = earlier;
  }

  /**
   * A holder of one rule set that is read plainly: nothing is compiled, the answers are the same.
   * For questions about drafts and earlier versions.
   *
   * @param version what explanations name as the version, positive
   */
  public static IsfRules plain(RuleSet rules, long version) {
    IsfRules holder =
        new IsfRules(PlainRules::new, InstantSource.fixed(Instant.EPOCH), VersionSource.NONE);
    holder.activate(version, new PreparedRules(rules, new PlainRules(rules), Duration.ZERO));
    return holder;
  }

  /** Activates a rule set as the version after the active one, the first being 1. */
  public Activation activate(RuleSet rules) {
    activating.lock();
    try {
      return activate(version().orElse(0) + 1, rules);
    } finally {
      activating.unlock();
    }
  }

  /**
   * Activates a rule set. Takes tenths of a second, seconds the first time; call it off a message's
   * way.
   *
   * @param version its version, positive; a lower one than the active one is a roll-back
   */
  public Activation activate(long version, RuleSet rules) {
    activating.lock();
    try {
      return switch (prepare(rules)) {
        case Preparation.Ready(PreparedRules prepared) -> activate(version, prepared);
        case Preparation.Refused(String why) -> {
          LOG.warn("Rule set version {} refused: {}", version, why);
          yield new Activation.Refused(why, version());
        }
      };
    } finally {
      activating.unlock();
    }
  }

  /**
   * Activates a rule set that was compiled before; takes no time.
   *
   * @param version its version, positive
   * @throws IllegalStateException when it was activated or closed before
   */
  public Activation.Activated activate(long version, PreparedRules prepared) {
    if (version < 1) {
      throw new IllegalArgumentException("versions count from 1: " + version);
    }
    activating.lock();
    try {
      OptionalLong replaced =
          exchange(new ActiveRules(version, prepared.rules(), prepared.handOver()));
      LOG.info(
          "Rule set version {} active: {}; compiled in {} ms",
          version,
          inventory(prepared.rules()),
          prepared.took().toMillis());
      return new Activation.Activated(version, replaced, prepared.took());
    } finally {
      activating.unlock();
    }
  }

  /**
   * Compiles and tries a rule set without activating it, beside whatever decides and whatever
   * messages do meanwhile. Takes tenths of a second, seconds the first time.
   */
  public Preparation prepare(RuleSet rules) {
    // Before anything decides no message can be kept waiting; the start should be quick.
    return version().isEmpty()
        ? compiledAndTried(rules)
        : BesideMessages.compute("isf-compiler", () -> compiledAndTried(rules));
  }

  private Preparation compiledAndTried(RuleSet rules) {
    long began = clock.millis();
    try {
      CompiledRules compiled = tried(rules);
      return new Preparation.Ready(
          new PreparedRules(rules, compiled, Duration.ofMillis(clock.millis() - began)));
    } catch (RulesRefusedException e) {
      return new Preparation.Refused(String.valueOf(e.getMessage()));
    }
  }

  /** Compiles and tries a rule set without activating it; the reason when it cannot be used. */
  public Optional<String> validate(RuleSet rules) {
    return switch (prepare(rules)) {
      case Preparation.Ready(PreparedRules prepared) -> {
        prepared.close();
        yield Optional.empty();
      }
      case Preparation.Refused(String why) -> Optional.of(why);
    };
  }

  /** The version that decides, absent before the first activation. */
  public OptionalLong version() {
    return versionOf(active.get());
  }

  /** The rule set that decides, absent before the first activation. */
  public Optional<RuleSet> rules() {
    return Optional.ofNullable(active.get()).map(ActiveRules::rules);
  }

  /** Retires the active rule set. */
  @Override
  public void close() {
    activating.lock();
    try {
      exchange(null);
    } finally {
      activating.unlock();
    }
  }

  /**
   * Uses the rules of a version, or those that are active now; they stay usable until the work is
   * done. A version that is not to be had any more is answered by those that are active.
   *
   * @throws IllegalStateException before the first activation
   */
  <T> T using(OptionalLong version, Function<ActiveRules, T> work) {
    while (true) {
      ActiveRules rules = active.get();
      if (rules == null) {
        throw new IllegalStateException("no rule set is active");
      }
      if (version.isPresent() && version.getAsLong() != rules.version()) {
        Optional<ActiveRules> before = earlier(version.getAsLong());
        if (before.isPresent()) {
          return work.apply(before.get());
        }
        LOG.warn(
            "Rule set version {} is not to be had; version {} decides",
            version.getAsLong(),
            rules.version());
      }
      if (rules.enter()) {
        try {
          return work.apply(rules);
        } finally {
          rules.leave();
        }
      }
    }
  }

  /** An earlier version, read plainly; the one that was asked for last is at hand. */
  private Optional<ActiveRules> earlier(long version) {
    ActiveRules last = askedLast.get();
    if (last != null && last.version() == version) {
      return Optional.of(last);
    }
    Optional<ActiveRules> found =
        earlier.rules(version).map(rules -> new ActiveRules(version, rules, new PlainRules(rules)));
    found.ifPresent(askedLast::set);
    return found;
  }

  private static String inventory(RuleSet rules) {
    return rules.tables().size()
        + " routing tables, "
        + rules.policy().map(policy -> policy.rows().size()).orElse(0)
        + " policy rows";
  }

  private OptionalLong exchange(@Nullable ActiveRules next) {
    ActiveRules old = active.getAndSet(next);
    if (old != null) {
      old.retire();
    }
    return versionOf(old);
  }

  private static OptionalLong versionOf(@Nullable ActiveRules rules) {
    return rules == null ? OptionalLong.empty() : OptionalLong.of(rules.version());
  }

  private CompiledRules tried(RuleSet rules) throws RulesRefusedException {
    new RuleReferences(rules).check();
    CompiledRules compiled = compiler.compile(rules);
    try {
      RulesTrial.run(rules, compiled);
      return compiled;
    } catch (RulesRefusedException | RuntimeException e) {
      compiled.close();
      throw e;
    }
  }
}
