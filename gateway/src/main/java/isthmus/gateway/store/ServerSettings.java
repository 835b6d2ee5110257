package isthmus.gateway.store;

/**
 * Settings of the embedded server. What is acknowledged is on disk: {@code fsync} and {@code
 * synchronous_commit} are on. The rest suits many small writes by few connections, beside a gateway
 * on the same machine.
 */
final class ServerSettings {
  private static final String SETTINGS =
      """
      # Written by Isthmus at each start; changes are lost.
      listen_addresses = '127.0.0.1'
      unix_socket_directories = ''
      max_connections = 120
      password_encryption = 'scram-sha-256'

      fsync = on
      synchronous_commit = on
      full_page_writes = on
      # No replicas: nothing but crash recovery reads the log.
      wal_level = minimal
      max_wal_senders = 0
      wal_compression = on
      wal_buffers = 32MB
      checkpoint_timeout = 15min
      checkpoint_completion_target = 0.9

      shared_buffers = 256MB
      effective_cache_size = 1GB
      work_mem = 16MB
      maintenance_work_mem = 64MB
      random_page_cost = 1.1
      jit = off
      max_parallel_workers_per_gather = 0
      track_io_timing = off

      autovacuum_naptime = 15s
      autovacuum_max_workers = 2
      autovacuum_vacuum_cost_limit = 1000

      log_min_messages = warning
      log_checkpoints = off
      timezone = 'UTC'
      """;

  private static final long MB = 1L << 20;

  /** Two segments, which is as small as the server takes it. */
  private static final long LEAST_LOG = 32;

  private static final long MOST_LOG = 4_096;

  private ServerSettings() {}

  /**
   * The settings.
   *
   * @param diskBytes how large the disk is: the log takes an eighth of it at most, and 4 GB
   */
  static String forServer(int port, long diskBytes) {
    long most = Math.clamp(diskBytes / 8 / MB, LEAST_LOG, MOST_LOG);
    long least = Math.max(LEAST_LOG, most / 8);
    return SETTINGS
        + "min_wal_size = %dMB\nmax_wal_size = %dMB\nport = %d\n".formatted(least, most, port);
  }
}
