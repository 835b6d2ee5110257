package isthmus.gateway.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Stories from a running gateway: {@code GET /api/trace/{id}?format=text}. */
public final class HttpStories implements StoryPrinter {

  @Override
  public String story(RemoteGateway gateway, String id) throws CommandFailure {
    String segment = URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    return HttpText.get(gateway, gateway.at("/api/trace/" + segment + "?format=text"));
  }
}
