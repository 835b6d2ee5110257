package isthmus.isf.analysis;

import isthmus.isf.table.RequestKind;
import isthmus.isf.table.TableRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Finds the kinds of requests that no installed service takes. What rules a service out does so for
 * everything that contains more or is bigger as well; so the least such requests say all. They are
 * looked for among those with up to three things and up to two big numbers.
 */
final class Holes {
  private static final int MAX_THINGS = 3;
  private static final int NUMBERS = TableModel.NUMBERS.size();

  private final TableModel model;
  private final long open;
  private final List<Hole> found = new ArrayList<>();

  /**
   * Requests that no service takes.
   *
   * @param text what they are, in words
   * @param row the row that rules out most services, when there is one
   */
  record Described(String text, Optional<TableRow> row) {}

  private record Hole(Domain domain, int subset, List<Integer> steps) {
    boolean covers(int other, int[] path) {
      return (subset & other) == subset
          && IntStream.range(0, path.length).allMatch(i -> steps.get(i) <= path[i]);
    }
  }

  private Holes(TableModel model, long installed) {
    this.model = model;
    this.open = installed;
  }

  /**
   * Finds and describes.
   *
   * @param domains of the same table
   * @param installed services that have a function, as bits
   */
  static List<Described> of(TableModel model, List<Domain> domains, long installed) {
    Holes holes = new Holes(model, installed);
    domains.forEach(holes::find);
    return holes.described();
  }

  private void find(Domain domain) {
    int begin = found.size();
    // A session that no service takes whole is divided among several, stream by stream.
    int things = Atom.isContent(domain.kind()) ? MAX_THINGS : 1;
    Arrays.stream(domain.sets())
        .boxed()
        .filter(subset -> Integer.bitCount(subset) <= things)
        .sorted(Comparator.comparingInt(Integer::bitCount))
        .forEach(subset -> find(domain, subset, begin));
  }

  private void find(Domain domain, int subset, int begin) {
    int[] path = new int[NUMBERS];
    check(domain, subset, path, begin);
    for (int one = 0; one < NUMBERS; one++) {
      for (path[one] = 1; path[one] < domain.steps(one, subset); path[one]++) {
        check(domain, subset, path, begin);
      }
      path[one] = 0;
    }
    for (int one = 0; one < NUMBERS; one++) {
      for (int two = one + 1; two < NUMBERS; two++) {
        for (path[one] = 1; path[one] < domain.steps(one, subset); path[one]++) {
          for (path[two] = 1; path[two] < domain.steps(two, subset); path[two]++) {
            check(domain, subset, path, begin);
          }
          path[two] = 0;
        }
        path[one] = 0;
      }
    }
  }

  private void check(Domain domain, int subset, int[] path, int begin) {
    long failing = domain.base().hardOnce | domain.effect(subset).hardOnce;
    for (int number = 0; number < NUMBERS; number++) {
      if (domain.steps(number, subset) > 0) {
        failing |= domain.number(number, path[number]).hardOnce;
      }
    }
    if ((open & ~failing) == 0
        && found.subList(begin, found.size()).stream()
            .noneMatch(hole -> hole.covers(subset, path))) {
      found.add(new Hole(domain, subset, Arrays.stream(path).boxed().toList()));
    }
  }

  /** What holes have in common: the numbers, and the kinds of requests. */
  private record Group(List<Integer> steps, List<RequestKind> kinds) {}

  private List<Described> described() {
    record Things(List<Atom> atoms, int subset, List<Integer> steps) {}
    Map<Things, List<Hole>> byThings = new LinkedHashMap<>();
    for (Hole hole : found) {
      byThings
          .computeIfAbsent(
              new Things(hole.domain().atoms(), hole.subset(), hole.steps()),
              _ -> new ArrayList<>())
          .add(hole);
    }
    Map<Group, List<Hole>> groups = new LinkedHashMap<>();
    byThings.forEach(
        (things, holes) ->
            groups
                .computeIfAbsent(
                    new Group(
                        things.steps(), holes.stream().map(hole -> hole.domain().kind()).toList()),
                    _ -> new ArrayList<>())
                .add(holes.getFirst()));
    return groups.entrySet().stream().map(e -> described(e.getKey(), e.getValue())).toList();
  }

  private Described described(Group group, List<Hole> holes) {
    Domain domain = holes.getFirst().domain();
    String numbers = Phrases.numbers(domain, group.steps());
    String kinds = Phrases.list(group.kinds().stream().map(Phrases::kind).toList(), "or");
    return new Described(
        things(group, domain, holes) + numbers + " in " + kinds, row(holes.getFirst()));
  }

  private String things(Group group, Domain domain, List<Hole> holes) {
    int alone = 0;
    for (Hole hole : holes) {
      alone |= Integer.bitCount(hole.subset()) == 1 ? hole.subset() : 0;
    }
    // What nothing takes even when it is smaller need not be told again.
    for (Hole other : found) {
      if (other.domain() == domain && Integer.bitCount(other.subset()) == 1) {
        boolean smaller =
            IntStream.range(0, NUMBERS).allMatch(i -> other.steps().get(i) <= group.steps().get(i));
        alone |= smaller ? other.subset() : 0;
      }
    }
    if (alone == (1 << domain.atoms().size()) - 1) {
      return "anything";
    }
    return Phrases.list(
        holes.stream().map(hole -> Phrases.together(domain.atoms(), hole.subset())).toList(), "or");
  }

  /** The row of what is special about the hole that fails most services. */
  private Optional<TableRow> row(Hole hole) {
    List<Effect.Told> told = new ArrayList<>();
    for (int number = 0; number < NUMBERS; number++) {
      if (hole.steps().get(number) > 0) {
        told.addAll(hole.domain().number(number, hole.steps().get(number)).told);
      }
    }
    if (told.isEmpty()) {
      told.addAll(hole.domain().effect(hole.subset()).told);
    }
    return told.stream()
        .filter(row -> (row.failing() & open) != 0)
        .max(Comparator.comparingInt(row -> Long.bitCount(row.failing() & open)))
        .map(row -> model.table().rows().get(row.row()));
  }
}
