package isthmus.isf.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import isthmus.cpm.interworking.AddressCheck;
import isthmus.isf.Fixtures;
import isthmus.isf.InterworkingSelection;
import isthmus.isf.IsfRules;
import isthmus.isf.RecipientAddresses;
import isthmus.isf.Selection;
import isthmus.isf.SelectionRequest;
import isthmus.isf.SelectionSettings;
import isthmus.isf.analysis.TableModel.Users;
import isthmus.isf.policy.RuleSet;
import isthmus.isf.table.RequestFacts;
import isthmus.isf.table.RoutingTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SweepTest {
  private static final String[] LABELS = {
    "Max size (bytes)",
    "Max characters",
    "Max segments",
    "Max recipients",
    "Max duration",
    "Video stream ok",
    "Audio stream ok",
    "Bidirectional Voice ok",
    "Message stream ok",
    "Video clip ok",
    "Audio clip ok",
    "Picture ok",
    "Text ok",
    "Location ok",
    "Other file ok",
    "Message ok",
    "Session ok",
    "Group ok",
    "Service provider allows for user",
    "Preferred by service provider",
    "Fine with user"
  };

  /** Tables with a row for every second label or so, each mandatory, relaxable or soft. */
  private static RoutingTable table(Random random) {
    StringBuilder csv = new StringBuilder();
    csv.append("Strategy:,").append(random.nextBoolean() ? "weights" : "top-down").append('\n');
    csv.append(",A,B,C,Mandatory,Weight\n");
    for (int i = 0; i < LABELS.length; i++) {
      if (i > 1 && random.nextInt(5) < 2) {
        continue;
      }
      csv.append(LABELS[i]);
      for (int column = 0; column < 3; column++) {
        String[] entries = i < 5 ? new String[] {"", "1", "2"} : new String[] {"", "Yes", "No"};
        csv.append(',').append(entries[random.nextInt(3)]);
      }
      String[] bearings = {"", "", "Yes", "No", "Relaxable"};
      csv.append(',').append(bearings[random.nextInt(5)]).append(',').append(random.nextInt(4));
      csv.append('\n');
    }
    return Fixtures.table(csv.toString());
  }

  @Test
  void theSweepChoosesWhatTheSelectionChooses() {
    for (long seed = 0; seed < 10; seed++) {
      RoutingTable table = table(new Random(seed));
      Sweep sweep = Sweep.of(new TableModel(table, Users.UNKNOWN));
      List<RequestFacts> requests = new ArrayList<>();
      sweep.domains().forEach(domain -> all(domain, requests));
      long[] wins = new long[3];
      for (RequestFacts facts : requests) {
        chosen(table, facts).ifPresent(service -> wins[service.charAt(0) - 'a']++);
      }

      assertThat(sweep.sampled()).isFalse();
      assertThat(sweep.asked()).as("seed %d", seed).isEqualTo(requests.size());
      for (int service = 0; service < 3; service++) {
        assertThat(sweep.wins(service)).as("seed %d, %d", seed, service).isEqualTo(wins[service]);
      }
    }
  }

  @Test
  void aRowThatIsSaidToChangeNothingChangesNoChoice() {
    int checked = 0;
    for (long seed = 0; seed < 15; seed++) {
      RoutingTable table = table(new Random(seed));
      TableModel model = new TableModel(table, Users.UNKNOWN);
      Sweep sweep = Sweep.of(model);
      long[] decisive = sweep.decisive();
      List<RequestFacts> requests = new ArrayList<>();
      sweep.domains().forEach(domain -> all(domain, requests));
      for (int row = 0; row < table.rows().size(); row++) {
        if (decisive[row] == 0 && !sweep.softMatters(row) && table.rows().size() > 1) {
          RoutingTable without = without(table, row);
          checked++;
          for (RequestFacts facts : requests) {
            assertThat(chosen(without, facts))
                .as("seed %d, row %s, %s", seed, table.rows().get(row).label(), facts)
                .isEqualTo(chosen(table, facts));
          }
        }
      }
    }
    assertThat(checked).isPositive();
  }

  private static RoutingTable without(RoutingTable table, int row) {
    List<isthmus.isf.table.TableRow> rows = new ArrayList<>(table.rows());
    rows.remove(row);
    return new RoutingTable(table.id(), table.name(), table.strategy(), table.columns(), rows);
  }

  private static void all(Domain domain, List<RequestFacts> requests) {
    for (int subset : domain.sets()) {
      descend(domain, subset, new int[TableModel.NUMBERS.size()], 0, requests);
    }
  }

  private static void descend(
      Domain domain, int subset, int[] path, int number, List<RequestFacts> requests) {
    if (number == path.length) {
      requests.add(domain.facts(subset, path));
      return;
    }
    int steps = domain.steps(number, subset);
    if (steps == 0) {
      path[number] = -1;
      descend(domain, subset, path, number + 1, requests);
    }
    for (int step = 0; step < steps; step++) {
      path[number] = step;
      descend(domain, subset, path, number + 1, requests);
    }
  }

  private static Optional<String> chosen(RoutingTable table, RequestFacts facts) {
    Set<String> services = Set.of("a", "b", "c");
    Selection selection =
        new InterworkingSelection(
                IsfRules.plain(RuleSet.of(table), 1),
                (_, _) -> new AddressCheck.Valid("+1"),
                SelectionSettings.DEFAULT)
            .select(
                SelectionRequest.of(facts, RecipientAddresses.ofPhone("+1"), services, services));
    return selection instanceof Selection.Selected selected
        ? Optional.of(selected.chosen().service().service())
        : Optional.empty();
  }
}
