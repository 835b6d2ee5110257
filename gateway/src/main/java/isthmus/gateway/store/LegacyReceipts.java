package isthmus.gateway.store;

import isthmus.cpm.disposition.Disposition;
import isthmus.cpm.interworking.LegacyReceipt;
import isthmus.cpm.message.KeySource;
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

/**
 * Applies receipts of services, in the transaction of the caller: finds and locks the deliveries,
 * folds the receipts into them, writes what moved.
 */
final class LegacyReceipts {
  /** Of parts with one identity the newest counts: small identities start again now and then. */
  private static final String MATCH =
      "select r.ord, p.number, p.total, p.final, "
          + Movement.Locked.COLUMNS
          + """

            from unnest(?::int[], ?::text[], ?::text[]) as r(ord, peer, external_id)
           cross join lateral (
             select p.delivery_id, p.number, p.total, p.final from part p
              where p.peer = r.peer and p.external_id = r.external_id and p.delivery_id >= ?
              order by p.delivery_id desc limit 1) p
            join delivery d on d.id = p.delivery_id and d.id >= ?
            join message m on m.id = d.message_id
           order by d.id
             for update of d
          """;

  private static final String FINALS =
      """
      select p.delivery_id, p.number, p.final
        from unnest(?::uuid[]) as t(id) join part p on p.delivery_id = t.id
       where p.final is not null
      """;

  private final AddressText addresses;
  private final Duration window;

  LegacyReceipts(AddressText addresses, Duration window) {
    this.addresses = addresses;
    this.window = window;
  }

  /**
   * What became of a receipt.
   *
   * @param delivery the delivery that it is about, when known
   * @param result the answer to the caller
   */
  record Outcome(Optional<UUID> delivery, ReceiptResult result) {
    static final Outcome UNKNOWN =
        new Outcome(
            Optional.empty(),
            new ReceiptResult(ReceiptEffect.UNKNOWN, Optional.empty(), Optional.empty()));
  }

  private record Candidate(int ord, String peer, String externalId) {}

  private record Match(int number, int total, Movement.Locked delivery) {}

  /** Applies receipts; those that match nothing are {@link Outcome#UNKNOWN} and not kept here. */
  List<Outcome> apply(Connection connection, List<LegacyReceipt> receipts, NotificationPlan plan)
      throws SQLException {
    Map<Integer, Match> matches = match(connection, receipts);
    Map<UUID, Movement> movements = movements(connection, matches);
    List<DeliveryTable.New> notifications = new ArrayList<>();
    List<Outcome> outcomes = new ArrayList<>(receipts.size());
    for (int i = 0; i < receipts.size(); i++) {
      Match match = matches.get(i);
      if (match == null) {
        outcomes.add(Outcome.UNKNOWN);
        continue;
      }
      LegacyReceipt receipt = receipts.get(i);
      UUID id = match.delivery.id();
      ReceiptResult result = movement(movements, id).take(news(match, receipt), plan);
      result
          .notification()
          .ifPresent(n -> notifications.add(new DeliveryTable.New(id, n, receipt.at())));
      outcomes.add(new Outcome(Optional.of(id), result));
    }
    Movements.write(connection, movements.values(), notifications);
    return outcomes;
  }

  private static Movement movement(Map<UUID, Movement> movements, UUID id) {
    Movement movement = movements.get(id);
    if (movement == null) {
      throw new IllegalStateException("no movement for a matched delivery");
    }
    return movement;
  }

  private static Movement.PartNews news(Match match, LegacyReceipt receipt) {
    return new Movement.PartNews(
        match.delivery.id(),
        match.number,
        receipt.state(),
        receipt.error(),
        receipt.disposition(),
        receipt.at());
  }

  private Map<Integer, Match> match(Connection connection, List<LegacyReceipt> receipts)
      throws SQLException {
    List<Candidate> candidates = new ArrayList<>();
    Instant earliest = Instant.MAX;
    for (int i = 0; i < receipts.size(); i++) {
      LegacyReceipt receipt = receipts.get(i);
      earliest = receipt.at().isBefore(earliest) ? receipt.at() : earliest;
      for (String externalId : receipt.candidates()) {
        candidates.add(new Candidate(candidates.size(), receipt.peer(), externalId));
      }
    }
    Map<Integer, Match> found = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(MATCH)) {
      new Parameters(statement)
          .numbers(candidates, Candidate::ord)
          .texts(candidates, Candidate::peer)
          .texts(candidates, Candidate::externalId)
          .uuid(KeySource.floor(earliest.minus(window)))
          .uuid(KeySource.floor(earliest.minus(window)));
      try (ResultSet results = statement.executeQuery()) {
        Row row = new Row(results, addresses);
        while (row.next()) {
          int ord = row.number();
          int number = row.number();
          int total = row.number();
          row.optionalNumber();
          found.put(ord, new Match(number, total, Movement.Locked.read(row)));
        }
      }
    }
    return bestOf(receipts, found);
  }

  /** The match of the best candidate of each receipt. */
  private static Map<Integer, Match> bestOf(
      List<LegacyReceipt> receipts, Map<Integer, Match> found) {
    Map<Integer, Match> best = new LinkedHashMap<>();
    int ord = 0;
    for (int i = 0; i < receipts.size(); i++) {
      for (int c = 0; c < receipts.get(i).candidates().size(); c++) {
        Match match = found.get(ord++);
        if (match != null) {
          best.putIfAbsent(i, match);
        }
      }
    }
    return best;
  }

  private Map<UUID, Movement> movements(Connection connection, Map<Integer, Match> matches)
      throws SQLException {
    // Parts are read only now that their deliveries are locked: nobody else moves them.
    Map<UUID, Map<Integer, Disposition>> finals =
        finals(connection, matches.values().stream().map(m -> m.delivery.id()).distinct().toList());
    Map<UUID, Movement> movements = new LinkedHashMap<>();
    for (Match match : matches.values()) {
      movements.computeIfAbsent(
          match.delivery.id(),
          id -> new Movement(match.delivery, match.total, finals.getOrDefault(id, Map.of())));
    }
    return movements;
  }

  private static Map<UUID, Map<Integer, Disposition>> finals(
      Connection connection, List<UUID> deliveries) throws SQLException {
    Map<UUID, Map<Integer, Disposition>> finals = new HashMap<>();
    if (deliveries.isEmpty()) {
      return finals;
    }
    try (PreparedStatement statement = connection.prepareStatement(FINALS)) {
      new Parameters(statement).uuids(deliveries, id -> id);
      try (ResultSet results = statement.executeQuery()) {
        while (results.next()) {
          finals
              .computeIfAbsent(results.getObject(1, UUID.class), id -> new HashMap<>())
              .put(results.getInt(2), Disposition.ofCode(results.getInt(3)));
        }
      }
    }
    return finals;
  }
}
