package isthmus.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import isthmus.gateway.store.PostgresAudit.Entry;
import isthmus.gateway.store.PostgresAudit.Examined;
import isthmus.gateway.store.PostgresAudit.Filter;
import isthmus.gateway.store.PostgresAudit.Recorded;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresAuditTest {
  private static final Filter ALL = new Filter("", "");

  private Database database;
  private PostgresAudit audit;

  @BeforeEach
  void open() {
    database = TestDatabase.open();
    audit = new PostgresAudit(database);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private static Entry entry(String who, String what, String subject) {
    return new Entry(who, "viewer,editor", "10.0.0.1", what, subject, "{\"after\":1}");
  }

  private void sql(String... statements) {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }

  private Examined examine() {
    return audit.examine(_ -> Optional.empty());
  }

  @Test
  void anEmptyAuditIsInOrder() {
    assertThat(examine()).isEqualTo(new Examined(0, "", Optional.empty()));
    assertThat(audit.before(OptionalLong.empty(), ALL, 10)).isEmpty();
  }

  @Test
  void rowsAreFoundByWhatByWhomAndPageByPage() {
    for (int i = 1; i <= 6; i++) {
      audit.append(entry(i % 2 == 0 ? "ann" : "bob", i > 4 ? "login" : "draft-edited", "d" + i));
    }
    assertThat(audit.before(OptionalLong.empty(), ALL, 4))
        .extracting(Recorded::id)
        .containsExactly(6L, 5L, 4L, 3L);
    assertThat(audit.before(OptionalLong.of(3), ALL, 4))
        .extracting(Recorded::id)
        .containsExactly(2L, 1L);
    assertThat(audit.after(4, ALL, 4)).extracting(Recorded::id).containsExactly(5L, 6L);
    assertThat(audit.after(0, new Filter("draft*", "ann"), 9))
        .extracting(Recorded::id)
        .containsExactly(2L, 4L);
    assertThat(audit.after(0, new Filter("draft", ""), 9)).isEmpty();
    assertThat(audit.after(0, new Filter("%", ""), 9)).isEmpty();
    assertThat(audit.after(0, new Filter("dr_ft*", ""), 9)).isEmpty();
    assertThat(audit.after(0, new Filter("' or 1=1 --", "x' or '1'='1"), 9)).isEmpty();
    assertThat(examine().rows()).isEqualTo(6);
    assertThat(examine().head()).isEqualTo(audit.after(5, ALL, 1).getFirst().hash());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update audit set who = 'mallory' where id = 2",
        "delete from audit where id = 2",
        "truncate audit"
      })
  void nothingIsChangedOrRemoved(String statement) {
    audit.append(entry("ann", "login", "ann"));
    audit.append(entry("ann", "logout", "ann"));
    assertThatThrownBy(() -> sql(statement)).hasMessageContaining("audit only grows");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update audit set who = 'mallory' where id = 2",
        "update audit set at = at + interval '1 microsecond' where id = 2",
        "update audit set detail = '{}' where id = 2",
        "update audit set what = what || subject, subject = '' where id = 2",
        "delete from audit where id = 2",
        "delete from audit where id = 2; update audit set id = 2 where id = 3"
      })
  void whoGoesAroundTheTriggerIsFound(String statement) {
    for (int i = 0; i < 3; i++) {
      audit.append(entry("ann", "draft-edited", "d" + i));
    }
    assertThat(examine().trouble()).isEmpty();
    sql("alter table audit disable trigger audit_only_grows", statement);
    Examined examined = examine();
    assertThat(examined.rows()).isEqualTo(1);
    assertThat(examined.trouble()).get().asString().startsWith("row 2 ");
  }

  @Test
  void writersAtTheSameTimeMakeOneChain() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> writers = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        String who = "w" + i;
        writers.add(
            threads.submit(
                () -> {
                  for (int k = 0; k < 25; k++) {
                    audit.append(entry(who, "login", who));
                  }
                }));
      }
      for (Future<?> writer : writers) {
        writer.get();
      }
    }
    assertThat(examine()).matches(e -> e.trouble().isEmpty() && e.rows() == 200);
    assertThat(audit.after(0, ALL, 500))
        .extracting(Recorded::id)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 200).boxed().toList());
  }

  @Test
  void moreRowsThanOneReadingHoldsAreExamined() {
    for (int i = 0; i < 1_001; i++) {
      audit.append(entry("ann", "draft-edited", "d" + i));
    }
    assertThat(examine().rows()).isEqualTo(1_001);
  }

  @Test
  void whatPostgresCannotKeepIsReplacedBeforeItIsHashed() {
    audit.append(entry("a\0b", "x\ud800y", "\u00e9\ud83d\ude00"));
    assertThat(examine().trouble()).isEmpty();
    Entry kept = audit.after(0, ALL, 1).getFirst().entry();
    assertThat(kept.who()).isEqualTo("a b");
    assertThat(kept.what()).isEqualTo("x?y");
    assertThat(kept.subject()).isEqualTo("\u00e9\ud83d\ude00");
  }

  private static int change(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.executeUpdate("insert into kept (a) values (1)");
    }
  }

  private long kept() {
    return database.statement(
        connection -> {
          try (Statement statement = connection.createStatement();
              var row = statement.executeQuery("select count(*) from kept")) {
            row.next();
            return row.getLong(1);
          }
        });
  }

  @Test
  void aChangeAndItsRecordAreKeptTogetherOrNotAtAll() {
    sql("create table kept (a int)");
    int made =
        audit.together(
            () -> {
              int rows = database.transaction(PostgresAuditTest::change);
              audit.append(entry("ann", "changed", "kept"));
              return rows;
            });
    assertThat(made).isEqualTo(1);
    assertThat(kept()).isEqualTo(1);

    assertThatThrownBy(
            () ->
                audit.together(
                    () -> {
                      int _ = database.transaction(PostgresAuditTest::change);
                      audit.append(entry("ann", "changed", "kept"));
                      throw new java.io.IOException("the process ended here");
                    }))
        .isInstanceOf(java.io.IOException.class);
    sql("alter table audit add check (what <> 'refused')");
    assertThatThrownBy(
            () ->
                audit.together(
                    () -> {
                      int rows = database.statement(PostgresAuditTest::change);
                      audit.append(entry("ann", "refused", "kept"));
                      return rows;
                    }))
        .isInstanceOf(DatabaseException.class);
    assertThat(kept()).isEqualTo(1);
    assertThat(audit.after(0, ALL, 10)).hasSize(1);
  }

  @Test
  void changesThatGetInEachOthersWayAreMadeAgainFromTheirBeginning() {
    sql("create table kept (a int)");
    List<Integer> tries = new ArrayList<>();
    audit.together(
        () -> {
          int _ = database.transaction(PostgresAuditTest::change);
          tries.add(tries.size());
          if (tries.size() < 3) {
            int _ =
                database.<Integer>statement(
                    connection -> {
                      throw new SQLException("deadlock detected", "40P01");
                    });
          }
          return tries;
        });
    assertThat(tries).hasSize(3);
    assertThat(kept()).isEqualTo(1);
  }
}
