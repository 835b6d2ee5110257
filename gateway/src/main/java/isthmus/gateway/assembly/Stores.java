package isthmus.gateway.assembly;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.address.AddressParser;
import isthmus.gateway.config.Configuration;
import isthmus.gateway.store.Database;
import isthmus.gateway.store.DatabaseClock;
import isthmus.gateway.store.DatabaseHost;
import isthmus.gateway.store.DatabaseSource;
import isthmus.gateway.store.EmbeddedDatabase;
import isthmus.gateway.store.Partitions;
import isthmus.gateway.store.PostgresBindingStore;
import isthmus.gateway.store.PostgresCorrelationStore;
import isthmus.gateway.store.PostgresLinks;
import isthmus.gateway.store.PostgresMessageStore;
import isthmus.gateway.store.PostgresPartStore;
import isthmus.gateway.store.PostgresPreferences;
import isthmus.gateway.store.PostgresStoryStore;
import isthmus.gateway.store.PostgresUserStore;
import isthmus.gateway.store.PostgresWorkLeases;
import isthmus.gateway.store.RuleStores;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The database, its own server when the configuration asks for one, and the stores on it. */
final class Stores implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Stores.class);

  private final Optional<EmbeddedDatabase> server;
  private final Database database;
  private final PostgresMessageStore messages;
  private final PostgresCorrelationStore correlations;
  private final PostgresWorkLeases leases;
  private final Partitions partitions;
  private final PostgresPartStore waitingParts;
  private final PostgresStoryStore stories;
  private final PostgresBindingStore bindings;
  private final RuleStores rules;
  private final PostgresPreferences preferences;
  private final PostgresLinks links;
  private final InstantSource clock;

  private Stores(
      Optional<EmbeddedDatabase> server,
      Database database,
      Configuration configuration,
      AddressParser addresses,
      InstantSource clock) {
    this.server = requireNonNull(server);
    this.database = requireNonNull(database);
    this.messages =
        new PostgresMessageStore(
            database,
            addresses,
            configuration.delivery().receipts().window(),
            configuration.delivery().receipts().patience(),
            clock);
    this.correlations = new PostgresCorrelationStore(database);
    this.leases = new PostgresWorkLeases(database);
    this.partitions = new Partitions(database, configuration.delivery().retention(), clock);
    this.waitingParts =
        new PostgresPartStore(
            database, addresses, Batches.named("parts", configuration.delivery().groupCommit()));
    this.stories = new PostgresStoryStore(database, addresses);
    this.bindings = new PostgresBindingStore(database);
    this.rules = RuleStores.in(database);
    this.preferences = new PostgresPreferences(database);
    this.links = new PostgresLinks(database, addresses);
    this.clock = requireNonNull(clock);
  }

  /** Starts or finds the server, migrates the schema, makes today's partitions; blocks. */
  static Stores open(Configuration configuration, AddressParser addresses, DatabaseClock clock) {
    return switch (configuration.database()) {
      case isthmus.gateway.config.Database.Embedded embedded -> {
        EmbeddedDatabase server =
            EmbeddedDatabase.start(
                new DatabaseSource.Embedded(
                    configuration.data().resolve("database"),
                    embedded.port(),
                    embedded.startTimeout()));
        try {
          yield open(
              Optional.of(server),
              server.server(),
              new Database.Settings(embedded.poolSize(), embedded.connectTimeout()),
              configuration,
              addresses,
              clock);
        } catch (RuntimeException failed) {
          server.close();
          throw failed;
        }
      }
      case isthmus.gateway.config.Database.External external ->
          open(
              Optional.empty(),
              new DatabaseSource.Server(
                  external.url().toString(),
                  external.user(),
                  external.password().map(secret -> secret.reveal())),
              new Database.Settings(external.poolSize(), external.connectTimeout()),
              configuration,
              addresses,
              clock);
    };
  }

  private static Stores open(
      Optional<EmbeddedDatabase> server,
      DatabaseSource.Server source,
      Database.Settings settings,
      Configuration configuration,
      AddressParser addresses,
      DatabaseClock clock) {
    Database database = Database.open(source, settings);
    Stores stores = new Stores(server, database, configuration, addresses, clock);
    stores.maintain();
    database.watch(server.<DatabaseHost>map(own -> own).orElse(DatabaseHost.UNKNOWN), clock);
    return stores;
  }

  PostgresMessageStore messages() {
    return messages;
  }

  PostgresCorrelationStore correlations() {
    return correlations;
  }

  PostgresWorkLeases leases() {
    return leases;
  }

  PostgresPartStore waitingParts() {
    return waitingParts;
  }

  PostgresLinks links() {
    return links;
  }

  PostgresPreferences preferences() {
    return preferences;
  }

  PostgresBindingStore bindings() {
    return bindings;
  }

  PostgresUserStore users(String realm, String domain) {
    return new PostgresUserStore(database, realm, domain);
  }

  RuleStores rules() {
    return rules;
  }

  PostgresStoryStore stories() {
    return stories;
  }

  /** Makes the next days' partitions, drops old ones, forgets conversations that are over. */
  void maintain() {
    Partitions.Run run = partitions.maintain();
    int forgotten = correlations.purge(clock.instant());
    if (!run.made().isEmpty() || !run.dropped().isEmpty() || forgotten > 0) {
      log.info(
          "partitions made {}, dropped {}; conversations forgotten {}",
          run.made().size(),
          run.dropped().size(),
          forgotten);
    }
  }

  Database database() {
    return database;
  }

  @Override
  public void close() {
    waitingParts.close();
    database.close();
    server.ifPresent(EmbeddedDatabase::close);
  }
}
