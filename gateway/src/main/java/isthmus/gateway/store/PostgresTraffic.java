package isthmus.gateway.store;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.delivery.DeliveryState;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Messages as they went: those that a service was selected for, those that came from services, and
 * those inside CPM of which attempts failed; newest first, in pages; reads only, and no content.
 * What is added while pages are read is not seen.
 */
public final class PostgresTraffic {
  /** Keys are UUIDs of version 7: their order is that of time. */
  private static final UUID LAST = new UUID(-1L, -1L);

  private static final String PAGE =
      """
      select d.id, d.message_id, m.accepted_at, coalesce(m.written_from, m.originator),
             coalesce(m.written_to, m.recipient), m.media_type, m.content_size, d.state,
             case when strpos(d.why, ',"s":{') > 0 then d.why end,
             m.origin_service, case when d.target_kind = 2 then d.target_service else 'cpm' end,
             d.tried, d.attempt
        from (select id, message_id, state, why, target_kind, target_service, tried, attempt
                from delivery where kind = 0 and id < ? order by id desc limit ?) d
        join message m on m.id = d.message_id
       order by d.id desc
      """;

  private static final String FAILURES =
      """
      select delivery_id, attempt, at, service, failure_code from attempt
       where delivery_id >= ? and delivery_id < ? order by delivery_id, attempt
      """;

  private final Database database;

  /** Traffic of a database. */
  public PostgresTraffic(Database database) {
    this.database = requireNonNull(database);
  }

  /**
   * A failed attempt.
   *
   * @param attempt 1 for the first
   * @param at when it ended
   * @param service the service, {@code cpm} inside CPM; empty when an earlier release did not keep
   *     it
   * @param code the name of the failure's code
   */
  public record Failed(int attempt, Instant at, Optional<String> service, String code) {
    /** Checks the components. */
    public Failed {
      requireNonNull(at);
      requireNonNull(service);
      requireNonNull(code);
    }
  }

  /**
   * A message and its delivery.
   *
   * @param message its key
   * @param at when it was accepted
   * @param originator canonical URI, as it came
   * @param recipient canonical URI, as it came
   * @param mediaType of its content
   * @param size octets of its content
   * @param state of its delivery
   * @param why the delivery's reasons as JSON, of which {@code s} is the selection; empty when no
   *     service was selected
   * @param from the service that it came from; empty for a CPM user's
   * @param target the service that it went to last, {@code cpm} inside CPM
   * @param tried services that failed for good before that one
   * @param attempts made so far
   * @param failures failed attempts, the first first
   */
  public record Recorded(
      UUID message,
      Instant at,
      String originator,
      String recipient,
      String mediaType,
      long size,
      DeliveryState state,
      Optional<String> why,
      Optional<String> from,
      String target,
      List<String> tried,
      int attempts,
      List<Failed> failures) {
    /** Copies the lists. */
    public Recorded {
      requireNonNull(why);
      requireNonNull(from);
      tried = List.copyOf(tried);
      failures = List.copyOf(failures);
    }

    /** Whether it is a CPM user's for which a service was selected. */
    public boolean interworked() {
      return why.isPresent() && from.isEmpty();
    }
  }

  /**
   * Some deliveries, newest first.
   *
   * @param messages those of them that the rules have something to say to
   * @param next where the next page begins; empty when this is the last one
   */
  public record Page(List<Recorded> messages, Optional<UUID> next) {
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
   * @param deliveries looked at, of whatever kind
   */
  public Page page(Optional<UUID> from, int deliveries) {
    return database.lengthy(connection -> page(connection, from.orElse(LAST), deliveries));
  }

  private static Page page(Connection connection, UUID from, int deliveries) throws SQLException {
    Map<UUID, Recorded> read = new LinkedHashMap<>();
    UUID last = from;
    try (PreparedStatement statement = connection.prepareStatement(PAGE)) {
      new Parameters(statement).uuid(from).number(deliveries);
      try (ResultSet results = statement.executeQuery()) {
        while (results.next()) {
          last = results.getObject(1, UUID.class);
          read.put(last, recorded(results));
        }
      }
    }
    Map<UUID, List<Failed>> failures = read.isEmpty() ? Map.of() : failures(connection, last, from);
    List<Recorded> messages = new ArrayList<>();
    read.forEach(
        (delivery, message) -> {
          List<Failed> failed = failures.getOrDefault(delivery, List.of());
          if (message.why().isPresent() || message.from().isPresent() || !failed.isEmpty()) {
            messages.add(failed.isEmpty() ? message : with(message, failed));
          }
        });
    return new Page(messages, read.size() < deliveries ? Optional.empty() : Optional.of(last));
  }

  private static Map<UUID, List<Failed>> failures(Connection connection, UUID first, UUID end)
      throws SQLException {
    Map<UUID, List<Failed>> failures = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(FAILURES)) {
      new Parameters(statement).uuid(first).uuid(end);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          failures
              .computeIfAbsent(row.getObject(1, UUID.class), _ -> new ArrayList<>())
              .add(
                  new Failed(
                      row.getInt(2),
                      row.getObject(3, OffsetDateTime.class).toInstant(),
                      Optional.ofNullable(row.getString(4)),
                      row.getString(5)));
        }
      }
    }
    return failures;
  }

  private static Recorded recorded(ResultSet row) throws SQLException {
    return new Recorded(
        row.getObject(2, UUID.class),
        row.getObject(3, OffsetDateTime.class).toInstant(),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        row.getLong(7),
        DeliveryState.ofCode(row.getInt(8)),
        Optional.ofNullable(row.getString(9)),
        Optional.ofNullable(row.getString(10)).map(AddressText::service).map(it -> it.service()),
        row.getString(11),
        row.getString(12).lines().toList(),
        row.getInt(13),
        List.of());
  }

  private static Recorded with(Recorded message, List<Failed> failures) {
    return new Recorded(
        message.message(),
        message.at(),
        message.originator(),
        message.recipient(),
        message.mediaType(),
        message.size(),
        message.state(),
        message.why(),
        message.from(),
        message.target(),
        message.tried(),
        message.attempts(),
        failures);
  }
}
