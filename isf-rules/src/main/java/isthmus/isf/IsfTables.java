package isthmus.isf;

import isthmus.isf.table.RoutingTable;
import java.time.Duration;
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
 * Holds the routing table that decides. Tables are compiled and tried beside the active one and
 * then exchanged at once; selections in flight finish with the version they began with. Safe for
 * any thread; activations are one at a time.
 */
public final class IsfTables implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(IsfTables.class);

  private final TableCompiler compiler;
  private final InstantSource clock;
  private final ReentrantLock activating = new ReentrantLock();

  /** Empty before the first activation and after closing. */
  private final AtomicReference<@Nullable ActiveTable> active = new AtomicReference<>();

  /** Tables compiled by the engine that comes with this module. */
  public IsfTables(InstantSource clock) {
    this(
        ServiceLoader.load(TableCompiler.class, IsfTables.class.getClassLoader())
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("no table compiler is on the class path")),
        clock);
  }

  /** Tables compiled by the engine given. */
  public IsfTables(TableCompiler compiler, InstantSource clock) {
    this.compiler = compiler;
    this.clock = clock;
  }

  /** Activates a table as the version after the active one, the first being 1. */
  public Activation activate(RoutingTable table) {
    activating.lock();
    try {
      return activate(version().orElse(0) + 1, table);
    } finally {
      activating.unlock();
    }
  }

  /**
   * Activates a table. Takes tenths of a second, seconds the first time; call it off a message's
   * way.
   *
   * @param version its version, positive; a lower one than the active one is a roll-back
   */
  public Activation activate(long version, RoutingTable table) {
    activating.lock();
    try {
      return switch (prepare(table)) {
        case Preparation.Ready(PreparedTable prepared) -> activate(version, prepared);
        case Preparation.Refused(String why) -> {
          LOG.warn("Routing table {} version {} refused: {}", table.id(), version, why);
          yield new Activation.Refused(why, version());
        }
      };
    } finally {
      activating.unlock();
    }
  }

  /**
   * Activates a table that was compiled before; takes no time.
   *
   * @param version its version, positive
   * @throws IllegalStateException when it was activated or closed before
   */
  public Activation.Activated activate(long version, PreparedTable prepared) {
    if (version < 1) {
      throw new IllegalArgumentException("versions count from 1: " + version);
    }
    activating.lock();
    try {
      OptionalLong replaced =
          exchange(new ActiveTable(version, prepared.table(), prepared.handOver()));
      LOG.info(
          "Routing table {} version {} active, compiled in {} ms",
          prepared.table().id(),
          version,
          prepared.took().toMillis());
      return new Activation.Activated(version, replaced, prepared.took());
    } finally {
      activating.unlock();
    }
  }

  /**
   * Compiles and tries a table without activating it, beside whatever decides. Takes tenths of a
   * second, seconds the first time.
   */
  public Preparation prepare(RoutingTable table) {
    long began = clock.millis();
    try {
      CompiledTable compiled = tried(table);
      return new Preparation.Ready(
          new PreparedTable(table, compiled, Duration.ofMillis(clock.millis() - began)));
    } catch (TableRefusedException e) {
      return new Preparation.Refused(String.valueOf(e.getMessage()));
    }
  }

  /** Compiles and tries a table without activating it; the reason when it cannot be used. */
  public Optional<String> validate(RoutingTable table) {
    return switch (prepare(table)) {
      case Preparation.Ready(PreparedTable prepared) -> {
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

  /** The table that decides, absent before the first activation. */
  public Optional<RoutingTable> table() {
    return Optional.ofNullable(active.get()).map(ActiveTable::table);
  }

  /** Retires the active table. */
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
   * Uses the table that is active now; it stays usable until the work is done.
   *
   * @throws IllegalStateException before the first activation
   */
  <T> T using(Function<ActiveTable, T> work) {
    while (true) {
      ActiveTable table = active.get();
      if (table == null) {
        throw new IllegalStateException("no routing table is active");
      }
      if (table.enter()) {
        try {
          return work.apply(table);
        } finally {
          table.leave();
        }
      }
    }
  }

  private OptionalLong exchange(@Nullable ActiveTable next) {
    ActiveTable old = active.getAndSet(next);
    if (old != null) {
      old.retire();
    }
    return versionOf(old);
  }

  private static OptionalLong versionOf(@Nullable ActiveTable table) {
    return table == null ? OptionalLong.empty() : OptionalLong.of(table.version());
  }

  private CompiledTable tried(RoutingTable table) throws TableRefusedException {
    CompiledTable compiled = compiler.compile(table);
    try {
      TableTrial.run(table, compiled);
      return compiled;
    } catch (TableRefusedException | RuntimeException e) {
      compiled.close();
      throw e;
    }
  }
}
