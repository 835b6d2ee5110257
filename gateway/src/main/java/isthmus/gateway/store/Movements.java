package isthmus.gateway.store;

import isthmus.cpm.delivery.DeliveryState;
import isthmus.cpm.disposition.Disposition;
import isthmus.cpm.message.DeliveryKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Writes what news did to deliveries, with the notifications that follow: one statement. */
final class Movements {
  private static final String WRITE =
      """
      with p as (
        update part p
           set state = case when p.final is null then t.state else p.state end,
               error = case when p.final is null then t.error else p.error end,
               receipt_at = case when p.final is null then to_timestamp(t.at) else p.receipt_at end,
               final = coalesce(p.final, t.final::smallint)
          from unnest(?::uuid[], ?::int[], ?::text[], ?::text[], ?::int[], ?::float8[])
            as t(delivery_id, number, state, error, final, at)
         where p.delivery_id = t.delivery_id and p.number = t.number
           and p.delivery_id >= ? and p.delivery_id <= ?),
      d as (
        update delivery d
           set state = t.state::smallint, news = t.news::smallint,
               submitted_at = coalesce(d.submitted_at, case when t.state = 10 then to_timestamp(t.at) end),
               finished_at = case when t.final then to_timestamp(t.at) else d.finished_at end,
               displayed_at = case when t.displayed then to_timestamp(t.at)
                                   else d.displayed_at end,
               failure_detail = coalesce(t.trouble, d.failure_detail)
          from unnest(?::uuid[], ?::text[], ?::int[], ?::int[], ?::bool[], ?::bool[], ?::text[],
                      ?::float8[])
            as t(id, conversation_id, state, news, final, displayed, trouble, at)
         where d.id = t.id and d.conversation_id = t.conversation_id
           and d.id >= ? and d.id <= ?)
      """
          + DeliveryTable.INSERT;

  private Movements() {}

  /** Writes all of them; movements are of different deliveries. */
  static void write(
      Connection connection, Collection<Movement> all, List<DeliveryTable.New> notifications)
      throws SQLException {
    List<Movement> moved = all.stream().filter(Movement::moved).toList();
    List<Movement.PartNews> parts = all.stream().flatMap(m -> m.parts().stream()).toList();
    if (moved.isEmpty() && parts.isEmpty() && notifications.isEmpty()) {
      return;
    }
    // Bounds, so that partitions of other days are not even opened.
    List<DeliveryKey> keys = all.stream().map(m -> new DeliveryKey(m.id())).sorted().toList();
    UUID first = keys.getFirst().value();
    UUID last = keys.getLast().value();
    try (PreparedStatement statement = connection.prepareStatement(WRITE)) {
      Parameters parameters = new Parameters(statement);
      parameters
          .uuids(parts, Movement.PartNews::delivery)
          .numbers(parts, Movement.PartNews::number)
          .texts(parts, Movement.PartNews::state)
          .texts(parts, p -> p.error().orElse(null))
          .optionalNumbers(
              parts, p -> p.disposition().filter(Disposition::ofDelivery).map(Disposition::code))
          .instants(parts, Movement.PartNews::at)
          .uuid(first)
          .uuid(last);
      parameters
          .uuids(moved, Movement::id)
          .texts(moved, m -> m.before().message().message().threading().conversation().value())
          .numbers(moved, m -> m.state().code())
          .numbers(moved, Movement::news)
          .flags(moved, Movements::ends)
          .flags(moved, Movement::displayed)
          .texts(moved, m -> m.trouble().orElse(null))
          .instants(moved, Movement::at)
          .uuid(first)
          .uuid(last);
      DeliveryTable.bind(parameters, notifications);
      statement.executeUpdate();
    }
  }

  private static boolean ends(Movement movement) {
    DeliveryState before = movement.before().state();
    return movement.state() != before && !movement.state().open();
  }
}
