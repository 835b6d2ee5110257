package isthmus.gateway.store;

import isthmus.cpm.store.StoreUnavailableException;
import java.time.Duration;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.postgresql.ds.PGSimpleDataSource;

/** Brings the schema of a database up to date, on a connection that may take its time. */
final class DatabaseSchema {
  /** A migration may rewrite a large table, but must not keep others from theirs for long. */
  private static final String MIGRATING =
      "set statement_timeout = '1h'; set lock_timeout = '30s'; set timezone = 'UTC'";

  private static final Duration MIGRATION = Duration.ofMinutes(61);

  private DatabaseSchema() {}

  private static DataSource migrating(DatabaseSource.Server server, Database.Settings settings) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(server.url());
    server.user().ifPresent(source::setUser);
    server.password().ifPresent(source::setPassword);
    source.setApplicationName("isthmus");
    source.setTcpKeepAlive(true);
    source.setConnectTimeout((int) settings.networkSeconds());
    source.setLoginTimeout((int) settings.networkSeconds());
    source.setSocketTimeout((int) MIGRATION.toSeconds());
    return source;
  }

  /**
   * Migrates; nodes that start together wait for each other.
   *
   * @throws StoreUnavailableException with a line for the operator when it cannot
   */
  static void migrate(DatabaseSource.Server server, Database.Settings settings) {
    try {
      Flyway.configure()
          .dataSource(migrating(server, settings))
          .initSql(MIGRATING)
          .locations("classpath:isthmus/gateway/store/migration")
          .table("schema_version")
          .baselineOnMigrate(false)
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw new StoreUnavailableException(
          "database: cannot bring the schema at " + server + " up to date: " + firstLine(e), e);
    }
  }

  private static String firstLine(FlywayException e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage()).lines().findFirst().orElse("no reason given");
  }
}
