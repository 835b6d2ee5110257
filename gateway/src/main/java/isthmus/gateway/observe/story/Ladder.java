package isthmus.gateway.observe.story;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;

/**
 * The story of a message as a sequence diagram.
 *
 * @param key the message's key
 * @param facts what the message is, for the head
 * @param outcomes one for each delivery: where it stands
 * @param lanes who takes part, left to right
 * @param events what happened, oldest first
 */
public record Ladder(
    String key, List<Detail> facts, List<Outcome> outcomes, List<Lane> lanes, List<Event> events) {
  /** Copies the lists. */
  public Ladder {
    requireNonNull(key);
    facts = List.copyOf(facts);
    outcomes = List.copyOf(outcomes);
    lanes = List.copyOf(lanes);
    events = List.copyOf(events);
  }

  /**
   * Who takes part.
   *
   * @param id unique in the ladder
   * @param title such as {@code CPM user}
   * @param subtitle such as his address
   */
  public record Lane(String id, String title, String subtitle) {}

  /**
   * Something that happened.
   *
   * @param at when
   * @param from lane that acted
   * @param to lane that it acted on; the same lane for what happened inside
   * @param protocol such as {@code SIP}; what the console can hide
   * @param label a few words
   * @param details the rest
   * @param mood how good it was
   */
  public record Event(
      Instant at,
      String from,
      String to,
      String protocol,
      String label,
      List<Detail> details,
      Mood mood) {
    /** Checks the components and copies the list. */
    public Event {
      requireNonNull(at);
      requireNonNull(from);
      requireNonNull(to);
      requireNonNull(protocol);
      requireNonNull(label);
      details = List.copyOf(details);
      requireNonNull(mood);
    }
  }

  /**
   * A named value.
   *
   * @param name a word or two
   * @param value one line or more
   */
  public record Detail(String name, String value) {}

  /**
   * Where a delivery stands.
   *
   * @param what such as {@code message to +15552000002 by sms}
   * @param state such as {@code delivered}
   * @param note the rest; may be empty
   * @param mood how good it is
   */
  public record Outcome(String what, String state, String note, Mood mood) {}

  /** How good something is. */
  public enum Mood {
    /** As wished. */
    OK,
    /** Not as wished, but not the end. */
    WARN,
    /** The end of a delivery, and not as wished. */
    ERROR
  }
}
