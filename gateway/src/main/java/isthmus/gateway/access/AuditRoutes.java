package isthmus.gateway.access;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import isthmus.gateway.console.http.HttpAnswer;
import isthmus.gateway.console.http.HttpProblem;
import isthmus.gateway.console.http.HttpRequest;
import isthmus.gateway.console.http.Json;
import isthmus.gateway.console.http.Route;
import isthmus.gateway.store.PostgresAudit;
import isthmus.gateway.store.PostgresAudit.Examined;
import isthmus.gateway.store.PostgresAudit.Filter;
import isthmus.gateway.store.PostgresAudit.Recorded;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * {@code /api/audit}: what everybody did.
 *
 * <ul>
 *   <li>{@code GET ?before=ID&limit=&what=&who=}: the newest first; {@code after=ID} for the oldest
 *       first. {@code what} may end with {@code *}
 *   <li>{@code GET /api/audit/verify}: computes every hash again; {@code id=…&hash=…} of a row that
 *       was kept elsewhere makes sure that it is still the same
 * </ul>
 */
final class AuditRoutes {
  private static final int MOST = 500;
  private static final int USUAL = 100;

  private final PostgresAudit store;

  AuditRoutes(PostgresAudit store) {
    this.store = requireNonNull(store);
  }

  List<Route> routes() {
    return List.of(
        Route.get("/api/audit", this::list), Route.get("/api/audit/verify", this::verify));
  }

  /** A row as it is shown. */
  private record Shown(
      long id,
      Instant at,
      String who,
      List<String> roles,
      String peer,
      String what,
      String subject,
      JsonNode detail,
      String hash) {
    static Shown of(Recorded row) throws HttpProblem {
      PostgresAudit.Entry entry = row.entry();
      return new Shown(
          row.id(),
          row.at(),
          entry.who(),
          entry.roles().isEmpty() ? List.of() : List.of(entry.roles().split(",", -1)),
          entry.peer(),
          entry.what(),
          entry.subject(),
          Json.read(entry.detail()),
          row.hash());
    }
  }

  private record Page(List<Shown> entries, boolean more) {}

  private HttpAnswer list(HttpRequest request) throws HttpProblem {
    int limit = request.queryNumber("limit", USUAL, 1, MOST);
    Filter filter =
        new Filter(text(request, "what"), text(request, "who").toLowerCase(Locale.ROOT));
    OptionalLong after = number(request, "after");
    List<Recorded> rows =
        after.isPresent()
            ? store.after(after.getAsLong(), filter, limit + 1)
            : store.before(number(request, "before"), filter, limit + 1);
    List<Recorded> page = rows.subList(0, Math.min(limit, rows.size()));
    if (request.wantsText()) {
      return HttpAnswer.text(AccessText.audit(page));
    }
    List<Shown> shown = new ArrayList<>();
    for (Recorded row : page) {
      shown.add(Shown.of(row));
    }
    return HttpAnswer.json(new Page(shown, rows.size() > limit));
  }

  private record Verdict(boolean good, long rows, String head, Optional<String> trouble) {}

  private HttpAnswer verify(HttpRequest request) throws HttpProblem {
    OptionalLong id = number(request, "id");
    String hash = text(request, "hash").toLowerCase(Locale.ROOT);
    if (id.isPresent() == hash.isEmpty()) {
      throw HttpProblem.badRequest("id", "id and hash of a row go together");
    }
    Examined examined = examined(store, id, hash);
    return request.wantsText()
        ? HttpAnswer.text(AccessText.examined(examined))
        : HttpAnswer.json(
            new Verdict(
                examined.trouble().isEmpty(),
                examined.rows(),
                examined.head(),
                examined.trouble()));
  }

  /**
   * Examines all rows, and whether one is still what somebody kept of it.
   *
   * @param hash of the row {@code id}; empty without one
   */
  static Examined examined(PostgresAudit store, OptionalLong id, String hash) {
    Examined examined =
        store.examine(
            row ->
                id.isPresent() && row.id() == id.getAsLong() && !row.hash().equals(hash)
                    ? Optional.of("row " + row.id() + " is another one than was kept")
                    : Optional.empty());
    boolean cut =
        examined.trouble().isEmpty() && id.isPresent() && id.getAsLong() > examined.rows();
    return cut
        ? new Examined(
            examined.rows(),
            examined.head(),
            Optional.of(
                "row "
                    + id.getAsLong()
                    + " and those after row "
                    + examined.rows()
                    + " are missing"))
        : examined;
  }

  private static String text(HttpRequest request, String name) throws HttpProblem {
    String text = request.query(name).orElse("").strip();
    if (text.length() > 100 || text.indexOf('\0') >= 0) {
      throw HttpProblem.badRequest(name, name + " has at most 100 characters");
    }
    return text;
  }

  private static OptionalLong number(HttpRequest request, String name) throws HttpProblem {
    Optional<String> text = request.query(name);
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseLong(text.get()));
    } catch (NumberFormatException e) {
      throw HttpProblem.badRequest(name, name + " must be a whole number");
    }
  }
}
