package isthmus.gateway.tables;

import isthmus.gateway.store.Database;
import isthmus.gateway.store.DatabaseSource;
import isthmus.gateway.store.PostgresRoutingTables;
import isthmus.gateway.store.PostgresRoutingTables.TableFile;
import isthmus.gateway.store.TestDatabase;
import isthmus.isf.IsfRules;
import java.time.InstantSource;

/** What one gateway has of the routing table: a pool, tables that decide, and the versions. */
final class Node implements AutoCloseable {
  private final Database database;
  private final IsfRules tables = new IsfRules(InstantSource.system());
  private final PostgresRoutingTables store;
  private final RoutingTables routing;

  private Node(DatabaseSource.Server server) {
    this.database = Database.open(server, TestDatabase.PATIENT);
    this.store = new PostgresRoutingTables(database);
    this.routing = new RoutingTables(store, tables);
  }

  /** A node that is started with a configured file. */
  static Node started(DatabaseSource.Server server, TableFile configured) {
    Node node = new Node(server);
    try {
      node.routing.start(CheckedTable.of(configured, node.tables), "the test");
      return node;
    } catch (RuntimeException refused) {
      node.close();
      throw refused;
    }
  }

  RoutingTables routing() {
    return routing;
  }

  PostgresRoutingTables store() {
    return store;
  }

  IsfRules tables() {
    return tables;
  }

  /** The version that decides, 0 for none. */
  long deciding() {
    return tables.version().orElse(0);
  }

  @Override
  public void close() {
    routing.close();
    tables.close();
    database.close();
  }
}
