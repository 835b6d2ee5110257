package isthmus.gateway.observe.story;

import isthmus.gateway.observe.story.Ladder.Detail;
import isthmus.gateway.observe.story.Ladder.Event;
import isthmus.gateway.observe.story.Ladder.Lane;
import isthmus.gateway.observe.story.Ladder.Mood;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A ladder in the making. Used by one thread. */
final class LadderSketch {
  static final String ISTHMUS = "isthmus";
  static final String ISF = "isf";

  private final Map<String, Lane> lanes = new LinkedHashMap<>();
  private final List<Event> events = new ArrayList<>();

  /** The lane of that id, made when it is not there; returns the id. */
  String lane(String id, String title, String subtitle) {
    lanes.putIfAbsent(id, new Lane(id, title, subtitle));
    return id;
  }

  void event(Event event) {
    events.add(event);
  }

  /** Something that went well. */
  void event(
      Instant at, String from, String to, String protocol, String label, List<Detail> details) {
    events.add(new Event(at, from, to, protocol, label, details, Mood.OK));
  }

  List<Lane> lanes() {
    return List.copyOf(lanes.values());
  }

  /** Oldest first; what has one time stays in the order in which it was told. */
  List<Event> events() {
    return events.stream().sorted(Comparator.comparing(Event::at)).toList();
  }

  static Detail detail(String name, String value) {
    return new Detail(name, value);
  }

  /** The later of two times: parts of one story may carry times of different clocks. */
  static Instant notBefore(Instant earliest, Instant at) {
    return at.isBefore(earliest) ? earliest : at;
  }

  static void add(List<Detail> details, String name, Optional<String> value) {
    value.ifPresent(text -> details.add(new Detail(name, text)));
  }
}
