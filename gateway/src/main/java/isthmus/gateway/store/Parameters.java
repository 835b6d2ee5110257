package isthmus.gateway.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Sets parameters one after the other; a list of rows becomes one array for each column, for {@code
 * unnest}. Instants travel as seconds in a double, exact to the microsecond until the year 2255.
 */
final class Parameters {
  /** A column that may be null. */
  @FunctionalInterface
  interface Column<T, C> {
    @Nullable C of(T row);
  }

  private final Connection connection;
  private final PreparedStatement statement;
  private int at;

  Parameters(PreparedStatement statement) throws SQLException {
    this.statement = statement;
    this.connection = statement.getConnection();
  }

  Parameters uuid(UUID value) throws SQLException {
    statement.setObject(++at, value);
    return this;
  }

  Parameters text(@Nullable String value) throws SQLException {
    statement.setString(++at, value);
    return this;
  }

  Parameters number(int value) throws SQLException {
    statement.setInt(++at, value);
    return this;
  }

  Parameters longNumber(long value) throws SQLException {
    statement.setLong(++at, value);
    return this;
  }

  Parameters flag(boolean value) throws SQLException {
    statement.setBoolean(++at, value);
    return this;
  }

  Parameters instant(Instant value) throws SQLException {
    statement.setDouble(++at, seconds(value));
    return this;
  }

  <T> Parameters texts(List<T> rows, Column<T, String> column) throws SQLException {
    String[] values = new String[rows.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = column.of(rows.get(i));
    }
    return array("text", values);
  }

  <T> Parameters uuids(List<T> rows, Column<T, UUID> column) throws SQLException {
    String[] values = new String[rows.size()];
    for (int i = 0; i < values.length; i++) {
      UUID value = column.of(rows.get(i));
      values[i] = value == null ? null : value.toString();
    }
    return array("uuid", values);
  }

  <T> Parameters octets(List<T> rows, Column<T, byte[]> column) throws SQLException {
    byte[][] values = new byte[rows.size()][];
    for (int i = 0; i < values.length; i++) {
      values[i] = column.of(rows.get(i));
    }
    return array("bytea", values);
  }

  <T> Parameters numbers(List<T> rows, ToIntFunction<T> column) throws SQLException {
    Integer[] values = new Integer[rows.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = column.applyAsInt(rows.get(i));
    }
    return array("int4", values);
  }

  <T> Parameters optionalNumbers(List<T> rows, Function<T, Optional<Integer>> column)
      throws SQLException {
    Integer[] values = new Integer[rows.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = column.apply(rows.get(i)).orElse(null);
    }
    return array("int4", values);
  }

  <T> Parameters longs(List<T> rows, ToLongFunction<T> column) throws SQLException {
    Long[] values = new Long[rows.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = column.applyAsLong(rows.get(i));
    }
    return array("int8", values);
  }

  <T> Parameters flags(List<T> rows, Predicate<T> column) throws SQLException {
    Boolean[] values = new Boolean[rows.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = column.test(rows.get(i));
    }
    return array("bool", values);
  }

  <T> Parameters instants(List<T> rows, Column<T, Instant> column) throws SQLException {
    Double[] values = new Double[rows.size()];
    for (int i = 0; i < values.length; i++) {
      Instant value = column.of(rows.get(i));
      values[i] = value == null ? null : seconds(value);
    }
    return array("float8", values);
  }

  private Parameters array(String type, Object[] values) throws SQLException {
    statement.setArray(++at, connection.createArrayOf(type, values));
    return this;
  }

  private static double seconds(Instant value) {
    long micros = value.getEpochSecond() * 1_000_000 + value.getNano() / 1_000;
    return micros / 1e6;
  }
}
