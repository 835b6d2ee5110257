package isthmus.isf.analysis;

import isthmus.isf.policy.Action;
import isthmus.isf.policy.Condition;
import isthmus.isf.policy.PolicyRow;
import isthmus.isf.policy.RuleSet;
import isthmus.isf.policy.Stage;
import isthmus.isf.table.Bearing;
import isthmus.isf.table.CellVerdict;
import isthmus.isf.table.RequestFacts;
import isthmus.isf.table.RequestKind;
import isthmus.isf.table.RoutingTable;
import isthmus.isf.table.Source;
import isthmus.isf.table.TableRow;
import isthmus.isf.table.UserAnswers;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/** Whether a service that a policy row forces could take any request that the row fits. */
final class ForcedServices {
  private final RuleSet rules;

  ForcedServices(RuleSet rules) {
    this.rules = rules;
  }

  /** True when the tables that may decide rule it out in every case. */
  boolean infeasible(PolicyRow row, String service) {
    List<RequestFacts> least = least(row);
    List<RoutingTable> tables =
        tables(row).stream().filter(table -> table.column(service).isPresent()).toList();
    return !tables.isEmpty()
        && !least.isEmpty()
        && tables.stream()
            .allMatch(table -> least.stream().noneMatch(request -> takes(table, service, request)));
  }

  private List<RoutingTable> tables(PolicyRow row) {
    for (Action action : row.actions()) {
      if (action instanceof Action.UseTable(String id)) {
        return rules.table(id).map(List::of).orElse(List.of());
      }
    }
    // What is forced before the decision may be selected by any table.
    return row.stage() == Stage.SELECTION ? List.of(rules.first()) : rules.tables();
  }

  /** The least requests that a row fits: what contains more or is bigger only fails more. */
  private List<RequestFacts> least(PolicyRow row) {
    Set<RequestKind> kinds = EnumSet.allOf(RequestKind.class);
    Optional<Set<String>> patterns = Optional.empty();
    long octets = 1;
    long characters = 0;
    for (Condition condition : row.conditions()) {
      switch (condition) {
        case Condition.KindIs(var wanted) -> kinds.retainAll(wanted);
        case Condition.ContentHas(Condition.Sense sense, var wanted) -> {
          if (sense == Condition.Sense.IS) {
            patterns = Optional.of(wanted);
          }
        }
        case Condition.SizeWithin(var range) -> octets = Math.max(octets, range.least());
        case Condition.CharactersWithin(var range) -> characters = Math.max(1, range.least());
        case Condition.AddressIs _,
            Condition.ServiceIs _,
            Condition.TimeWithin _,
            Condition.FailureIs _,
            Condition.FailedServiceIs _,
            Condition.AttemptsWithin _,
            Condition.ClassIs _ -> {
          // Tables do not look at it.
        }
      }
    }
    List<RequestFacts> least = new ArrayList<>();
    for (RequestKind kind : kinds) {
      if (!Atom.isContent(kind)) {
        // What sessions offer is not told by a policy row.
        return List.of();
      }
      for (String type : types(patterns)) {
        least.add(facts(kind, type, octets, characters));
      }
    }
    return least;
  }

  private static Set<String> types(Optional<Set<String>> patterns) {
    Set<String> types = new TreeSet<>();
    patterns
        .orElse(Set.of("text", "picture", "audio clip", "video clip", "location", "other file"))
        .forEach(pattern -> types.add(Contents.example(pattern)));
    return types;
  }

  private static RequestFacts facts(RequestKind kind, String type, long octets, long characters) {
    RequestFacts facts = RequestFacts.of(kind).withOctets(octets);
    if (characters > 0 && !type.equals("text/plain")) {
      facts = facts.withMediaTypes(type, "text/plain");
    } else {
      facts = facts.withMediaTypes(type);
    }
    return characters > 0 ? facts.withText(characters, 1) : facts;
  }

  private static boolean takes(RoutingTable table, String service, RequestFacts request) {
    OptionalInt column = table.column(service);
    for (TableRow row : table.rows()) {
      OptionalLong measured = row.criterion().measure(request);
      if (measured.isPresent()
          && row.bearing() == Bearing.MANDATORY
          && row.source() == Source.TABLE
          && CellVerdict.judge(
                      row,
                      service,
                      row.cells().get(column.orElseThrow()),
                      request,
                      measured,
                      UserAnswers.NONE)
                  .outcome()
              == CellVerdict.Outcome.FAILED) {
        return false;
      }
    }
    return true;
  }
}
