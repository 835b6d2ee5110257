package isthmus.isf.book;

import isthmus.isf.policy.Action;
import isthmus.isf.policy.Condition;
import isthmus.isf.policy.ContentChange;
import isthmus.isf.policy.PolicyCells;
import isthmus.isf.policy.PolicyHeading;
import isthmus.isf.policy.PolicyHeading.Part;
import isthmus.isf.policy.PolicyRow;
import isthmus.isf.policy.PolicyTable;
import isthmus.isf.policy.Stage;
import isthmus.isf.policy.TimesGrammar;
import isthmus.isf.table.CellReader;
import isthmus.isf.table.CellRefusedException;
import isthmus.isf.table.PlainText;
import isthmus.isf.table.Words;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Makes the policy table of a sheet, or tells the scan all that is wrong with it. Used once. */
final class PolicySheet {
  private final SheetScan scan;
  private final SheetIdentity identity;
  private final PlacesBuilder places;
  private final RowIds ids;
  private ZoneId zone = ZoneId.of("UTC");

  PolicySheet(SheetScan scan, SheetIdentity identity, PlacesBuilder places) {
    this.scan = scan;
    this.identity = identity;
    this.places = places;
    this.ids = new RowIds(scan, "the same name or id as in row ");
  }

  /** The rows that could be read, in order; all of them when the scan has got no problem. */
  PolicyTable read() {
    scan.setting("zone").filter(at -> !at.value().isEmpty()).ifPresent(this::zone);
    List<PolicyRow> rows = new ArrayList<>();
    Optional<SheetScan.Line> headings = scan.headings();
    if (headings.isEmpty()) {
      scan.sheetProblem("the sheet is empty", "a row of headings, then rows of rules");
    } else {
      PolicyHeader header = PolicyHeader.read(headings.get(), scan);
      header
          .columns()
          .forEach(
              (heading, index) -> places.column(identity.id(), key(heading), scan.column(index)));
      if (!header.columns().isEmpty()) {
        scan.rows().forEach(line -> row(line, header).ifPresent(rows::add));
      }
    }
    return new PolicyTable(identity.id(), identity.name(), rows);
  }

  /** How places call a heading. */
  static String key(PolicyHeading heading) {
    return heading.heading().toLowerCase(Locale.ROOT);
  }

  private void zone(SheetScan.Setting setting) {
    try {
      zone = TimesGrammar.zone(scan.typed(setting.line(), 1));
    } catch (CellRefusedException e) {
      scan.problem(setting.line(), 1, e);
    }
  }

  private Optional<PolicyRow> row(SheetScan.Line line, PolicyHeader header) {
    int before = scan.problemCount();
    for (int i = 0; i < line.cells().size(); i++) {
      if (!header.has(i) && !line.cell(i).isEmpty()) {
        scan.problem(line, i, "an entry in a column without a heading", "entries below a heading");
        return Optional.empty();
      }
    }
    Stage stage = stage(line, header);
    List<Condition> conditions = conditions(line, header, stage);
    List<Action> actions = actions(line, header, stage);
    boolean pass = pass(line, header, actions);
    if (actions.isEmpty() && !pass && scan.problemCount() == before && header.refused().isEmpty()) {
      scan.problem(line, 0, "the row does nothing", "an action, or Yes below a heading Pass");
    }
    freeText(line, 0, PlainText.wrongName(line.cell(0)), "one line of at most 80 characters");
    int noted = header.index(PolicyHeading.COMMENT);
    String comment = noted == 0 ? "" : line.cell(noted);
    freeText(line, noted, PlainText.wrong(comment), PlainText.ALLOWED);
    if (scan.problemCount() > before) {
      return Optional.empty();
    }
    int idColumn = header.index(PolicyHeading.ID);
    String written = idColumn == 0 ? "" : line.cell(idColumn);
    String derived = written.isEmpty() ? "Row " + line.number() : written;
    String label = line.cell(0).isEmpty() ? derived : line.cell(0);
    String id = ids.id(line, idColumn, label);
    places.row(identity.id(), id, line.number());
    return scan.problemCount() > before
        ? Optional.empty()
        : Optional.of(new PolicyRow(id, label, stage, conditions, actions, comment));
  }

