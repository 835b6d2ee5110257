package isthmus.gateway.preferences;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import isthmus.cpm.address.Address;
import isthmus.cpm.address.AddressException;
import isthmus.cpm.address.AddressParser;
import isthmus.cpm.address.Identity;
import isthmus.cpm.interworking.AddressCheck;
import isthmus.cpm.interworking.InterworkingFunction;
import isthmus.cpm.preferences.ServicePreferences;
import isthmus.cpm.preferences.UserPreferences;
import isthmus.cpm.store.StoreUnavailableException;
import isthmus.gateway.console.http.Audit;
import isthmus.gateway.console.http.HttpAnswer;
import isthmus.gateway.console.http.HttpHandler;
import isthmus.gateway.console.http.HttpProblem;
import isthmus.gateway.console.http.HttpRequest;
import isthmus.gateway.console.http.Json;
import isthmus.gateway.console.http.Route;
import isthmus.gateway.flow.Functions;
import isthmus.gateway.store.PostgresPreferences;
import isthmus.gateway.store.PostgresPreferences.Entry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Preferences of users over HTTP, in the form of {@link PreferenceDocument}.
 *
 * <ul>
 *   <li>{@code GET /api/preferences?after=IDENTITY&limit=N}: who has any, by identity
 *   <li>{@code GET /api/users/{user}/preferences}: with {@code stored: false} for a user without
 *   <li>{@code PUT /api/users/{user}/preferences}: replaces them, with {@code merge=true} only the
 *       members that are given; {@code notes} of the answer say what is unusual, such as a service
 *       for which no function is installed
 *   <li>{@code DELETE /api/users/{user}/preferences}
 * </ul>
 *
 * <p>The user is a URI, a number, or the name before the @ of an address in this domain. All
 * spellings of one address mean one user, who need not be registered or known otherwise.
 */
public final class PreferenceRoutes {
  private static final Logger log = LoggerFactory.getLogger(PreferenceRoutes.class);

  private final PostgresPreferences store;
  private final KnownPreferences known;
  private final PreferenceDocument documents;
  private final AddressParser parser;
  private final String domain;
  private final Functions functions;
  private final Audit audit;
  private final InstantSource clock;

  /**
   * Routes to the preferences of the users of a domain.
   *
   * @param audit where changes are recorded
   */
  public PreferenceRoutes(
      PostgresPreferences store,
      KnownPreferences known,
      AddressParser parser,
      String domain,
      Functions functions,
      Audit audit,
      InstantSource clock) {
    this.store = requireNonNull(store);
    this.known = requireNonNull(known);
    this.documents = new PreferenceDocument(parser);
    this.parser = requireNonNull(parser);
    this.domain = requireNonNull(domain);
    this.functions = requireNonNull(functions);
    this.audit = requireNonNull(audit);
    this.clock = requireNonNull(clock);
  }

  /** The routes. */
  public List<Route> routes() {
    return List.of(
        Route.get("/api/preferences", guarded(this::page)),
        Route.get("/api/users/{user}/preferences", guarded(this::show)),
        Route.put("/api/users/{user}/preferences", guarded(this::put)),
        Route.delete("/api/users/{user}/preferences", guarded(this::remove)));
  }

  private static HttpHandler guarded(HttpHandler handler) {
    return request -> {
      try {
        return handler.handle(request);
      } catch (StoreUnavailableException away) {
        throw new HttpProblem(503, "", "the database is away; try again");
      }
    };
  }

