package isthmus.gateway.link;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.codec.mime.MediaType;
import isthmus.cpm.delivery.Alteration;
import isthmus.cpm.message.Content;
import isthmus.cpm.store.StoreUnavailableException;
import isthmus.gateway.console.http.HttpAnswer;
import isthmus.gateway.console.http.HttpProblem;
import isthmus.gateway.console.http.HttpRequest;
import isthmus.gateway.console.http.Route;
import isthmus.gateway.flow.Links;
import isthmus.gateway.store.PostgresLinks;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code GET /c/TOKEN}, for everybody: a content that was sent as a link, until the link ends. It
 * is given to be saved, never to be shown as part of a page of ours; a type that browsers might run
 * is given as a file. What is unknown, wrong or over gets the same 404.
 */
public final class LinkRoutes {
  private static final Set<String> HARMLESS =
      Set.of(
          "image/png",
          "image/jpeg",
          "image/gif",
          "image/webp",
          "image/heic",
          "video/mp4",
          "video/3gpp",
          "video/mpeg",
          "video/quicktime",
          "video/webm",
          "audio/mpeg",
          "audio/mp4",
          "audio/aac",
          "audio/amr",
          "audio/3gpp",
          "audio/ogg",
          "audio/wav",
          "application/pdf",
          "application/zip",
          "text/plain",
          "text/vcard",
          "text/calendar");

  private final PostgresLinks links;
  private final InstantSource clock;

  /** The route over the contents in a database. */
  public LinkRoutes(PostgresLinks links, InstantSource clock) {
    this.links = requireNonNull(links);
    this.clock = requireNonNull(clock);
  }

  /** The route. */
  public List<Route> routes() {
    return List.of(Route.get("/c/{token}", this::content).forEverybody());
  }

  private HttpAnswer content(HttpRequest request) throws HttpProblem {
    try {
      return Links.Ticket.of(request.pathValue("token"))
          .flatMap(this::found)
          .map(LinkRoutes::answer)
          .orElseThrow(() -> HttpProblem.notFound("", "nothing is here, or not any more"));
    } catch (StoreUnavailableException away) {
      throw new HttpProblem(503, "", "this cannot be fetched now; try again");
    }
  }

  private Optional<Content> found(Links.Ticket ticket) {
    return links
        .find(ticket.delivery())
        .filter(sent -> opens(sent.link(), ticket.secret()))
        .filter(sent -> clock.instant().isBefore(sent.link().until()))
        .map(PostgresLinks.Sent::content);
  }

  private static boolean opens(Alteration.Linked link, String secret) {
    return MessageDigest.isEqual(
        link.secret().getBytes(StandardCharsets.US_ASCII),
        secret.getBytes(StandardCharsets.US_ASCII));
  }

  private static HttpAnswer answer(Content content) {
    MediaType type = content.mediaType();
    String plain = type.type() + '/' + type.subtype();
    boolean harmless = HARMLESS.contains(plain);
    String charset =
        type.is("text/plain")
            ? "; charset=" + type.charset().orElse(StandardCharsets.UTF_8).name()
            : "";
    return new HttpAnswer.Full(
        200,
        harmless ? plain + charset : "application/octet-stream",
        Map.of(
            "Content-Disposition",
            "attachment; filename=\"" + Links.name(type) + "\"",
            "X-Content-Type-Options",
            "nosniff",
            "Content-Security-Policy",
            "default-src 'none'; sandbox",
            "Referrer-Policy",
            "no-referrer",
            "Cache-Control",
            "private, no-store"),
        content.octets());
  }
}
