package isthmus.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import isthmus.gateway.store.Database;
import isthmus.gateway.store.DatabaseSource;
import isthmus.gateway.store.PostgresAccounts;
import isthmus.gateway.store.PostgresAccounts.Account;
import isthmus.gateway.store.PostgresLogInFailures;
import isthmus.gateway.store.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Guesses at two nodes on one database. */
class ThrottleTest {
  private final DatabaseSource.Server server = TestDatabase.fresh();
  private final Database database = Database.open(server, TestDatabase.PATIENT);
  private final Database other = Database.open(server, TestDatabase.PATIENT);
  private final Throttle throttle = new Throttle(new PostgresLogInFailures(database));
  private final Throttle elsewhere = new Throttle(new PostgresLogInFailures(other));

  @AfterEach
  void close() {
    database.close();
    other.close();
  }

  private void fail(int times, String account, String peer) {
    for (int i = 0; i < times; i++) {
      assertThat(throttle.begin(account, peer)).isNotNull();
    }
  }

  /** The wait in seconds, as it is told in Retry-After: begun seconds count. */
  private static void waits(Throttle at, String account, String peer, int seconds) {
    assertThatThrownBy(() -> at.begin(account, peer))
        .isInstanceOfSatisfying(
            AccessRefusedException.class,
            refused ->
                assertThat(Long.parseLong(refused.problem().headers().get("Retry-After")))
                    .isBetween(Math.max(1L, seconds - 1L), (long) seconds));
  }

  private void sql(String statement) {
    try (Connection connection = database.dataSource().getConnection();
        Statement sql = connection.createStatement()) {
      sql.execute(statement);
    } catch (SQLException e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }

  private void later(Duration duration) {
    sql(
        "update access_failure set last_at = last_at - interval '%d seconds'"
            .formatted(duration.toSeconds()));
  }

  private Account account(String name) {
    sql(
        "insert into access_account (name, roles, password, disabled, made_at, made_by)"
            + " values ('%s', '{viewer}', 'x', false, now(), 'me')".formatted(name));
    return new PostgresAccounts(database).find(name).orElseThrow();
  }

  @Test
  void afterFiveFailuresAnAccountWaitsTwiceAsLongEachTime() {
    fail(5, "alice", "10.0.0.1");
    for (int seconds : List.of(1, 2, 4, 8, 16, 32, 60, 60)) {
      waits(throttle, "alice", "10.9.9." + seconds, seconds);
      later(Duration.ofSeconds(seconds));
      fail(1, "alice", "10.9.9." + seconds);
    }
    fail(1, "bob", "10.0.0.2");
  }

  @Test
  void whatOneNodeCountedAnotherKnows() {
    fail(3, "alice", "10.0.0.1");
    assertThat(elsewhere.begin("alice", "10.0.0.2")).isNotNull();
    assertThat(elsewhere.begin("alice", "10.0.0.3")).isNotNull();
    waits(throttle, "alice", "10.0.0.4", 1);
    later(Duration.ofSeconds(1));
    fail(1, "alice", "10.0.0.5");
    waits(elsewhere, "alice", "10.0.0.6", 2);
  }

  @Test
  void strangersDoNotKeepTheOwnerOutWhereTheOwnerWasBefore() {
    Account alice = account("alice");
    throttle.succeeded(throttle.begin("alice", "192.0.2.7"), alice);
    for (int i = 0; i < 9; i++) {
      later(Duration.ofMinutes(2));
      fail(1, "alice", "10.0.0." + i);
    }
    waits(throttle, "alice", "10.0.0.99", 16);
    Throttle.Begun owner = elsewhere.begin("alice", "192.0.2.7");
    elsewhere.succeeded(owner, alice);
    // The owner's success is no fresh start for the strangers.
    waits(throttle, "alice", "10.0.0.99", 16);
    fail(5, "alice", "192.0.2.7");
    waits(throttle, "alice", "192.0.2.7", 1);
  }

  @Test
  void anAttemptThatHasToWaitDoesNotLengthenTheWait() {
    fail(9, "alice", "10.0.0.1", Duration.ofMinutes(2));
    for (int i = 0; i < 20; i++) {
      waits(throttle, "alice", "10.0.0.1", 16);
    }
  }

  private void fail(int times, String account, String peer, Duration apart) {
    for (int i = 0; i < times; i++) {
      later(apart);
      fail(1, account, peer);
    }
  }

  @Test
  void anAddressThatTriesManyAccountsWaitsToo() {
    for (int i = 0; i < 20; i++) {
      fail(1, "name" + i, "10.0.0.1");
    }
    waits(throttle, "another", "10.0.0.1", 1);
    fail(1, "another", "10.0.0.2");
  }

  @Test
  void theAddressesOfOneNetworkOfVersionSixAreOne() {
    for (int i = 0; i < 20; i++) {
      fail(1, "name" + i, "2001:db8::" + Integer.toHexString(i));
    }
    waits(throttle, "another", "2001:db8::ffff", 1);
    fail(1, "another", "2001:db8:0:1::1");
  }

  @Test
  void aSuccessMakesAnAccountBeginAnew() {
    Account alice = account("alice");
    fail(4, "alice", "10.0.0.1");
    throttle.succeeded(throttle.begin("alice", "10.0.0.1"), alice);
    fail(5, "alice", "10.0.0.2");
    waits(throttle, "alice", "10.0.0.2", 1);
  }

  @Test
  void anHourLaterAllIsForgotten() {
    fail(5, "alice", "10.0.0.1");
    later(Duration.ofMinutes(61));
    fail(5, "alice", "10.0.0.1");
    assertThat(rows()).isEqualTo(2);
  }

  @Test
  void whatIsOldIsRemovedByWhoeverComesNext() {
    for (int i = 0; i < 40; i++) {
      fail(1, "name" + i, "10.0.0." + i);
    }
    later(Duration.ofMinutes(61));
    fail(1, "another", "10.0.1.1");
    assertThat(rows()).isEqualTo(2);
  }

  private long rows() {
    try (Connection connection = database.dataSource().getConnection();
        Statement sql = connection.createStatement();
        var row = sql.executeQuery("select count(*) from access_failure")) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }
}
