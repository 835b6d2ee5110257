package isthmus.gateway.store;

import isthmus.cpm.registration.Binding;
import isthmus.cpm.registration.BindingChanges;
import isthmus.cpm.registration.BindingStore;
import isthmus.cpm.registration.Registration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** Bindings in PostgreSQL; a change holds the user's row, so changes of one user do not overlap. */
public final class PostgresBindingStore implements BindingStore, BindingChanges {
  private final Database database;

  /** A store on a database. */
  public PostgresBindingStore(Database database) {
    this.database = database;
  }

  @Override
  public List<Binding> bindings(String aor, Instant now) {
    return database.statement(connection -> BindingTable.preferredFirst(connection, aor)).stream()
        .filter(binding -> !binding.isExpired(now))
        .toList();
  }

  @Override
  public Registration change(String aor, Function<List<Binding>, Registration> change) {
    return database.transaction(
        connection -> {
          BindingTable.lock(connection, aor);
          List<Binding> before = BindingTable.all(connection, aor);
          Registration outcome = change.apply(before);
          if (!outcome.bindings().equals(before)) {
            BindingTable.replace(connection, aor, outcome.bindings());
          }
          return outcome;
        });
  }

  @Override
  public Changed since(String cursor) {
    return database.statement(
        connection -> {
          String next = BindingTable.cursor(connection);
          return new Changed(BindingTable.changed(connection, cursor), next);
        });
  }

  @Override
  public int removeExpired(Instant now) {
    return database.statement(connection -> BindingTable.deleteExpired(connection, now));
  }
}
