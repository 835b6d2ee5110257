package isthmus.gateway.cli;

import isthmus.gateway.console.http.Json;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Users of a running gateway over HTTP, all answers as text:
 *
 * <ul>
 *   <li>{@code GET /api/users?format=text}
 *   <li>{@code POST /api/users?format=text} with {@code {"user", "password", "name"}}
 *   <li>{@code PUT /api/users/{user}?format=text} with {@code {"password"}}
 *   <li>{@code DELETE /api/users/{user}?format=text}
 *   <li>{@code GET}, {@code PUT} with {@code merge=true} and {@code DELETE} of {@code
 *       /api/users/{user}/preferences?format=text}
 * </ul>
 */
public final class HttpUserDesk implements UserDesk {
  private static final String JSON = "application/json";

  @Override
  public String list(URI gateway) throws CommandFailure {
    return HttpText.get(uri(gateway, ""));
  }

  @Override
  public String add(URI gateway, String user, String password, Optional<String> displayName)
      throws CommandFailure {
    Map<String, String> fields = new TreeMap<>(Map.of("user", user, "password", password));
    displayName.ifPresent(name -> fields.put("name", name));
    return HttpText.post(uri(gateway, ""), JSON, body(fields));
  }

  @Override
  public String changePassword(URI gateway, String user, String password) throws CommandFailure {
    return HttpText.put(uri(gateway, path(user)), JSON, body(Map.of("password", password)));
  }

  @Override
  public String remove(URI gateway, String user) throws CommandFailure {
    return HttpText.delete(uri(gateway, path(user)));
  }

  @Override
  public String preferences(URI gateway, String user) throws CommandFailure {
    return HttpText.get(uri(gateway, path(user) + "/preferences"));
  }

  @Override
  public String setPreferences(URI gateway, String user, Map<String, Object> members)
      throws CommandFailure {
    URI uri = URI.create(uri(gateway, path(user) + "/preferences") + "&merge=true");
    return HttpText.put(uri, JSON, body(members));
  }

  @Override
  public String clearPreferences(URI gateway, String user) throws CommandFailure {
    return HttpText.delete(uri(gateway, path(user) + "/preferences"));
  }

  private static BodyPublisher body(Map<String, ?> fields) {
    return BodyPublishers.ofString(Json.write(fields), StandardCharsets.UTF_8);
  }

  private static URI uri(URI gateway, String path) {
    return URI.create(gateway + "/api/users" + path + "?format=text");
  }

  private static String path(String user) {
    return "/" + URLEncoder.encode(user, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
