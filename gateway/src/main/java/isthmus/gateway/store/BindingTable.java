package isthmus.gateway.store;

import isthmus.cpm.registration.Binding;
import isthmus.cpm.sip.Hop;
import isthmus.cpm.sip.Transport;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Rows of {@code binding} and {@code registered_user}. */
final class BindingTable {
  private static final String LOCK =
      """
      insert into registered_user (aor, changed_at, changed_in)
      values (?, now(), pg_current_xact_id())
      on conflict (aor) do update
        set changed_at = excluded.changed_at, changed_in = excluded.changed_in
      """;

  private static final String SELECT =
      """
      select contact, instance, reg_id, call_id, cseq, q_permille, expires_at, parameter_names,
             parameter_values, path, flow_transport, flow_host, flow_port, user_agent
        from binding where aor = ?
      """;

  /**
   * Every transaction before this one has ended, so what it changed is seen from now on; later ones
   * are asked for again. A time stamp would miss those that commit late.
   */
  private static final String CURSOR = "select pg_snapshot_xmin(pg_current_snapshot())::text";

  private static final String CHANGED =
      """
      select b.contact, b.instance, b.reg_id, b.call_id, b.cseq, b.q_permille, b.expires_at,
             b.parameter_names, b.parameter_values, b.path, b.flow_transport, b.flow_host,
             b.flow_port, b.user_agent, r.aor
        from registered_user r left join binding b on b.aor = r.aor
       where r.changed_in >= ?::xid8
       order by r.aor, b.q_permille desc, b.position desc
      """;

  private static final String INSERT =
      """
      insert into binding
        (aor, position, contact, instance, reg_id, call_id, cseq, q_permille, expires_at,
         parameter_names, parameter_values, path, flow_transport, flow_host, flow_port, user_agent)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private static final String DELETE = "delete from binding where aor = ?";

  private static final String DELETE_EXPIRED = "delete from binding where expires_at <= ?";

  private BindingTable() {}

  static void lock(Connection connection, String aor) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
      statement.setString(1, aor);
      statement.executeUpdate();
    }
  }

  /** In order of registration. */
  static List<Binding> all(Connection connection, String aor) throws SQLException {
    return select(connection, aor, SELECT + " order by position");
  }

  /** As they should be tried. */
  static List<Binding> preferredFirst(Connection connection, String aor) throws SQLException {
    return select(connection, aor, SELECT + " order by q_permille desc, position desc");
  }

  /** Where to go on after what is read next. */
  static String cursor(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(CURSOR);
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getString(1);
    }
  }

  /** All bindings of the users that changed; of a user without any, an empty list. */
  static Map<String, List<Binding>> changed(Connection connection, String cursor)
      throws SQLException {
    Map<String, List<Binding>> changed = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(CHANGED)) {
      statement.setString(1, cursor);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          String aor = row.getString(15);
          List<Binding> bindings = changed.computeIfAbsent(aor, _ -> new ArrayList<>());
          if (row.getString(1) != null) {
            bindings.add(read(aor, row));
          }
        }
      }
    }
    return changed;
  }

  private static List<Binding> select(Connection connection, String aor, String sql)
      throws SQLException {
    List<Binding> bindings = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, aor);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          bindings.add(read(aor, row));
        }
      }
    }
    return bindings;
  }

  private static Binding read(String aor, ResultSet row) throws SQLException {
    int regId = row.getInt(3);
    OptionalInt optionalRegId = row.wasNull() ? OptionalInt.empty() : OptionalInt.of(regId);
    return new Binding(
        aor,
        row.getString(1),
        Optional.ofNullable(row.getString(2)),
        optionalRegId,
        row.getString(4),
        row.getLong(5),
        row.getInt(6),
        row.getObject(7, OffsetDateTime.class).toInstant(),
        parameters(texts(row, 8), texts(row, 9)),
        List.of(texts(row, 10)),
        new Hop(Transport.valueOf(row.getString(11)), row.getString(12), row.getInt(13)),
        Optional.ofNullable(row.getString(14)));
  }

  private static String[] texts(ResultSet row, int column) throws SQLException {
    return (String[]) row.getArray(column).getArray();
  }

  private static Map<String, String> parameters(String[] names, String[] values) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (int i = 0; i < names.length; i++) {
      parameters.put(names[i], values[i]);
    }
    return parameters;
  }

  static void replace(Connection connection, String aor, List<Binding> bindings)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(DELETE)) {
      statement.setString(1, aor);
      statement.executeUpdate();
    }
    if (bindings.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
      for (int i = 0; i < bindings.size(); i++) {
        bind(connection, statement, i, bindings.get(i));
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  private static void bind(
      Connection connection, PreparedStatement statement, int position, Binding binding)
      throws SQLException {
    List<String> names = List.copyOf(binding.parameters().keySet());
    List<String> values =
        names.stream().map(n -> binding.parameters().getOrDefault(n, "")).toList();
    int at = 0;
    statement.setString(++at, binding.aor());
    statement.setInt(++at, position);
    statement.setString(++at, binding.contact());
    statement.setString(++at, binding.instance().orElse(null));
    if (binding.regId().isPresent()) {
      statement.setInt(++at, binding.regId().getAsInt());
    } else {
      statement.setNull(++at, java.sql.Types.INTEGER);
    }
    statement.setString(++at, binding.callId());
    statement.setLong(++at, binding.cseq());
    statement.setInt(++at, binding.qPermille());
    statement.setObject(++at, binding.expiresAt().atOffset(ZoneOffset.UTC));
    statement.setArray(++at, connection.createArrayOf("text", names.toArray()));
    statement.setArray(++at, connection.createArrayOf("text", values.toArray()));
    statement.setArray(++at, connection.createArrayOf("text", binding.path().toArray()));
    statement.setString(++at, binding.flow().transport().name());
    statement.setString(++at, binding.flow().host());
    statement.setInt(++at, binding.flow().port());
    statement.setString(++at, binding.userAgent().orElse(null));
  }

  static int deleteExpired(Connection connection, Instant now) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(DELETE_EXPIRED)) {
      statement.setObject(1, now.atOffset(ZoneOffset.UTC));
      return statement.executeUpdate();
    }
  }
}
