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
  public String list(RemoteGateway gateway) throws CommandFailure {
    return HttpText.get(gateway, uri(gateway, ""));
  }

  @Override
  public String add(
      RemoteGateway gateway, String user, String password, Optional<String> displayName)
      throws CommandFailure {
    Map<String, String> fields = new TreeMap<>(Map.of("user", user, "password", password));
    displayName.ifPresent(name -> fields.put("name", name));
    return HttpText.post(gateway, uri(gateway, ""), JSON, body(fields));
  }

  @Override
  public String changePassword(RemoteGateway gateway, String user, String password)
      throws CommandFailure {
    return HttpText.put(
        gateway, uri(gateway, path(user)), JSON, body(Map.of("password", password)));
  }

  @Override
  public String remove(RemoteGateway gateway, String user) throws CommandFailure {
    return HttpText.delete(gateway, uri(gateway, path(user)));
  }

  @Override
  public String preferences(RemoteGateway gateway, String user) throws CommandFailure {
    return HttpText.get(gateway, uri(gateway, path(user) + "/preferences"));
  }

  @Override
  public String setPreferences(RemoteGateway gateway, String user, Map<String, Object> members)
      throws CommandFailure {
    URI uri = URI.create(uri(gateway, path(user) + "/preferences") + "&merge=true");
    return HttpText.put(gateway, uri, JSON, body(members));
  }

  @Override
  public String clearPreferences(RemoteGateway gateway, String user) throws CommandFailure {
    return HttpText.delete(gateway, uri(gateway, path(user) + "/preferences"));
  }

  private static BodyPublisher body(Map<String, ?> fields) {
    return BodyPublishers.ofString(Json.write(fields), StandardCharsets.UTF_8);
  }

  private static URI uri(RemoteGateway gateway, String path) {
    return gateway.at("/api/users" + path + "?format=text");
  }

  private static String path(String user) {
    return "/" + URLEncoder.encode(user, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
