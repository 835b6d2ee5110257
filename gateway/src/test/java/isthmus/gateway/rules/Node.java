package isthmus.gateway.rules;

import isthmus.cpm.address.AddressParser;
import isthmus.gateway.console.http.Audit;
import isthmus.gateway.store.Database;
import isthmus.gateway.store.DatabaseSource;
import isthmus.gateway.store.PostgresRuleSets.ImportedFile;
import isthmus.gateway.store.PostgresStoryStore;
import isthmus.gateway.store.RuleStores;
import isthmus.gateway.store.TestDatabase;
import isthmus.isf.IsfRules;
import isthmus.isf.table.Strategy;
import java.time.InstantSource;

/** What one gateway has of the rules: a pool, tables that decide, versions and drafts. */
final class Node implements AutoCloseable {
  /** Keeps no record. */
  static final Audit NOBODY = (_, _, _, _, _) -> {};

  private final Database database;
  private final IsfRules tables = new IsfRules(InstantSource.system());
  private final RuleStores stores;
  private final RuleSets rules;
  private final Drafts drafts;

  private Node(DatabaseSource.Server server, RuleSets.Settings settings, Audit audit) {
    this.database = Database.open(server, TestDatabase.PATIENT);
    this.stores = RuleStores.in(database);
    this.rules = new RuleSets(stores, tables, settings, audit, InstantSource.system());
    this.drafts = new Drafts(stores.drafts(), rules);
  }

  /** A node that is started with a configured file. */
  static Node started(DatabaseSource.Server server, ImportedFile configured) {
    return started(server, configured, new RuleSets.Settings("node", Strategy.TOP_DOWN, false));
  }

  /** A node that is started with a configured file. */
  static Node started(
      DatabaseSource.Server server, ImportedFile configured, RuleSets.Settings settings) {
    return started(server, configured, settings, NOBODY);
  }

  /** A node that is started with a configured file, and records. */
  static Node started(
      DatabaseSource.Server server,
      ImportedFile configured,
      RuleSets.Settings settings,
      Audit audit) {
    Node node = new Node(server, settings, audit);
    try {
      node.rules.start(ConfiguredRules.of(configured, node.tables), "the test");
      return node;
    } catch (RuntimeException refused) {
      node.close();
      throw refused;
    }
  }

  RuleSets rules() {
    return rules;
  }

  Drafts drafts() {
    return drafts;
  }

  RuleStores stores() {
    return stores;
  }

  IsfRules tables() {
    return tables;
  }

  PostgresStoryStore stories(AddressParser addresses) {
    return new PostgresStoryStore(database, addresses);
  }

  /** Takes the database away. */
  void cut() {
    database.close();
  }

  /** The version that decides, 0 for none. */
  long deciding() {
    return tables.version().orElse(0);
  }

  /** Makes a file a version. */
  long made(String csv) throws Exception {
    return rules.importFile(Tables.file(csv), true, "", "me", _ -> {}).version();
  }

  /** Makes a version rule. */
  RuleSets.Ruling activate(long version) throws Exception {
    return rules.activate(version, java.util.OptionalLong.empty(), "", "me", _ -> {});
  }

  @Override
  public void close() {
    drafts.close();
    rules.close();
    tables.close();
    database.close();
  }
}
