package isthmus.gateway.tables;

import static java.util.Objects.requireNonNull;

import isthmus.gateway.observe.story.Explanations;
import isthmus.gateway.store.PostgresRoutingTables;
import isthmus.gateway.store.PostgresRoutingTables.Stored;
import isthmus.isf.Explanation;
import isthmus.isf.policy.RuleSet;
import isthmus.isf.table.RoutingTable;
import isthmus.isf.table.TableReading;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Versions as tables, from which decisions of the past are told in full. The latest used ones are
 * kept; a version never changes. Safe for any thread; may ask the database.
 */
public final class ParsedTables implements Explanations {
  private static final int MOST = 32;

  private final PostgresRoutingTables store;
  private final Map<Long, RoutingTable> kept = new LinkedHashMap<>(16, 0.75f, true);

  /** Versions of a store. */
  public ParsedTables(PostgresRoutingTables store) {
    this.store = requireNonNull(store);
  }

  /** A version; empty when there is none, or when this release cannot read it. */
  public Optional<RoutingTable> table(long version) {
    synchronized (kept) {
      RoutingTable table = kept.get(version);
      if (table != null) {
        return Optional.of(table);
      }
    }
    Optional<RoutingTable> read = store.find(version).flatMap(ParsedTables::read);
    read.ifPresent(table -> keep(version, table));
    return read;
  }

  private static Optional<RoutingTable> read(Stored stored) {
    return switch (CheckedTable.read(stored.file())) {
      case TableReading.Good(RoutingTable table) -> Optional.of(table);
      case TableReading.Bad _ -> Optional.empty();
    };
  }

  private void keep(long version, RoutingTable table) {
    synchronized (kept) {
      kept.put(version, table);
      if (kept.size() > MOST) {
        kept.remove(kept.keySet().iterator().next());
      }
    }
  }

  /** By the version that decided; a selection that bypassed the table has none. */
  @Override
  public Optional<Explanation> expand(String selection) {
    long version = Explanation.tableVersion(selection);
    return version == 0
        ? Optional.empty()
        : table(version).map(table -> Explanation.fromJson(selection, RuleSet.of(table)));
  }
}
