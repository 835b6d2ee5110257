package isthmus.gateway.store;

import isthmus.cpm.disposition.Disposition;
import isthmus.cpm.interworking.LegacyReceipt;
import isthmus.cpm.message.KeySource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Rows of {@code kept_receipt}: receipts that overtook the parts that they are about. */
final class KeptReceiptTable {
  /**
   * A part that is written looks for kept receipts itself, except those whose transaction ended at
   * the same moment; only these are looked for afterwards.
   */
  private static final Duration CROSSING = Duration.ofMinutes(2);

  private static final String INSERT =
      """
      insert into kept_receipt (receipt_id, rank, peer, external_id, disposition, at, state, error)
      select t.receipt_id, t.rank::smallint, t.peer, t.external_id, t.disposition::smallint,
             to_timestamp(t.at), t.state, t.error
        from unnest(?::uuid[], ?::int[], ?::text[], ?::text[], ?::int[], ?::float8[], ?::text[],
                    ?::text[])
          as t(receipt_id, rank, peer, external_id, disposition, at, state, error)
      """;

  private static final String TAKE =
      """
      select k.receipt_id, k.peer, k.external_id, k.disposition, k.at, k.state, k.error
        from unnest(?::uuid[]) as t(id) join kept_receipt k on k.receipt_id = t.id
       order by k.receipt_id, k.rank
         for update of k skip locked
      """;

  private static final String CROSSED =
      """
      select distinct k.receipt_id from kept_receipt k
       cross join lateral (
         select 1 from part p
          where p.peer = k.peer and p.external_id = k.external_id and p.delivery_id >= ? limit 1) p
       where k.receipt_id >= ?
       limit 1000
      """;

  private static final String DELETE =
      "delete from kept_receipt k using unnest(?::uuid[]) as t(id) where k.receipt_id = t.id";

  private static final String FORGET = "delete from kept_receipt where receipt_id < ?";

  private KeptReceiptTable() {}

  private record Line(UUID id, int rank, String externalId, LegacyReceipt receipt) {}

  /** Keeps receipts. */
  static void keep(Connection connection, List<LegacyReceipt> receipts, KeySource keys)
      throws SQLException {
    List<Line> lines = new ArrayList<>();
    for (LegacyReceipt receipt : receipts) {
      UUID id = keys.nextDelivery().value();
      int rank = 0;
      for (String externalId : receipt.candidates()) {
        lines.add(new Line(id, rank++, externalId, receipt));
      }
    }
    if (lines.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
      new Parameters(statement)
          .uuids(lines, Line::id)
          .numbers(lines, Line::rank)
          .texts(lines, l -> l.receipt.peer())
          .texts(lines, Line::externalId)
          .optionalNumbers(lines, l -> l.receipt.disposition().map(Disposition::code))
          .instants(lines, l -> l.receipt.at())
          .texts(lines, l -> l.receipt.state())
          .texts(lines, l -> l.receipt.error().orElse(null));
      statement.executeUpdate();
    }
  }

  /** Locks and reads kept receipts; those that somebody else has are left to him. */
  static Map<UUID, LegacyReceipt> take(
      Connection connection, Collection<UUID> ids, AddressText addresses) throws SQLException {
    Map<UUID, LegacyReceipt> receipts = new LinkedHashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(TAKE)) {
      new Parameters(statement).uuids(List.copyOf(ids), id -> id);
      try (ResultSet results = statement.executeQuery()) {
        Row row = new Row(results, addresses);
        while (row.next()) {
          receipts.merge(row.uuid(), read(row), KeptReceiptTable::withCandidatesOf);
        }
      }
    }
    return receipts;
  }

  private static LegacyReceipt read(Row row) throws SQLException {
    String peer = row.text();
    String externalId = row.text();
    Optional<Disposition> disposition = row.optionalNumber().map(Disposition::ofCode);
    Instant at = row.instant();
    return new LegacyReceipt(
        peer, List.of(externalId), disposition, at, row.text(), row.optionalText());
  }

  private static LegacyReceipt withCandidatesOf(LegacyReceipt one, LegacyReceipt other) {
    List<String> candidates = new ArrayList<>(one.candidates());
    candidates.addAll(other.candidates());
    return new LegacyReceipt(
        one.peer(), candidates, one.disposition(), one.at(), one.state(), one.error());
  }

  /** Kept receipts whose parts were written while they were being kept. */
  static List<UUID> crossed(Connection connection, Instant now, Duration window)
      throws SQLException {
    List<UUID> ids = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(CROSSED)) {
      new Parameters(statement)
          .uuid(KeySource.floor(now.minus(window)))
          .uuid(KeySource.floor(now.minus(CROSSING)));
      try (ResultSet results = statement.executeQuery()) {
        while (results.next()) {
          ids.add(results.getObject(1, UUID.class));
        }
      }
    }
    return ids;
  }

  static void delete(Connection connection, Collection<UUID> ids) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(DELETE)) {
      new Parameters(statement).uuids(List.copyOf(ids), id -> id);
      statement.executeUpdate();
    }
  }

  /** Forgets receipts that were kept before a time. */
  static void forget(Connection connection, Instant before) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(FORGET)) {
      new Parameters(statement).uuid(KeySource.floor(before));
      statement.executeUpdate();
    }
  }
}
