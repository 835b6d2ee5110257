package isthmus.gateway.whatif;

import isthmus.cpm.interworking.AddressCheck;
import isthmus.gateway.store.Database;
import isthmus.isf.InterworkingSelection;
import isthmus.isf.IsfRules;
import isthmus.isf.RecipientAddresses;
import isthmus.isf.SelectionRequest;
import isthmus.isf.SelectionSettings;
import isthmus.isf.policy.RuleSet;
import isthmus.isf.table.RequestFacts;
import isthmus.isf.table.RequestKind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Puts messages into a database as if they had been interworked, thousands at a time. */
final class RecordedMessages {
  private static final Set<String> SERVICES = Set.of("sms", "mms", "email");

  private static final String FILL =
      """
      with n as (select n, lpad(to_hex((? + n)::bigint), 12, '0') || '7' || lpad(to_hex(n % 4096), 3, '0') as head
                   from generate_series(1, ?) as n),
           k as (select n, (left(head, 8) || '-' || substr(head, 9, 4) || '-' || substr(head, 13, 4)
                   || '-8000-' || ? || lpad(to_hex(n), 10, '0'))::uuid as id
                   from n),
           s as (select ordinality as i, why, type, size
                   from unnest(?::text[], ?::text[], ?::int[]) with ordinality as t(why, type, size)),
           d as (insert into delivery
                   (id, message_id, conversation_id, shard, kind, target_kind, target_service,
                    state, attempt, due, expires_at, tried, why, created_at)
                 select k.id, k.id, 'c' || n, n % 64, 0, 2, 'sms', 11, 1, now(), now(), '', s.why, now()
                   from k join s on s.i = 1 + n % ?)
      insert into message
        (id, conversation_id, contribution_id, originator, originator_key, recipient, recipient_key,
         imdn_id, requested, sent_at, media_type, body, content_from, content_size, accepted_at)
      select k.id, 'c' || n, 'b' || n, 'tel:+1555100' || lpad((n % 10000)::text, 4, '0'), 'o',
             'tel:+1555200' || lpad((n % 10000)::text, 4, '0'), 'r', 'i' || n, 0,
             to_timestamp((? + n) / 1000.0), s.type, convert_to('SECRET', 'UTF8'), 0, s.size,
             to_timestamp((? + n) / 1000.0)
        from k join s on s.i = 1 + n % ?
      """;

  private int fills = 0;

  /** A kind of message. */
  record Kind(String why, String type, int size) {}

  /** What the table chose for a message of a type and a size. */
  static Kind selected(RuleSet rules, String type, int size) {
    return selected(rules, SERVICES, type, size);
  }

  /** The same among other services. */
  static Kind selected(RuleSet rules, Set<String> services, String type, int size) {
    RequestFacts facts =
        RequestFacts.of(RequestKind.STANDALONE_MESSAGE).withOctets(size).withMediaTypes(type);
    if (type.equals("text/plain")) {
      facts = facts.withText(size, (size + 152) / 153);
    }
    String selection =
        new InterworkingSelection(
                IsfRules.plain(rules, 1),
                (_, recipient) -> new AddressCheck.Valid(recipient.phone().orElseThrow()),
                SelectionSettings.DEFAULT)
            .select(
                SelectionRequest.of(facts, RecipientAddresses.ofPhone("+1"), services, services))
            .explanation()
            .toJson();
    return new Kind(
        "{\"d\":\"interworked at once, \\\"s\\\"\",\"s\":" + selection + "}", type, size);
  }

  /** Makes messages so far to such as came from SMS. */
  static void cameFromSms(Database database) throws SQLException {
    execute(database, "update message set origin_service = 'sms', peer = 's1'");
  }

  /**
   * Lets attempts of all messages so far fail, one after the other.
   *
   * @param target where they went then
   * @param tried services that were given up
   * @param failures as {@code sms congested}
   */
  static void fail(Database database, String target, String tried, String... failures)
      throws SQLException {
    String went =
        target.equals("cpm")
            ? "target_kind = 0, target_service = null"
            : "target_kind = 2, target_service = '" + target + "'";
    execute(
        database,
        "update delivery set state = 10, attempt = %d, %s, tried = '%s'"
            .formatted(failures.length + 1, went, tried));
    int attempt = 0;
    for (String failure : failures) {
      attempt++;
      String service = failure.substring(0, failure.indexOf(' '));
      String code = failure.substring(failure.indexOf(' ') + 1).toUpperCase(Locale.ROOT);
      execute(
          database,
          "insert into attempt (delivery_id, conversation_id, attempt, at, peer, failure_code,"
              + " failure_text, failure_detail, service) select id, conversation_id, "
              + attempt
              + ", created_at, '', '"
              + code.replace('-', '_')
              + "', '', '', nullif('"
              + service
              + "', '?') from delivery");
    }
  }

  private static void execute(Database database, String sql) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Empties a database of messages. */
  static void removeAll(Database database) throws SQLException {
    execute(database, "truncate message, delivery, attempt");
  }

  /** Puts messages, the kinds one after the other, a millisecond apart. */
  void put(Database database, Instant from, int count, List<Kind> kinds) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        PreparedStatement statement = connection.prepareStatement(FILL)) {
      statement.setLong(1, from.toEpochMilli());
      statement.setInt(2, count);
      statement.setString(3, "%02x".formatted(fills++));
      statement.setArray(
          4, connection.createArrayOf("text", kinds.stream().map(Kind::why).toArray()));
      statement.setArray(
          5, connection.createArrayOf("text", kinds.stream().map(Kind::type).toArray()));
      statement.setArray(
          6, connection.createArrayOf("int4", kinds.stream().map(Kind::size).toArray()));
      statement.setInt(7, kinds.size());
      statement.setLong(8, from.toEpochMilli());
      statement.setLong(9, from.toEpochMilli());
      statement.setInt(10, kinds.size());
      statement.executeUpdate();
    }
  }
}
