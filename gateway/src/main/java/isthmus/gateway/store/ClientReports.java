package isthmus.gateway.store;

import isthmus.cpm.message.KeySource;
import isthmus.cpm.store.MessageStore.ClientReport;
import isthmus.cpm.store.MessageStore.NotificationPlan;
import isthmus.cpm.store.MessageStore.ReceiptEffect;
import isthmus.cpm.store.MessageStore.ReceiptResult;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Applies notifications of CPM clients, in the transaction of the caller. */
final class ClientReports {
  private static final String MATCH =
      "select r.ord, "
          + Movement.Locked.COLUMNS
          + """

            from unnest(?::int[], ?::text[], ?::text[], ?::text[])
                 as r(ord, imdn_id, reporter, sender)
           cross join lateral (
             select * from message m
              where hashtextextended(m.imdn_id, 0) = hashtextextended(r.imdn_id, 0)
                and m.imdn_id = r.imdn_id and m.recipient_key = r.reporter
                and m.originator_key = r.sender and m.id >= ?
              order by m.id desc limit 1) m
            join delivery d on d.message_id = m.id
           where d.kind = 0
           order by d.id
             for update of d
          """;

  private final AddressText addresses;
  private final Duration window;

  ClientReports(AddressText addresses, Duration window) {
    this.addresses = addresses;
    this.window = window;
  }

  private record Numbered(int ord, ClientReport report) {}

  List<ReceiptResult> apply(
      Connection connection, List<ClientReport> reports, NotificationPlan plan)
      throws SQLException {
    Map<Integer, Movement.Locked> matches = match(connection, reports);
    Map<UUID, Movement> movements = new LinkedHashMap<>();
    List<DeliveryTable.New> notifications = new ArrayList<>();
    List<ReceiptResult> results = new ArrayList<>(reports.size());
    for (int i = 0; i < reports.size(); i++) {
      Movement.Locked match = matches.get(i);
      if (match == null) {
        results.add(new ReceiptResult(ReceiptEffect.UNKNOWN, Optional.empty(), Optional.empty()));
        continue;
      }
      ClientReport report = reports.get(i);
      Movement movement =
          movements.computeIfAbsent(match.id(), id -> new Movement(match, 1, Map.of()));
      ReceiptResult result = movement.take(report.disposition(), report.at(), plan);
      result
          .notification()
          .ifPresent(n -> notifications.add(new DeliveryTable.New(match.id(), n, report.at())));
      results.add(result);
    }
    Movements.write(connection, movements.values(), notifications);
    return results;
  }

  private Map<Integer, Movement.Locked> match(Connection connection, List<ClientReport> reports)
      throws SQLException {
    List<Numbered> rows = new ArrayList<>(reports.size());
    Instant earliest = Instant.MAX;
    for (ClientReport report : reports) {
      rows.add(new Numbered(rows.size(), report));
      earliest = report.at().isBefore(earliest) ? report.at() : earliest;
    }
    Map<Integer, Movement.Locked> matches = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(MATCH)) {
      new Parameters(statement)
          .numbers(rows, Numbered::ord)
          .texts(rows, r -> r.report.about().value())
          .texts(rows, r -> r.report.reporter().value())
          .texts(rows, r -> r.report.sender().value())
          .uuid(KeySource.floor(earliest.minus(window)));
      try (ResultSet results = statement.executeQuery()) {
        Row row = new Row(results, addresses);
        while (row.next()) {
          matches.putIfAbsent(row.number(), Movement.Locked.read(row));
        }
      }
    }
    return matches;
  }
}
