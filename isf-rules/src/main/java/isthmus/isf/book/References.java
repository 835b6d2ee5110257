package isthmus.isf.book;

import isthmus.isf.policy.Action;
import isthmus.isf.policy.AddressChange;
import isthmus.isf.policy.AddressPattern;
import isthmus.isf.policy.Circumstances;
import isthmus.isf.policy.Condition;
import isthmus.isf.policy.PolicyRow;
import isthmus.isf.policy.PolicyTexts;
import isthmus.isf.policy.Stage;
import isthmus.isf.table.Words;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * The names by which sheets refer to each other: services, routing tables, lists and maps. What
 * might be known but for another problem is not told as unknown.
 */
final class References {
  private final Set<String> services = new TreeSet<>();
  private final Set<String> tables = new TreeSet<>();
  private final Set<String> lists = new TreeSet<>();
  private final Set<String> maps = new TreeSet<>();
  private final boolean sheetsKnown;
  private boolean servicesKnown;

  /**
   * The names of a workbook.
   *
   * @param sheetsKnown whether the type of every sheet is known
   */
  References(Collection<RuleSetReader.Source> sources, boolean sheetsKnown) {
    this.sheetsKnown = sheetsKnown;
    this.servicesKnown = sheetsKnown;
    for (RuleSetReader.Source source : sources) {
      switch (source.type()) {
        case ROUTING -> {
          tables.add(source.identity().id());
          RoutingSheet.services(source.scan())
              .ifPresentOrElse(services::addAll, () -> servicesKnown = false);
        }
        case LIST -> lists.add(source.identity().id());
        case MAP -> maps.add(source.identity().id());
        case POLICY, NOTES -> {}
      }
    }
  }

  /** Tells the heading key and the problem of each cell of a row that names nothing known. */
  void check(PolicyRow row, BiConsumer<String, Unknown> unknown) {
    for (Condition condition : row.conditions()) {
      String heading = PolicySheet.key(PolicyTexts.heading(condition));
      unknownIn(condition).forEach(found -> unknown.accept(heading, found));
    }
    for (Action action : row.actions()) {
      String heading = PolicySheet.key(PolicyTexts.heading(action));
      unknownIn(action, row.stage()).forEach(found -> unknown.accept(heading, found));
    }
  }

  private static Set<String> withoutCpm(Set<String> names) {
    return names.stream()
        .filter(name -> !name.equals(Circumstances.CPM))
        .collect(Collectors.toSet());
  }

  /** A name that nothing has, and what could stand there. */
  record Unknown(String wrong, String allowed) {}

  private List<Unknown> unknownIn(Condition condition) {
    return switch (condition) {
      case Condition.AddressIs(Condition.Side _, Condition.Sense _, List<AddressPattern> all) ->
          all.stream()
              .filter(AddressPattern.InList.class::isInstance)
              .map(pattern -> ((AddressPattern.InList) pattern).list())
              .flatMap(list -> unknown("list", list, lists, sheetsKnown).stream())
              .toList();
      case Condition.ServiceIs(Condition.Sense _, Set<String> names) -> services(names);
      case Condition.FailedServiceIs(Condition.Sense _, Set<String> names) ->
          services(withoutCpm(names));
      case Condition.KindIs _,
          Condition.ContentHas _,
          Condition.SizeWithin _,
          Condition.CharactersWithin _,
          Condition.TimeWithin _,
          Condition.FailureIs _,
          Condition.AttemptsWithin _,
          Condition.ClassIs _ ->
          List.of();
    };
  }

  private List<Unknown> unknownIn(Action action, Stage stage) {
    return switch (action) {
      case Action.Force(String service) -> services(List.of(service));
      // After a failure inside CPM a message may be told to leave it.
      case Action.Forbid(Set<String> names) ->
          services(stage == Stage.FAILURE ? withoutCpm(names) : names);
      case Action.Prefer(List<String> names) -> services(names);
      case Action.UseTable(String table) -> unknown("routing table", table, tables, sheetsKnown);
      case Action.Rewrite(Condition.Side _, AddressChange change) ->
          change instanceof AddressChange.Mapped(String map)
              ? unknown("map", map, maps, sheetsKnown)
              : List.of();
      case Action.Reject _, Action.Validity _, Action.Retry _, Action.Content _ -> List.of();
    };
  }

  private List<Unknown> services(Collection<String> names) {
    return new TreeSet<>(names)
        .stream()
            .flatMap(name -> unknown("service", name, services, servicesKnown).stream())
            .toList();
  }

  private static List<Unknown> unknown(
      String what, String name, Set<String> known, boolean complete) {
    return known.contains(name) || !complete
        ? List.of()
        : List.of(
            new Unknown(
                "no " + what + " " + name + Words.hint(name, known),
                known.isEmpty() ? "no sheet has any" : String.join(", ", known)));
  }
}