  private void freeText(SheetScan.Line line, int index, Optional<String> wrong, String allowed) {
    wrong.ifPresent(why -> scan.problem(line, index, why, allowed));
  }

  private Stage stage(SheetScan.Line line, PolicyHeader header) {
    int index = header.index(PolicyHeading.STAGE);
    String written = index == 0 ? "" : line.cell(index);
    if (written.isEmpty()) {
      return Stage.SELECTION;
    }
    List<String> words = Arrays.stream(Stage.values()).map(Stage::word).toList();
    Optional<Stage> stage =
        Arrays.stream(Stage.values())
            .filter(known -> known.word().equalsIgnoreCase(written))
            .findFirst();
    if (stage.isEmpty()) {
      scan.problem(
          line, index, "no such stage" + Words.hint(written, words), String.join(", ", words));
    }
    return stage.orElse(Stage.SELECTION);
  }

  private List<Condition> conditions(SheetScan.Line line, PolicyHeader header, Stage stage) {
    List<Condition> conditions = new ArrayList<>();
    for (PolicyHeading heading : PolicyHeading.of(Part.CONDITION)) {
      int index = header.index(heading);
      if (index > 0 && !line.cell(index).isEmpty() && mayStand(line, index, heading, stage)) {
        try {
          conditions.add(PolicyCells.condition(heading, scan.typed(line, index), zone));
        } catch (CellRefusedException e) {
          scan.problem(line, index, e);
        }
      }
    }
    return conditions;
  }

  private List<Action> actions(SheetScan.Line line, PolicyHeader header, Stage stage) {
    List<Action> actions = new ArrayList<>();
    for (PolicyHeading heading : PolicyHeading.of(Part.ACTION)) {
      int index = header.index(heading);
      if (heading != PolicyHeading.PASS
          && index > 0
          && !line.cell(index).isEmpty()
          && mayStand(line, index, heading, stage)) {
        try {
          Action action = PolicyCells.action(heading, scan.typed(line, index));
          if (stage == Stage.INBOUND
              && action instanceof Action.Content(ContentChange change)
              && (change instanceof ContentChange.Link || change instanceof ContentChange.Split)) {
            scan.problem(
                line,
                index,
                "no link and no split at stage inbound",
                "strip or truncate here; link and split at stage selection or failure");
          }
          actions.add(action);
        } catch (CellRefusedException e) {
          scan.problem(line, index, e);
        }
      }
    }
    return actions;
  }

  /** Whether a cell may stand at the row's stage; tells it when not. */
  private boolean mayStand(SheetScan.Line line, int index, PolicyHeading heading, Stage stage) {
    if (heading.stages().contains(stage)) {
      return true;
    }
    scan.problem(
        line,
        index,
        "no " + heading.heading() + " at stage " + stage.word(),
        heading.heading() + " at stage " + words(heading.stages()) + "; a blank cell here");
    return false;
  }

  private static String words(Collection<Stage> stages) {
    return stages.stream().map(Stage::word).collect(Collectors.joining(", "));
  }

  private boolean pass(SheetScan.Line line, PolicyHeader header, List<Action> actions) {
    int index = header.index(PolicyHeading.PASS);
    if (index == 0 || line.cell(index).isEmpty()) {
      return false;
    }
    try {
      boolean pass = CellReader.yesNo(scan.typed(line, index)).yes();
      if (pass && !actions.isEmpty()) {
        scan.problem(line, index, "a row that passes does nothing else", "Pass, or actions");
      }
      return pass;
    } catch (CellRefusedException e) {
      scan.problem(line, index, e);
      return false;
    }
  }
}
