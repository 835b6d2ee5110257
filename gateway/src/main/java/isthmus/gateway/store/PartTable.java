package isthmus.gateway.store;

import isthmus.cpm.interworking.ExternalPart;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/** Rows of {@code part}. */
final class PartTable {
  /** The columns in the order of {@link #read}, of a table or alias {@code p}. */
  static final String COLUMNS = "p.number, p.total, p.peer, p.external_id, p.raw_id, p.at";

  /** Parameters of {@link #bind} as a row source with the names of {@link #NAMES}. */
  static final String UNNEST =
      """
      unnest(?::uuid[], ?::text[], ?::int[], ?::int[], ?::text[], ?::text[], ?::text[], ?::float8[])
      """;

  /** Names for the columns of {@link #UNNEST}. */
  static final String NAMES =
      "delivery_id, conversation_id, number, total, peer, external_id, raw_id, at";

  /**
   * Writes rows called {@code t}, of {@link #UNNEST}, whose delivery is in {@code u}. A part that
   * another service or a later attempt took replaces the one before it; one of which only becomes
   * known how many there are keeps its receipts.
   */
  static final String INSERT_FROM_T =
      """
      insert into part as p
        (delivery_id, conversation_id, number, total, peer, external_id, raw_id, at)
      select delivery_id, conversation_id, number, total, peer, external_id, raw_id,
             to_timestamp(at)
        from t where (t.delivery_id in (select id from u)) is true
       order by t.delivery_id, t.number
      on conflict (delivery_id, number) do update
         set total = excluded.total, peer = excluded.peer, external_id = excluded.external_id,
             raw_id = excluded.raw_id, at = excluded.at,
             (state, error, final, receipt_at) =
               (select k.state, k.error, k.final, k.receipt_at
                  from (values (p.state, p.error, p.final, p.receipt_at))
                         as k(state, error, final, receipt_at)
                 where (p.peer, p.external_id) = (excluded.peer, excluded.external_id))
       where (p.peer, p.external_id, p.total)
             is distinct from (excluded.peer, excluded.external_id, excluded.total)
      """;

  /** Parts of deliveries, with their final dispositions. */
  static final String OF_DELIVERIES =
      "select p.delivery_id, "
          + COLUMNS
          + ", p.final from unnest(?::uuid[]) as t(id) join part p on p.delivery_id = t.id"
          + " order by p.delivery_id, p.number";

  /** Removes parts of deliveries that their newest result does not name any more. */
  static final String REMOVE =
      """
      delete from part p using unnest(?::uuid[], ?::int[]) as t(delivery_id, number)
       where p.delivery_id = t.delivery_id and p.number = t.number
      """;

  private PartTable() {}

  /**
   * A part to be inserted.
   *
   * @param delivery its delivery
   * @param conversation the delivery's conversation
   * @param part the part
   */
  record New(UUID delivery, String conversation, ExternalPart part) {}

  /** Binds the parameters of {@link #UNNEST}. */
  static void bind(Parameters parameters, List<New> rows) throws SQLException {
    parameters
        .uuids(rows, New::delivery)
        .texts(rows, New::conversation)
        .numbers(rows, r -> r.part.number())
        .numbers(rows, r -> r.part.total())
        .texts(rows, r -> r.part.peer())
        .texts(rows, r -> r.part.externalId())
        .texts(rows, r -> r.part.rawId())
        .instants(rows, r -> r.part.at());
  }

  /** Reads {@link #COLUMNS}. */
  static ExternalPart read(Row row) throws SQLException {
    return new ExternalPart(
        row.number(), row.number(), row.text(), row.text(), row.text(), row.instant());
  }
}
