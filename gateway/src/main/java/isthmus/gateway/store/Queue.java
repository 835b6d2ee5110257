package isthmus.gateway.store;

import isthmus.cpm.address.Identity;
import isthmus.cpm.delivery.AcceptedMessage;
import isthmus.cpm.delivery.Delivery;
import isthmus.cpm.delivery.DeliveryState;
import isthmus.cpm.interworking.ExternalPart;
import isthmus.cpm.interworking.InterworkingInbound.LegacyState;
import isthmus.cpm.message.DeliveryKey;
import isthmus.cpm.message.KeySource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Reads deliveries that wait, and changes what waits for other reasons than an attempt. */
final class Queue {
  private static final String QUEUED =
      "select "
          + DeliveryTable.COLUMNS
          + ", "
          + MessageTable.COLUMNS
          + """

            from (select * from delivery
                   where shard = ? and state = 0 and id > ? order by id limit ?) d
            join message m on m.id = d.message_id
           order by d.id
          """;

  private static final String WAKE =
      """
      update delivery set state = 0, due = to_timestamp(?)
       where user_key = ? and state = 2 returning shard
      """;

  /** The newest message with an identity of a peer, and its delivery. */
  private static final String OF_PEER =
      """
      select d.id from message m join delivery d on d.message_id = m.id and d.kind = 0
       where m.external_id is not null
         and hashtextextended(m.external_id, 0) = hashtextextended(?, 0)
         and m.external_id = ? and m.peer = ?
       order by m.id desc limit 1
      """;

  private static final String STATE = "select state from delivery d where d.id = (" + OF_PEER + ")";

  private static final String CANCEL =
      """
      update delivery d set state = 13, news = news | 1, finished_at = to_timestamp(?)
       where d.state in (0, 2) and d.id = (
      """
          + OF_PEER
          + ")";

  private final AddressText addresses;

  Queue(AddressText addresses) {
    this.addresses = addresses;
  }

  private record Found(DeliveryTable.Line line, AcceptedMessage message) {}

  List<Delivery> queued(Connection connection, int shard, Optional<DeliveryKey> after, int limit)
      throws SQLException {
    List<Found> found = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(QUEUED)) {
      new Parameters(statement)
          .number(shard)
          .uuid(after.map(DeliveryKey::value).orElseGet(() -> KeySource.floor(Instant.EPOCH)))
          .number(limit);
      try (ResultSet results = statement.executeQuery()) {
        Row row = new Row(results, addresses);
        while (row.next()) {
          found.add(new Found(DeliveryTable.read(row), MessageTable.read(row)));
        }
      }
    }
    Map<UUID, List<ExternalPart>> parts =
        parts(
            connection,
            found.stream()
                .map(Found::line)
                .filter(l -> l.attempt() > 0)
                .map(DeliveryTable.Line::id)
                .toList());
    return found.stream()
        .map(f -> f.line.of(f.message, parts.getOrDefault(f.line.id(), List.of())))
        .toList();
  }

  private Map<UUID, List<ExternalPart>> parts(Connection connection, List<UUID> deliveries)
      throws SQLException {
    Map<UUID, List<ExternalPart>> parts = new HashMap<>();
    if (deliveries.isEmpty()) {
      return parts;
    }
    try (PreparedStatement statement = connection.prepareStatement(PartTable.OF_DELIVERIES)) {
      new Parameters(statement).uuids(deliveries, id -> id);
      try (ResultSet results = statement.executeQuery()) {
        Row row = new Row(results, addresses);
        while (row.next()) {
          parts.computeIfAbsent(row.uuid(), id -> new ArrayList<>()).add(PartTable.read(row));
        }
      }
    }
    return parts;
  }

  List<Integer> wake(Connection connection, Identity user, Instant now) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(WAKE)) {
      new Parameters(statement).instant(now).text(user.value());
      try (ResultSet results = statement.executeQuery()) {
        var shards = new java.util.TreeSet<Integer>();
        while (results.next()) {
          shards.add(results.getInt(1));
        }
        return List.copyOf(shards);
      }
    }
  }

  LegacyState state(Connection connection, String peer, String externalId) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(STATE)) {
      new Parameters(statement).text(externalId).text(externalId).text(peer);
      try (ResultSet results = statement.executeQuery()) {
        return results.next()
            ? legacy(DeliveryState.ofCode(results.getInt(1)))
            : LegacyState.UNKNOWN;
      }
    }
  }

  void cancel(Connection connection, String peer, String externalId, Instant now)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(CANCEL)) {
      new Parameters(statement).instant(now).text(externalId).text(externalId).text(peer);
      statement.executeUpdate();
    }
  }

  private static LegacyState legacy(DeliveryState state) {
    return switch (state) {
      case QUEUED, SUBMITTED, DEFERRED -> LegacyState.ENROUTE;
      case DELIVERED, NO_MORE_NEWS -> LegacyState.DELIVERED;
      case FAILED -> LegacyState.UNDELIVERABLE;
      case EXPIRED -> LegacyState.EXPIRED;
      case CANCELLED -> LegacyState.CANCELLED;
    };
  }
}
