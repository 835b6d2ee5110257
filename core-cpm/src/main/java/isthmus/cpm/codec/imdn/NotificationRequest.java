package isthmus.cpm.codec.imdn;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The value of {@code imdn.Disposition-Notification} (RFC 5438 §6.2).
 *
 * @param wanted the notifications asked for
 * @param others words that this codec does not know, in order and as written, parameters included
 */
public record NotificationRequest(Set<RequestedNotification> wanted, List<String> others) {

  /** Nothing is asked for. */
  public static final NotificationRequest NONE = new NotificationRequest(Set.of(), List.of());

  /** Copies the sets, and checks that unknown words stay words. */
  public NotificationRequest {
    wanted = Set.copyOf(wanted);
    others = List.copyOf(others);
    for (String other : others) {
      if (other.isBlank() || other.chars().anyMatch(c -> c < ' ' || c == ',' || c == 127)) {
        throw new IllegalArgumentException("not a notification: " + other);
      }
    }
  }

  /** Asks for the given notifications. */
  public static NotificationRequest of(RequestedNotification... notifications) {
    return new NotificationRequest(Set.of(notifications), List.of());
  }

  /**
   * Reads a header value: words between commas, any case, parameters of known words passed over.
   */
  public static NotificationRequest parse(String value) {
    Set<RequestedNotification> wanted = EnumSet.noneOf(RequestedNotification.class);
    List<String> others = new ArrayList<>();
    int start = 0;
    while (start <= value.length()) {
      int comma = value.indexOf(',', start);
      int end = comma < 0 ? value.length() : comma;
      String word = clean(value.substring(start, end));
      int semicolon = word.indexOf(';');
      Optional<RequestedNotification> known =
          RequestedNotification.of(semicolon < 0 ? word : word.substring(0, semicolon).strip());
      if (known.isPresent()) {
        wanted.add(known.get());
      } else if (!word.isEmpty() && !others.contains(word)) {
        others.add(word);
      }
      start = end + 1;
    }
    return new NotificationRequest(wanted, others);
  }

  private static String clean(String word) {
    String stripped = word.strip();
    return stripped.chars().noneMatch(c -> c < ' ' || c == 127)
        ? stripped
        : stripped.replaceAll("\\p{Cntrl}", "").strip();
  }

  /** Whether the sender asked for this notification. */
  public boolean wants(RequestedNotification notification) {
    return wanted.contains(notification);
  }

  /** Whether nothing is asked for. */
  public boolean isEmpty() {
    return wanted.isEmpty() && others.isEmpty();
  }

  /** This request with one notification more. */
  public NotificationRequest with(RequestedNotification notification) {
    Set<RequestedNotification> changed = EnumSet.of(notification);
    changed.addAll(wanted);
    return new NotificationRequest(changed, others);
  }

  /** This request without one notification, as when a server answers for it (CPM SD §5.2.6.1). */
  public NotificationRequest without(RequestedNotification notification) {
    Set<RequestedNotification> changed = EnumSet.noneOf(RequestedNotification.class);
    changed.addAll(wanted);
    changed.remove(notification);
    return new NotificationRequest(changed, others);
  }

  /** The canonical header value; empty when nothing is asked for. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(64);
    for (RequestedNotification notification : RequestedNotification.values()) {
      if (wanted.contains(notification)) {
        append(text, notification.token());
      }
    }
    for (String other : others) {
      append(text, other);
    }
    return text.toString();
  }

  private static void append(StringBuilder text, String word) {
    text.append(text.isEmpty() ? "" : ", ").append(word);
  }
}
