package isthmus.gateway.config;

import isthmus.gateway.config.tree.Alternative;
import isthmus.gateway.config.tree.Setting;
import isthmus.gateway.config.value.HostPort;
import isthmus.gateway.config.value.JdbcUrl;
import isthmus.gateway.config.value.Secret;
import java.time.Duration;
import java.util.Optional;

/** The key {@code database}: which PostgreSQL keeps the messages. */
public sealed interface Database {

  /** Most connections that one node opens. */
  int poolSize();

  /** How long to wait for one of them. */
  Duration connectTimeout();

  /** A PostgreSQL that the gateway starts and stops itself, in its data directory. */
  @Alternative("embedded")
  record Embedded(
      @Setting(
              meaning = "Port on 127.0.0.1; 0 draws a free one at the first start and keeps it.",
              fallback = "0",
              min = "0",
              max = "65535")
          int port,
      @Setting(
              meaning = "How long the database may take to start.",
              fallback = "60s",
              min = "1s",
              max = "1h")
          Duration startTimeout,
      @Setting(
              meaning =
                  "Most connections that this node opens; one of them listens, and writes need up"
                      + " to five times delivery.group-commit.writers at once.",
              fallback = "16",
              min = "4",
              max = "100")
          int poolSize,
      @Setting(
              meaning = "How long to wait for a connection before the gateway counts as suspended.",
              fallback = "5s",
              min = "250ms",
              max = "5m")
          Duration connectTimeout)
      implements Database {

    static HostPort loopback(int port) {
      return new HostPort("127.0.0.1", port);
    }
  }

  /** A PostgreSQL that somebody else runs. */
  record External(
      @Setting(meaning = "Address of the database.") JdbcUrl url,
      @Setting(meaning = "User; none if the URL names one.") Optional<String> user,
      @Setting(meaning = "Password of the user.") Optional<Secret> password,
      @Setting(
              meaning =
                  "Most connections that this node opens; one of them listens, and writes need up"
                      + " to five times delivery.group-commit.writers at once.",
              fallback = "16",
              min = "4",
              max = "500")
          int poolSize,
      @Setting(
              meaning = "How long to wait for a connection before the gateway counts as suspended.",
              fallback = "5s",
              min = "250ms",
              max = "5m")
          Duration connectTimeout)
      implements Database {}
}
