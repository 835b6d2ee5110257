package isthmus.gateway.access;

import static java.util.Objects.requireNonNull;

import isthmus.gateway.console.http.Audit;
import isthmus.gateway.console.http.Caller;
import isthmus.gateway.console.http.Json;
import isthmus.gateway.store.PostgresAudit;
import java.util.Map;

/** The audit, written to the database at once. */
final class AuditTrail implements Audit {
  private static final int MOST = 16_384;
  private static final int MOST_SUBJECT = 500;

  private final PostgresAudit store;

  AuditTrail(PostgresAudit store) {
    this.store = requireNonNull(store);
  }

  @Override
  public void record(
      Caller by, String peer, String what, String subject, Map<String, Object> detail) {
    store.append(entry(by, peer, what, subject, detail));
  }

  @Override
  public <T, E extends Exception> T together(Change<T, E> change) throws E {
    return store.together(change::make);
  }

  /** What would be recorded. A detail that is far too long is replaced by its length. */
  static PostgresAudit.Entry entry(
      Caller by, String peer, String what, String subject, Map<String, ?> detail) {
    String json = Json.write(detail);
    String kept =
        json.length() <= MOST ? json : Json.write(Map.of("omitted", json.length() + " characters"));
    String about = subject.length() <= MOST_SUBJECT ? subject : subject.substring(0, MOST_SUBJECT);
    return new PostgresAudit.Entry(
        by.name(), String.join(",", AccountRules.words(by.roles())), peer, what, about, kept);
  }
}
