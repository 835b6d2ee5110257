package isthmus.gateway.store;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.delivery.DeliveryState;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Messages that a service was selected for, newest first, in pages; reads only, and no content.
 * What is added while pages are read is not seen.
 */
public final class PostgresTraffic {
  /** Keys are UUIDs of version 7: their order is that of time. */
  private static final UUID LAST = new UUID(-1L, -1L);

  private static final String PAGE =
      """
      select d.id, d.message_id, m.accepted_at, m.originator, m.recipient, m.media_type,
             m.content_size, d.state,
             case when strpos(d.why, ',"s":{') > 0 then d.why end
        from (select id, message_id, state, why from delivery
               where kind = 0 and id < ? order by id desc limit ?) d
        join message m on m.id = d.message_id
       order by d.id desc
      """;

  private final Database database;

  /** Traffic of a database. */
  public PostgresTraffic(Database database) {
    this.database = requireNonNull(database);
  }

  /**
   * A message for which a service was selected.
   *
   * @param message its key
   * @param at when it was accepted
   * @param originator canonical URI
   * @param recipient canonical URI
   * @param mediaType of its content
   * @param size octets of its content
   * @param state of its delivery
   * @param why the delivery's reasons as JSON: the selection is the member {@code s}
   */
  public record Interworked(
      UUID message,
      Instant at,
      String originator,
      String recipient,
      String mediaType,
      long size,
      DeliveryState state,
      String why) {}

  /**
   * Some deliveries, newest first.
   *
   * @param messages those of them for which a service was selected
   * @param next where the next page begins; empty when this is the last one
   */
  public record Page(List<Interworked> messages, Optional<UUID> next) {
    /** Copies the list. */
    public Page {
      messages = List.copyOf(messages);
      requireNonNull(next);
    }
  }

  /**
   * Reads a page.
   *
   * @param from what {@link Page#next} said; empty for the newest
   * @param deliveries looked at, whether interworked or not
   */
  public Page page(Optional<UUID> from, int deliveries) {
    return database.lengthy(connection -> page(connection, from.orElse(LAST), deliveries));
  }

  private static Page page(Connection connection, UUID from, int deliveries) throws SQLException {
    List<Interworked> messages = new ArrayList<>();
    int looked = 0;
    UUID last = from;
    try (PreparedStatement statement = connection.prepareStatement(PAGE)) {
      new Parameters(statement).uuid(from).number(deliveries);
      try (ResultSet results = statement.executeQuery()) {
        while (results.next()) {
          looked++;
          last = results.getObject(1, UUID.class);
          String why = results.getString(9);
          if (why != null) {
            messages.add(interworked(results, why));
          }
        }
      }
    }
    return new Page(messages, looked < deliveries ? Optional.empty() : Optional.of(last));
  }

  private static Interworked interworked(ResultSet row, String why) throws SQLException {
    return new Interworked(
        row.getObject(2, UUID.class),
        row.getObject(3, java.time.OffsetDateTime.class).toInstant(),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        row.getLong(7),
        DeliveryState.ofCode(row.getInt(8)),
        why);
  }
}
