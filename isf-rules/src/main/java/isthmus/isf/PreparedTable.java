package isthmus.isf;

import isthmus.isf.table.RoutingTable;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A table that was compiled and tried, and may become active at once. It is activated once or
 * closed. Safe for any thread.
 */
public final class PreparedTable implements AutoCloseable {
  private final RoutingTable table;
  private final CompiledTable compiled;
  private final Duration took;
  private final AtomicBoolean spent = new AtomicBoolean();

  PreparedTable(RoutingTable table, CompiledTable compiled, Duration took) {
    this.table = table;
    this.compiled = compiled;
    this.took = took;
  }

  /** The table as it was read. */
  public RoutingTable table() {
    return table;
  }

  /** How long compiling and trying took. */
  Duration took() {
    return took;
  }

  /** The compiled table, for its new owner. */
  CompiledTable handOver() {
    if (!spent.compareAndSet(false, true)) {
      throw new IllegalStateException("a prepared table is activated once, and not when closed");
    }
    return compiled;
  }

  /** Frees the compiled table, unless it was activated. */
  @Override
  public void close() {
    if (spent.compareAndSet(false, true)) {
      compiled.close();
    }
  }
}
