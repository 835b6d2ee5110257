package isthmus.cpm.codec.imdn;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The value of {@code imdn.Disposition-Notification} (RFC 5438 §6.2).
 *
 * @param wanted the dispositions asked for
 * @param others words that this codec does not know, in order and as written, parameters included
 */
public record DispositionRequest(Set<Disposition> wanted, List<String> others) {

  /** Nothing is asked for. */
  public static final DispositionRequest NONE = new DispositionRequest(Set.of(), List.of());

  /** Copies the sets, and checks that unknown words stay words. */
  public DispositionRequest {
    wanted = Set.copyOf(wanted);
    others = List.copyOf(others);
    for (String other : others) {
      if (other.isBlank() || other.chars().anyMatch(c -> c < ' ' || c == ',' || c == 127)) {
        throw new IllegalArgumentException("not a disposition: " + other);
      }
    }
  }

  /** Asks for the given dispositions. */
  public static DispositionRequest of(Disposition... dispositions) {
    return new DispositionRequest(Set.of(dispositions), List.of());
  }

  /**
   * Reads a header value: words between commas, any case, parameters of known words passed over.
   */
  public static DispositionRequest parse(String value) {
    Set<Disposition> wanted = EnumSet.noneOf(Disposition.class);
    List<String> others = new ArrayList<>();
    int start = 0;
    while (start <= value.length()) {
      int comma = value.indexOf(',', start);
      int end = comma < 0 ? value.length() : comma;
      String word = clean(value.substring(start, end));
      int semicolon = word.indexOf(';');
      Optional<Disposition> known =
          Disposition.of(semicolon < 0 ? word : word.substring(0, semicolon).strip());
      if (known.isPresent()) {
        wanted.add(known.get());
      } else if (!word.isEmpty() && !others.contains(word)) {
        others.add(word);
      }
      start = end + 1;
    }
    return new DispositionRequest(wanted, others);
  }

  private static String clean(String word) {
    String stripped = word.strip();
    return stripped.chars().noneMatch(c -> c < ' ' || c == 127)
        ? stripped
        : stripped.replaceAll("\\p{Cntrl}", "").strip();
  }

  /** Whether the sender asked for this disposition. */
  public boolean wants(Disposition disposition) {
    return wanted.contains(disposition);
  }

  /** Whether nothing is asked for. */
  public boolean isEmpty() {
    return wanted.isEmpty() && others.isEmpty();
  }

  /** This request with one disposition more. */
  public DispositionRequest with(Disposition disposition) {
    Set<Disposition> changed = EnumSet.of(disposition);
    changed.addAll(wanted);
    return new DispositionRequest(changed, others);
  }

  /** This request without one disposition, as when a server answers for it (CPM SD §5.2.6.1). */
  public DispositionRequest without(Disposition disposition) {
    Set<Disposition> changed = EnumSet.noneOf(Disposition.class);
    changed.addAll(wanted);
    changed.remove(disposition);
    return new DispositionRequest(changed, others);
  }

  /** The canonical header value; empty when nothing is asked for. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(64);
    for (Disposition disposition : Disposition.values()) {
      if (wanted.contains(disposition)) {
        append(text, disposition.token());
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