  private HttpAnswer page(HttpRequest request) throws HttpProblem {
    int limit = request.queryNumber("limit", 100, 1, 1_000);
    String after = request.query("after").orElse("").replace('\0', ' ');
    List<Entry> page = store.page(after, limit);
    List<Map<String, Object>> users = new ArrayList<>();
    for (Entry entry : page) {
      users.add(shown(entry.identity(), entry.document().map(documents::stored), List.of()));
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("preferences", users);
    answer.put(
        "next",
        page.size() == limit ? Optional.of(page.getLast().identity()) : Optional.<String>empty());
    return HttpAnswer.json(answer);
  }

  private HttpAnswer show(HttpRequest request) throws HttpProblem {
    Identity user = user(request);
    Optional<UserPreferences> stored = store.find(user.value()).map(documents::stored);
    return answer(request, shown(user.value(), stored, List.of()));
  }

  private HttpAnswer put(HttpRequest request) throws HttpProblem, IOException {
    Identity user = user(request);
    JsonNode given = Json.read(request.body().asString(StandardCharsets.UTF_8));
    boolean merge = request.query("merge").filter("true"::equals).isPresent();
    // Read and written in one transaction: of two merges at once neither undoes the other.
    UserPreferences preferences =
        audit.together(
            () -> {
              Optional<String> stored = store.findToChange(user.value());
              UserPreferences next = documents.read(merge ? merged(stored, given) : given);
              store.put(
                  user.value(),
                  PreferenceDocument.write(next),
                  request.caller().name(),
                  clock.instant());
              record(
                  request,
                  "preferences-set",
                  user,
                  Map.of(
                      "before",
                      known(stored.map(documents::stored)),
                      "after",
                      known(Optional.of(next))));
              return next;
            });
    known.refresh();
    return answer(
        request, shown(user.value(), Optional.of(preferences), notes(preferences.services())));
  }

  private void record(HttpRequest request, String what, Identity user, Map<String, Object> detail) {
    audit.record(request.caller(), request.peer(), what, user.value(), detail);
    log.info("{} {} by {}", what, user, request.caller().name());
  }

  private static Map<String, Object> known(Optional<UserPreferences> preferences) {
    return preferences.map(PreferenceDocument::members).orElse(Map.of());
  }

  private static JsonNode merged(Optional<String> stored, JsonNode given) throws HttpProblem {
    if (stored.isEmpty() || given == null || !given.isObject()) {
      return given;
    }
    ObjectNode merged = (ObjectNode) Json.read(stored.get());
    given.properties().forEach(member -> merged.set(member.getKey(), member.getValue()));
    return merged;
  }

  private HttpAnswer remove(HttpRequest request) throws HttpProblem {
    Identity user = user(request);
    Optional<UserPreferences> before = store.find(user.value()).map(documents::stored);
    audit.together(
        () -> {
          if (!store.remove(user.value(), request.caller().name(), clock.instant())) {
            throw HttpProblem.notFound("user", "no preferences are stored for " + user);
          }
          record(request, "preferences-cleared", user, Map.of("before", known(before)));
          return user;
        });
    known.refresh();
    return answer(request, shown(user.value(), Optional.empty(), List.of()));
  }

  private static HttpAnswer answer(HttpRequest request, Map<String, Object> members) {
    return request.wantsText() ? HttpAnswer.text(text(members)) : HttpAnswer.json(members);
  }

  /** One line for each member. */
  private static String text(Map<String, Object> members) {
    StringBuilder text = new StringBuilder();
    members.forEach(
        (member, value) -> text.append("%-14s %s%n".formatted(member + ":", word(value))));
    return text.toString();
  }

  private static String word(Object value) {
    return switch (value) {
      case Optional<?> maybe -> maybe.map(String::valueOf).orElse("-");
      case Collection<?> words ->
          words.isEmpty() ? "-" : String.join(", ", words.stream().map(String::valueOf).toList());
      case Map<?, ?> map ->
          map.isEmpty()
              ? "-"
              : String.join(
                  ", ",
                  map.entrySet().stream().map(e -> e.getKey() + "=" + word(e.getValue())).toList());
      case Boolean answer -> answer ? "yes" : "no";
      case Enum<?> constant -> constant.name().toLowerCase(Locale.ROOT);
      default -> String.valueOf(value);
    };
  }

  private static Map<String, Object> shown(
      String user, Optional<UserPreferences> preferences, List<String> notes) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("user", user);
    members.put("stored", preferences.isPresent());
    members.putAll(PreferenceDocument.members(preferences.orElse(UserPreferences.NONE)));
    if (!notes.isEmpty()) {
      members.put("notes", notes);
    }
    return members;
  }

  private Identity user(HttpRequest request) throws HttpProblem {
    String text = request.pathValue("user");
    String uri = text.contains(":") ? text : "sip:" + text + "@" + domain;
    try {
      return parser.parseUri(uri).identity();
    } catch (AddressException wrong) {
      throw HttpProblem.badRequest(
          "user",
          "user must be a URI, a number such as +15551000001, or the name before the @: "
              + wrong.getMessage());
    }
  }

  /** Addresses must be of use in their service; a service that is not installed is only told. */
  private List<String> notes(ServicePreferences services) throws HttpProblem {
    for (Map.Entry<String, Address> address : services.addresses().entrySet()) {
      Optional<InterworkingFunction> function = functions.of(address.getKey());
      if (function.isPresent()
          && function.get().addressOf(address.getValue())
              instanceof AddressCheck.NotValid(String reason)) {
        throw HttpProblem.badRequest(
            "addresses." + address.getKey(),
            "not an address of %s: %s".formatted(address.getKey(), reason));
      }
    }
    TreeSet<String> named = new TreeSet<>(services.priorities());
    named.addAll(services.refused());
    named.addAll(services.allowed().keySet());
    named.addAll(services.addresses().keySet());
    named.removeAll(functions.services());
    return named.stream()
        .map(service -> "no interworking function is installed for " + service)
        .toList();
  }
}
