package isthmus.isf;

import isthmus.isf.Selection.Choice;
import isthmus.isf.StreamSelection.Part;
import isthmus.isf.table.MediaStream;
import isthmus.isf.table.RequestFacts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Divides the media streams of a session among services when none can take them all. Of all
 * divisions the best one: fewest streams left over; then fewest parts; then the best ranked
 * services, counting for each stream the place of its service in the ranking for that stream alone;
 * then the better service for the earlier stream (audio, video, bidirectional voice, messages). The
 * order is total. Streams that are left over are those that no service takes even alone.
 *
 * <p>The media types of a session are those of its message stream: they do not count against a
 * service that takes other streams only. Where no message stream is offered they count for all.
 */
final class StreamSplit {
  private final SelectionRequest request;
  private final Function<SelectionRequest, Selection> selection;
  private final Map<Set<MediaStream>, Selection> known = new HashMap<>();

  private StreamSplit(SelectionRequest request, Function<SelectionRequest, Selection> selection) {
    this.request = request;
    this.selection = selection;
  }

  static StreamSelection of(
      SelectionRequest request, Function<SelectionRequest, Selection> selection) {
    return switch (selection.apply(request)) {
      case Selection.Selected selected -> new StreamSelection.Whole(selected);
      case Selection.Rejected rejected -> new StreamSplit(request, selection).split(rejected);
    };
  }

  private StreamSelection split(Selection.Rejected whole) {
    EnumSet<MediaStream> takeable = EnumSet.noneOf(MediaStream.class);
    Map<MediaStream, Selection.Rejected> leftOver = new EnumMap<>(MediaStream.class);
    for (MediaStream stream : request.facts().streams()) {
      switch (selected(Set.of(stream))) {
        case Selection.Selected _ -> takeable.add(stream);
        case Selection.Rejected rejected -> leftOver.put(stream, rejected);
      }
    }
    if (takeable.isEmpty()) {
      return new StreamSelection.Rejected(whole);
    }
    List<Division> divisions = new ArrayList<>();
    divide(takeable, List.of(), divisions);
    return new StreamSelection.Split(
        divisions.stream().min(Comparator.naturalOrder()).orElseThrow().parts(), leftOver);
  }

  /** Every way to divide streams into parts that a service takes; the parts alone are one. */
  private void divide(EnumSet<MediaStream> open, List<Part> parts, List<Division> divisions) {
    if (open.isEmpty()) {
      divisions.add(
          new Division(parts, parts.stream().mapToInt(this::places).sum(), places(parts)));
      return;
    }
    MediaStream first = open.iterator().next();
    for (Set<MediaStream> streams : subsetsWith(first, open)) {
      if (selected(streams) instanceof Selection.Selected selected) {
        List<Part> more = new ArrayList<>(parts);
        more.add(new Part(streams, selected));
        EnumSet<MediaStream> rest = EnumSet.copyOf(open);
        rest.removeAll(streams);
        divide(rest, more, divisions);
      }
    }
  }

  private static List<Set<MediaStream>> subsetsWith(MediaStream first, Set<MediaStream> all) {
    List<Set<MediaStream>> subsets = new ArrayList<>(List.of(Set.of(first)));
    for (MediaStream next : all) {
      if (next != first) {
        for (Set<MediaStream> subset : List.copyOf(subsets)) {
          EnumSet<MediaStream> greater = EnumSet.copyOf(subset);
          greater.add(next);
          subsets.add(Set.copyOf(greater));
        }
      }
    }
    return subsets;
  }

  /**
   * A division.
   *
   * @param places the places of the services, added
   * @param byStream the places in the order of streams, as digits
   */
  private record Division(List<Part> parts, int places, List<Integer> byStream)
      implements Comparable<Division> {
    @Override
    public int compareTo(Division other) {
      int difference = Integer.compare(parts.size(), other.parts.size());
      if (difference == 0) {
        difference = Integer.compare(places, other.places);
      }
      for (int i = 0; difference == 0 && i < byStream.size(); i++) {
        difference = byStream.get(i).compareTo(other.byStream.get(i));
      }
      return difference;
    }
  }

  private int places(Part part) {
    return part.streams().stream().mapToInt(stream -> place(stream, part)).sum();
  }

  private List<Integer> places(List<Part> parts) {
    Map<MediaStream, Integer> places = new EnumMap<>(MediaStream.class);
    for (Part part : parts) {
      part.streams().forEach(stream -> places.put(stream, place(stream, part)));
    }
    return List.copyOf(places.values());
  }

  /** The place of a part's service in the ranking for one of its streams alone. */
  private int place(MediaStream stream, Part part) {
    String service = part.selected().chosen().service().service();
    return switch (selected(Set.of(stream))) {
      case Selection.Selected alone -> {
        List<Choice> ranking = new ArrayList<>(List.of(alone.chosen()));
        ranking.addAll(alone.remaining());
        for (int place = 0; place < ranking.size(); place++) {
          if (ranking.get(place).service().service().equals(service)) {
            yield place;
          }
        }
        yield ranking.size();
      }
      case Selection.Rejected _ -> Integer.MAX_VALUE / 8;
    };
  }

  private Selection selected(Set<MediaStream> streams) {
    return known.computeIfAbsent(streams, this::select);
  }

  private Selection select(Set<MediaStream> streams) {
    MediaStream[] all = streams.toArray(MediaStream[]::new);
    RequestFacts part = request.facts().withStreams(all[0], all);
    boolean elsewhere =
        request.facts().streams().contains(MediaStream.MESSAGE)
            && !streams.contains(MediaStream.MESSAGE);
    return selection.apply(request.withFacts(elsewhere ? part.withMediaTypes() : part));
  }
}
