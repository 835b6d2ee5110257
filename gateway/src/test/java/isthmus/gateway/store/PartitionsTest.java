package isthmus.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;

import isthmus.cpm.delivery.Delivery;
import isthmus.cpm.store.MessageStore;
import isthmus.testkit.StoreSamples;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PartitionsTest {
  private final StoreSamples samples = new StoreSamples();
  private Database database;

  @BeforeEach
  void open() {
    database = TestDatabase.open();
  }

  @AfterEach
  void close() {
    database.close();
  }

  private Partitions partitionsAt(Instant now) {
    return new Partitions(database, Duration.ofDays(7), InstantSource.fixed(now));
  }

  @Test
  void todayAndTwoDaysAheadAreMadeOnce() {
    Instant noon = Instant.parse("2026-03-01T12:00:00Z");

    assertThat(partitionsAt(noon).maintain().made())
        .contains("message_20260301", "delivery_20260302", "part_20260303", "request_key_20260301")
        .hasSize(15);
    assertThat(partitionsAt(noon).maintain().made()).isEmpty();
    assertThat(partitionsAt(noon.plus(Duration.ofDays(1))).maintain().made()).hasSize(5);
  }

  @Test
  void daysPastRetentionAreDropped() {
    Instant first = Instant.parse("2026-03-01T12:00:00Z");
    partitionsAt(first).maintain();

    Partitions.Run week = partitionsAt(first.plus(Duration.ofDays(7))).maintain();
    Partitions.Run after = partitionsAt(first.plus(Duration.ofDays(8))).maintain();

    assertThat(week.dropped())
        .containsExactly("request_key_20260301", "request_key_20260302", "request_key_20260303");
    assertThat(after.dropped())
        .containsExactly(
            "message_20260301", "delivery_20260301", "part_20260301", "attempt_20260301");
  }

  @Test
  void aMessageGoesIntoThePartitionOfItsDay() throws SQLException {
    partitionsAt(Instant.now()).maintain();

    accept();

    assertThat(count("message_" + today())).isEqualTo(1);
    assertThat(count("message_default")).isZero();
  }

  @Test
  void whatCameBeforeItsPartitionIsMovedIntoIt() throws SQLException {
    Delivery delivery = accept();
    assertThat(count("delivery_default")).isEqualTo(1);

    partitionsAt(Instant.now()).maintain();

    assertThat(count("delivery_default")).isZero();
    assertThat(count("request_key_" + today())).isEqualTo(1);
    assertThat(store().queued(delivery.shard(), Optional.empty(), 10)).containsExactly(delivery);
  }

  @Test
  void twoNodesMayMaintainAtTheSameTime() throws InterruptedException {
    Instant noon = Instant.parse("2026-03-01T12:00:00Z");
    List<Thread> threads =
        List.of(
            Thread.ofVirtual().start(() -> partitionsAt(noon).maintain()),
            Thread.ofVirtual().start(() -> partitionsAt(noon).maintain()));
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(partitionsAt(noon).maintain().made()).isEmpty();
  }

  private MessageStore store() {
    return new PostgresMessageStore(
        database, StoreSamples.PARSER, PostgresMessageStore.DEFAULT_WINDOW, InstantSource.system());
  }

  private Delivery accept() {
    Delivery delivery = samples.delivery(samples.outbound("c"));
    store()
        .accept(List.of(StoreSamples.acceptance(UUID.randomUUID(), delivery.message(), delivery)));
    return delivery;
  }

  private static String today() {
    return LocalDate.now(ZoneOffset.UTC).format(DateTimeFormatter.BASIC_ISO_DATE);
  }

  private long count(String table) throws SQLException {
    try (var connection = database.dataSource().getConnection();
        var statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select count(*) from " + table)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
