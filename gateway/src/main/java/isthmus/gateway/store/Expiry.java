package isthmus.gateway.store;

import isthmus.cpm.delivery.Delivery;
import isthmus.cpm.delivery.DeliveryState;
import isthmus.cpm.disposition.Disposition;
import isthmus.cpm.store.MessageStore.Effect;
import isthmus.cpm.store.MessageStore.NotificationPlan;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Ends deliveries whose validity is over, in the transaction of the caller. */
final class Expiry {
  private static final String OVER =
      "select "
          + Movement.Locked.COLUMNS
          + """

            from delivery d join message m on m.id = d.message_id
           where d.state < 10 and d.expires_at <= to_timestamp(?) and d.shard = any(?::int[])
           order by d.expires_at
           limit ?
             for update of d skip locked
          """;

  private static final String END =
      """
      with e as (
        update delivery d
           set state = t.state::smallint, news = d.news | t.news::smallint,
               finished_at = to_timestamp(?)
          from unnest(?::uuid[], ?::text[], ?::int[], ?::int[])
            as t(id, conversation_id, state, news)
         where d.id = t.id and d.conversation_id = t.conversation_id)
      """
          + DeliveryTable.INSERT;

  private final AddressText addresses;

  Expiry(AddressText addresses) {
    this.addresses = addresses;
  }

  private record End(Movement.Locked delivery, DeliveryState state, Optional<Delivery> tell) {
    int news() {
      return state == DeliveryState.EXPIRED ? News.DELIVERY : 0;
    }
  }

  List<Effect> apply(
      Connection connection, List<Integer> shards, Instant now, int limit, NotificationPlan plan)
      throws SQLException {
    List<End> ends = new ArrayList<>();
    for (Movement.Locked delivery : over(connection, shards, now, limit)) {
      ends.add(end(delivery, now, plan));
    }
    if (!ends.isEmpty()) {
      write(connection, ends, now);
    }
    return ends.stream().map(end -> new Effect(true, end.tell.stream().toList())).toList();
  }

  private List<Movement.Locked> over(
      Connection connection, List<Integer> shards, Instant now, int limit) throws SQLException {
    List<Movement.Locked> over = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(OVER)) {
      new Parameters(statement).instant(now).numbers(shards, shard -> shard).number(limit);
      try (ResultSet results = statement.executeQuery()) {
        Row row = new Row(results, addresses);
        while (row.next()) {
          over.add(Movement.Locked.read(row));
        }
      }
    }
    return over;
  }

  /** What a service took may still arrive: nobody says that it failed. */
  private static End end(Movement.Locked delivery, Instant now, NotificationPlan plan) {
    if (delivery.state() == DeliveryState.SUBMITTED) {
      return new End(delivery, DeliveryState.NO_MORE_NEWS, Optional.empty());
    }
    boolean tell = delivery.ofMessage() && (delivery.news() & News.DELIVERY) == 0;
    return new End(
        delivery,
        DeliveryState.EXPIRED,
        tell ? plan.plan(delivery.message(), Disposition.FAILED, now) : Optional.empty());
  }

  private static void write(Connection connection, List<End> ends, Instant now)
      throws SQLException {
    List<DeliveryTable.New> notifications = new ArrayList<>();
    for (End end : ends) {
      UUID id = end.delivery.id();
      end.tell.ifPresent(n -> notifications.add(new DeliveryTable.New(id, n, now)));
    }
    try (PreparedStatement statement = connection.prepareStatement(END)) {
      Parameters parameters =
          new Parameters(statement)
              .instant(now)
              .uuids(ends, e -> e.delivery.id())
              .texts(ends, e -> e.delivery.message().message().threading().conversation().value())
              .numbers(ends, e -> e.state.code())
              .numbers(ends, End::news);
      DeliveryTable.bind(parameters, notifications);
      statement.executeUpdate();
    }
  }
}
