package isthmus.gateway.users;

import static java.util.Objects.requireNonNull;

import isthmus.gateway.console.http.Audit;
import isthmus.gateway.console.http.HttpAnswer;
import isthmus.gateway.console.http.HttpHandler;
import isthmus.gateway.console.http.HttpProblem;
import isthmus.gateway.console.http.HttpRequest;
import isthmus.gateway.console.http.JsonBody;
import isthmus.gateway.console.http.Route;
import isthmus.gateway.users.UserAdministration.Listed;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code /api/users}: the users of the embedded core, as JSON or as text; never a credential.
 *
 * <ul>
 *   <li>{@code GET /api/users}: all, with the number of devices registered now
 *   <li>{@code POST /api/users} with {@code {"user", "password", "name"}}: adds one; 201
 *   <li>{@code PUT /api/users/{user}} with {@code {"password", "name"}}: another password
 *   <li>{@code DELETE /api/users/{user}}: removes one and drops the registrations
 * </ul>
 *
 * <p>400 for what is wrong in itself, 404 for a user that is not there, 409 where a user exists, is
 * in the configuration, or an IMS core keeps the users.
 */
public final class UserRoutes {
  private static final String CORE_KEEPS_THEM =
      "an IMS core keeps the users (sip.mode: isc); there are none here";

  private final Optional<UserAdministration> users;
  private final Audit audit;

  /**
   * Routes to the users of a gateway.
   *
   * @param users none behind an IMS core
   * @param audit where changes are recorded
   */
  public UserRoutes(Optional<UserAdministration> users, Audit audit) {
    this.users = requireNonNull(users);
    this.audit = requireNonNull(audit);
  }

  /** The routes. */
  public List<Route> routes() {
    return List.of(
        Route.get("/api/users", serving(UserRoutes::list)),
        Route.post("/api/users", serving(this::add)),
        Route.put("/api/users/{user}", serving(this::change)),
        Route.delete("/api/users/{user}", serving(this::remove)));
  }

  /** A request for users. */
  @FunctionalInterface
  private interface Service {
    HttpAnswer serve(UserAdministration users, HttpRequest request)
        throws HttpProblem, IOException, UserRefusedException;
  }

  private HttpHandler serving(Service service) {
    return request -> {
      if (users.isEmpty()) {
        throw new HttpProblem(409, "", CORE_KEEPS_THEM);
      }
      try {
        return service.serve(users.get(), request);
      } catch (UserRefusedException refused) {
        throw new HttpProblem(
            switch (refused.reason()) {
              case WRONG -> 400;
              case UNKNOWN -> 404;
              case CONFLICT -> 409;
            },
            refused.where(),
            refused.text());
      }
    };
  }

  private record Users(List<Listed> users) {}

  private static HttpAnswer list(UserAdministration users, HttpRequest request) {
    List<Listed> all = users.list();
    return request.wantsText() ? HttpAnswer.text(text(all)) : HttpAnswer.json(new Users(all));
  }

  private static String text(List<Listed> users) {
    StringBuilder text =
        new StringBuilder("%-24s %-10s %7s  %s%n".formatted("USER", "SOURCE", "DEVICES", "NAME"));
    for (Listed user : users) {
      String source = user.source().name().toLowerCase(Locale.ROOT);
      text.append(
          "%-24s %-10s %7d  %s%n"
              .formatted(user.user(), source, user.devices(), user.name().orElse("")));
    }
    return text.toString();
  }

  private HttpAnswer add(UserAdministration users, HttpRequest request)
      throws HttpProblem, IOException, UserRefusedException {
    JsonBody fields = JsonBody.of(request, Set.of("user", "password", "name"));
    Listed added =
        users.add(
            fields.required("user"),
            fields.required("password"),
            fields.text("name"),
            recorded(request, "user-added"));
    return answer(request, 201, added, "user " + added.user() + " added");
  }

  private HttpAnswer change(UserAdministration users, HttpRequest request)
      throws HttpProblem, IOException, UserRefusedException {
    JsonBody fields = JsonBody.of(request, Set.of("password", "name"));
    Listed changed =
        users.change(
            request.pathValue("user"),
            fields.required("password"),
            fields.text("name"),
            recorded(request, "user-changed"));
    return answer(request, 200, changed, "password of user " + changed.user() + " changed");
  }

  private HttpAnswer remove(UserAdministration users, HttpRequest request)
      throws UserRefusedException {
    Listed removed = users.remove(request.pathValue("user"), recorded(request, "user-removed"));
    String text =
        "user %s removed; devices that were registered: %d"
            .formatted(removed.user(), removed.devices());
    return answer(request, 200, removed, text);
  }

  private UserAdministration.Recorded recorded(HttpRequest request, String what) {
    return (change, user) ->
        audit.together(
            () -> {
              boolean done = change.getAsBoolean();
              if (done) {
                record(request, what, user);
              }
              return done;
            });
  }

  private void record(HttpRequest request, String what, Listed user) {
    audit.record(
        request.caller(),
        request.peer(),
        what,
        user.user(),
        user.name().<Map<String, Object>>map(name -> Map.of("name", name)).orElse(Map.of()));
  }

  private static HttpAnswer answer(HttpRequest request, int status, Listed user, String text) {
    return request.wantsText()
        ? HttpAnswer.text(status, text + "\n")
        : HttpAnswer.json(status, user);
  }
}
