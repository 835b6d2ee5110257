package isthmus.isf;

import isthmus.isf.table.RoutingTable;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A compiled table with a count of those who use it. It is closed when it was retired and the last
 * user is done, by whoever comes last.
 */
final class ActiveTable {
  private final long version;
  private final RoutingTable table;
  private final CompiledTable compiled;

  /** One for not being retired, one for each user. Never leaves zero again. */
  private final AtomicInteger holds = new AtomicInteger(1);

  ActiveTable(long version, RoutingTable table, CompiledTable compiled) {
    this.version = version;
    this.table = table;
    this.compiled = compiled;
  }

  long version() {
    return version;
  }

  RoutingTable table() {
    return table;
  }

  CompiledTable compiled() {
    return compiled;
  }

  /** Begins a use; false when the table is closed already. */
  boolean enter() {
    int seen = holds.get();
    while (seen > 0) {
      if (holds.compareAndSet(seen, seen + 1)) {
        return true;
      }
      seen = holds.get();
    }
    return false;
  }

  /** Ends a use. */
  void leave() {
    if (holds.decrementAndGet() == 0) {
      compiled.close();
    }
  }

  /** Ends the table's time. Called once. */
  void retire() {
    leave();
  }
}
