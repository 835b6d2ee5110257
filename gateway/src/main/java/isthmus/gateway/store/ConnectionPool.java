package isthmus.gateway.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;

/** How connections of the pool are made: what they may plan, and how long they wait. */
final class ConnectionPool {
  /**
   * Plans are made while tables are still empty and then kept. Every statement of the hot path
   * reaches its rows by an index, from an array of keys, so say that once, instead of hoping that
   * statistics come before the plan.
   */
  private static final String SESSION =
      "set enable_seqscan = off; set enable_hashjoin = off; set enable_mergejoin = off;"
          + " set jit = off; set max_parallel_workers_per_gather = 0;"
          + " set plan_cache_mode = force_generic_plan; set synchronous_commit = on;"
          + " set lock_timeout = '3s';"
          + " set timezone = 'UTC'";

  /** How often an idle connection is used, so that one which is dead is not found by a message. */
  private static final Duration KEEP_ALIVE = Duration.ofMinutes(1);

  private ConnectionPool() {}

  /** A pool, which connects when it is asked to. */
  static HikariDataSource on(DatabaseSource.Server server, Database.Settings settings) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("isthmus");
    config.setJdbcUrl(server.url());
    server.user().ifPresent(config::setUsername);
    server.password().ifPresent(config::setPassword);
    config.setMaximumPoolSize(settings.connections());
    config.setMinimumIdle(Math.min(4, settings.connections()));
    config.setConnectionTimeout(settings.patience().toMillis());
    config.setValidationTimeout(Math.min(1_000, settings.patience().toMillis()));
    config.setInitializationFailTimeout(-1);
    config.setKeepaliveTime(KEEP_ALIVE.toMillis());
    config.setConnectionInitSql(
        SESSION
            + "; set statement_timeout = '%ds'; set idle_in_transaction_session_timeout = '%ds'"
                .formatted(settings.statementSeconds(), settings.networkSeconds()));
    config.addDataSourceProperty("ApplicationName", "isthmus");
    config.addDataSourceProperty("prepareThreshold", "1");
    config.addDataSourceProperty("preparedStatementCacheQueries", "512");
    config.addDataSourceProperty("binaryTransfer", "true");
    config.addDataSourceProperty("tcpKeepAlive", "true");
    config.addDataSourceProperty("connectTimeout", "5");
    config.addDataSourceProperty("loginTimeout", String.valueOf(settings.networkSeconds()));
    config.addDataSourceProperty("socketTimeout", String.valueOf(settings.networkSeconds()));
    return new HikariDataSource(config);
  }
}
