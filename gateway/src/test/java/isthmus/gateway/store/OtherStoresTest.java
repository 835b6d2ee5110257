package isthmus.gateway.store;

import isthmus.cpm.interworking.PartStore;
import isthmus.cpm.registration.BindingStore;
import isthmus.cpm.store.CorrelationStore;
import isthmus.cpm.store.WorkLeases;
import isthmus.testkit.BindingStoreContract;
import isthmus.testkit.CorrelationStoreContract;
import isthmus.testkit.InMemoryCorrelationStore;
import isthmus.testkit.PartStoreContract;
import isthmus.testkit.StoreSamples;
import isthmus.testkit.WorkLeasesContract;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;

class OtherStoresTest {
  private static Database database;

  @BeforeAll
  static void open() {
    database = TestDatabase.open();
  }

  @AfterAll
  static void close() {
    database.close();
  }

  private static void execute(String sql) throws SQLException {
    try (var connection = database.dataSource().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Nested
  class CorrelationsInPostgres extends CorrelationStoreContract {
    @Override
    protected CorrelationStore store() {
      return new PostgresCorrelationStore(database);
    }
  }

  @Nested
  class CorrelationsInMemory extends CorrelationStoreContract {
    private final CorrelationStore store = new InMemoryCorrelationStore();

    @Override
    protected CorrelationStore store() {
      return store;
    }
  }

  @Nested
  class PartsInPostgres extends PartStoreContract {
    private static PostgresPartStore store;

    @BeforeAll
    static void open() {
      store = new PostgresPartStore(database, StoreSamples.PARSER);
    }

    @AfterAll
    static void close() {
      store.close();
    }

    @Override
    protected PartStore store() {
      return store;
    }
  }

  @Nested
  class LeasesInPostgres extends WorkLeasesContract {
    @BeforeEach
    void nobodyHoldsAny() throws SQLException {
      execute("update lease set node = null, incarnation = null, until = timestamptz 'epoch'");
      execute("delete from node");
    }

    @Override
    protected WorkLeases run() {
      return new PostgresWorkLeases(database);
    }
  }

  @Nested
  class BindingsInPostgres implements BindingStoreContract {
    @BeforeEach
    void nobodyIsRegistered() throws SQLException {
      execute("delete from binding");
    }

    @Override
    public BindingStore store() {
      return new PostgresBindingStore(database);
    }
  }
}
