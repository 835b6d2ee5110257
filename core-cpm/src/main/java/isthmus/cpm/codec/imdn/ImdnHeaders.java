package isthmus.cpm.codec.imdn;

import isthmus.cpm.codec.cpim.CpimAddress;
import isthmus.cpm.codec.cpim.CpimHeader;
import isthmus.cpm.codec.cpim.CpimHeader.Extension;
import isthmus.cpm.codec.cpim.CpimMessage;
import isthmus.cpm.codec.cpim.CpimName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The RFC 5438 headers of one CPIM message.
 *
 * @param messageId {@code imdn.Message-ID} (§6.3)
 * @param request {@code imdn.Disposition-Notification} (§6.2)
 * @param originalTo {@code imdn.Original-To} (§6.4): whom the sender wrote to, before a list server
 *     changed it
 * @param recordRoute {@code imdn.IMDN-Record-Route} (§6.5): who wants the notification to pass by,
 *     topmost first
 * @param route {@code imdn.IMDN-Route} (§6.6): whom the notification still has to pass, topmost
 *     first
 */
public record ImdnHeaders(
    Optional<String> messageId,
    NotificationRequest request,
    Optional<CpimAddress> originalTo,
    List<CpimAddress> recordRoute,
    List<CpimAddress> route) {

  /** No such header. */
  public static final ImdnHeaders NONE =
      new ImdnHeaders(
          Optional.empty(), NotificationRequest.NONE, Optional.empty(), List.of(), List.of());

  /** Checks that the id can be written. */
  public ImdnHeaders {
    recordRoute = List.copyOf(recordRoute);
    route = List.copyOf(route);
    messageId.ifPresent(ImdnHeaders::checkId);
  }

  static void checkId(String id) {
    if (id.isEmpty() || id.chars().anyMatch(c -> c <= ' ' || c == 127)) {
      throw new IllegalArgumentException("not a message id");
    }
  }

  /** What a sender puts on a message to be told about it. */
  public static ImdnHeaders request(String messageId, NotificationRequest request) {
    return new ImdnHeaders(Optional.of(messageId), request, Optional.empty(), List.of(), List.of());
  }

  /** Reads the headers of a message; a value that makes no sense counts as absent. */
  public static ImdnHeaders of(CpimMessage message) {
    Optional<String> messageId = Optional.empty();
    NotificationRequest request = NotificationRequest.NONE;
    Optional<CpimAddress> originalTo = Optional.empty();
    List<CpimAddress> recordRoute = new ArrayList<>(1);
    List<CpimAddress> route = new ArrayList<>(1);
    for (CpimHeader header : message.headers()) {
      if (header instanceof Extension extension && extension.namespace().equals(CpimName.IMDN)) {
        switch (extension.localName()) {
          case "Message-ID" -> messageId = messageId.or(() -> id(extension.text()));
          case "Disposition-Notification" ->
              request = merged(request, NotificationRequest.parse(extension.text()));
          case "Original-To" -> originalTo = CpimAddress.parse(extension.value());
          case "IMDN-Record-Route" ->
              CpimAddress.parse(extension.value()).ifPresent(recordRoute::add);
          case "IMDN-Route" -> CpimAddress.parse(extension.value()).ifPresent(route::add);
          default -> {
            // Headers that a later RFC may add say nothing here; they stay on the message.
          }
        }
      }
    }
    return new ImdnHeaders(messageId, request, originalTo, recordRoute, route);
  }

  private static Optional<String> id(String text) {
    String id = text.strip();
    return id.isEmpty() || id.chars().anyMatch(c -> c <= ' ' || c == 127)
        ? Optional.empty()
        : Optional.of(id);
  }

  private static NotificationRequest merged(NotificationRequest first, NotificationRequest second) {
    NotificationRequest merged = first;
    for (RequestedNotification notification : second.wanted()) {
      merged = merged.with(notification);
    }
    List<String> others = new ArrayList<>(merged.others());
    second.others().stream().filter(other -> !others.contains(other)).forEach(others::add);
    return new NotificationRequest(merged.wanted(), others);
  }

  /** These headers with another request. */
  public ImdnHeaders with(NotificationRequest changed) {
    return new ImdnHeaders(messageId, changed, originalTo, recordRoute, route);
  }

  /**
   * These headers with an intermediary on top of the record route, as it adds itself when it
   * forwards (§8.1).
   */
  public ImdnHeaders recordedBy(CpimAddress intermediary) {
    List<CpimAddress> changed = new ArrayList<>();
    changed.add(intermediary);
    changed.addAll(recordRoute);
    return new ImdnHeaders(messageId, request, originalTo, changed, route);
  }

  /** The message with exactly these RFC 5438 headers; its others stay. */
  public CpimMessage on(CpimMessage message) {
    List<CpimHeader> headers = new ArrayList<>();
    for (CpimHeader header : message.headers()) {
      if (!isOurs(header)) {
        headers.add(header);
      }
    }
    headers.addAll(toHeaders());
    return new CpimMessage(headers, message.part());
  }

  private static boolean isOurs(CpimHeader header) {
    return header instanceof Extension extension
        && extension.namespace().equals(CpimName.IMDN)
        && switch (extension.localName()) {
          case "Message-ID",
              "Disposition-Notification",
              "Original-To",
              "IMDN-Record-Route",
              "IMDN-Route" ->
              true;
          default -> false;
        };
  }

  /** The headers one by one. */
  public List<CpimHeader> toHeaders() {
    List<CpimHeader> headers = new ArrayList<>();
    messageId.ifPresent(id -> headers.add(Extension.imdn("Message-ID", id.replace("\\", "\\\\"))));
    if (!request.isEmpty()) {
      headers.add(Extension.imdn("Disposition-Notification", request.toString()));
    }
    originalTo.ifPresent(to -> headers.add(Extension.imdn("Original-To", to.toString())));
    for (CpimAddress hop : recordRoute) {
      headers.add(Extension.imdn("IMDN-Record-Route", hop.toString()));
    }
    for (CpimAddress hop : route) {
      headers.add(Extension.imdn("IMDN-Route", hop.toString()));
    }
    return headers;
  }
}
