package isthmus.gateway.store;

import isthmus.cpm.delivery.Delivery;
import isthmus.cpm.message.MessageKey;
import isthmus.cpm.store.MessageStore.AcceptResult;
import isthmus.cpm.store.MessageStore.Acceptance;
import isthmus.cpm.store.MessageStore.CorrelationUpdate;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Accepts messages: one statement, which is also the transaction, for any number of them. Request
 * keys decide which are new, everything else hangs on that.
 */
final class Acceptances {
  /** How long after midnight a request of the day before may be repeated. */
  private static final Duration OVERLAP = Duration.ofHours(1);

  private static final String ACCEPT =
      "with i as materialized (select * from "
          + MessageTable.UNNEST
          + " as t("
          + MessageTable.NAMES
          + ")),\n"
          + """
          r as materialized (
            select * from unnest(?::uuid[], ?::uuid[], ?::text[], ?::text[])
              as t(message_id, key, day, day_before)
             where t.key is not null),
          k as (
            insert into request_key (day, key, message_id)
            select r.day::date, r.key, r.message_id from r
             where r.day_before is null
                or not exists (select from request_key y
                                where y.day = r.day_before::date and y.key = r.key)
             order by r.day, r.key
            on conflict do nothing
            returning message_id),
          x as materialized (
            select message_id from r where message_id not in (select message_id from k)),
          w as materialized (select i.* from i where i.id not in (select message_id from x)),
          m as (
          """
          + MessageTable.INSERT_FROM_W
          + "),\nd as ("
          + DeliveryTable.INSERT
          + " where t.cause not in (select message_id from x)),\nc as ("
          + CorrelationTable.KEEP
          + " where t.cause not in (select message_id from x)\n"
          + CorrelationTable.KEEP_TAIL
          + "),\n"
          + """
          g as (
            delete from part_group p
             using (select distinct part_group from w where part_group is not null) done
             where p.group_key = done.part_group),
          q as (
            delete from part_waiting p
             using (select distinct part_group from w where part_group is not null) done
             where p.group_key = done.part_group)
          select message_id from x
          """;

  private static final String FIRST =
      """
      select distinct on (k.key) k.key, k.message_id
        from unnest(?::uuid[]) as t(key) join request_key k on k.key = t.key
       where k.day >= ?::date and k.day <= ?::date
       order by k.key, k.day
      """;

  private Acceptances() {}

  /** Ids of the messages that were not written. */
  static Set<UUID> write(Connection connection, List<Acceptance> acceptances) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(ACCEPT)) {
      Parameters parameters = new Parameters(statement);
      MessageTable.bind(parameters, acceptances.stream().map(Acceptance::message).toList());
      parameters
          .uuids(acceptances, Acceptances::id)
          .uuids(acceptances, a -> a.requestKey().orElse(null))
          .texts(acceptances, a -> day(a).toString())
          .texts(acceptances, Acceptances::dayBefore);
      DeliveryTable.bind(parameters, deliveries(acceptances));
      CorrelationTable.bind(parameters, correlations(acceptances));
      Set<UUID> refused = new HashSet<>();
      try (ResultSet results = statement.executeQuery()) {
        while (results.next()) {
          refused.add(results.getObject(1, UUID.class));
        }
      }
      return refused;
    }
  }

  /** The results, in order, given the messages that were not written. */
  static List<AcceptResult> results(
      Connection connection, List<Acceptance> acceptances, Set<UUID> refused) throws SQLException {
    Map<UUID, UUID> first =
        firstMessages(
            connection, acceptances.stream().filter(a -> refused.contains(id(a))).toList());
    List<AcceptResult> results = new ArrayList<>(acceptances.size());
    for (Acceptance acceptance : acceptances) {
      results.add(
          refused.contains(id(acceptance))
              ? new AcceptResult.Duplicate(
                  new MessageKey(first.getOrDefault(acceptance.requestKey().get(), id(acceptance))))
              : new AcceptResult.Written());
    }
    return results;
  }

  private static Map<UUID, UUID> firstMessages(Connection connection, List<Acceptance> repeated)
      throws SQLException {
    LocalDate from = repeated.stream().map(Acceptances::day).min(LocalDate::compareTo).get();
    LocalDate to = repeated.stream().map(Acceptances::day).max(LocalDate::compareTo).get();
    try (PreparedStatement statement = connection.prepareStatement(FIRST)) {
      new Parameters(statement)
          .uuids(repeated, a -> a.requestKey().orElse(null))
          .text(from.minusDays(1).toString())
          .text(to.toString());
      Map<UUID, UUID> first = new HashMap<>();
      try (ResultSet results = statement.executeQuery()) {
        while (results.next()) {
          first.put(results.getObject(1, UUID.class), results.getObject(2, UUID.class));
        }
      }
      return first;
    }
  }

  private static UUID id(Acceptance acceptance) {
    return acceptance.message().key().value();
  }

  private static LocalDate day(Acceptance acceptance) {
    return LocalDate.ofInstant(acceptance.message().acceptedAt(), ZoneOffset.UTC);
  }

  private static @Nullable String dayBefore(Acceptance acceptance) {
    Instant at = acceptance.message().acceptedAt();
    boolean early = LocalTime.ofInstant(at, ZoneOffset.UTC).toSecondOfDay() < OVERLAP.toSeconds();
    return early ? day(acceptance).minusDays(1).toString() : null;
  }

  private static List<DeliveryTable.New> deliveries(List<Acceptance> acceptances) {
    List<DeliveryTable.New> rows = new ArrayList<>(acceptances.size());
    for (Acceptance acceptance : acceptances) {
      for (Delivery delivery : acceptance.deliveries()) {
        rows.add(
            new DeliveryTable.New(id(acceptance), delivery, acceptance.message().acceptedAt()));
      }
    }
    return rows;
  }

  private static List<CorrelationTable.Update> correlations(List<Acceptance> acceptances) {
    List<CorrelationTable.Update> rows = new ArrayList<>(acceptances.size());
    for (Acceptance acceptance : acceptances) {
      Optional<CorrelationUpdate> update = acceptance.correlation();
      update.ifPresent(u -> rows.add(new CorrelationTable.Update(id(acceptance), u)));
    }
    return rows;
  }
}
