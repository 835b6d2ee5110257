package isthmus.gateway.config.value;

/**
 * Where a PostgreSQL database is, as its JDBC driver takes it. Not printed with its parameters,
 * since one of them may be a password.
 *
 * @param value the URL, beginning with {@code jdbc:postgresql:}
 */
public record JdbcUrl(String value) {

  /** Refuses the URL of another database. */
  public JdbcUrl {
    if (!value.startsWith("jdbc:postgresql:")) {
      throw new IllegalArgumentException("not the URL of a PostgreSQL database");
    }
  }

  @Override
  public String toString() {
    int query = value.indexOf('?');
    return query < 0 ? value : value.substring(0, query) + "?…";
  }
}
