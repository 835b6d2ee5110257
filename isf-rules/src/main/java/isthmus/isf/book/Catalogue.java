package isthmus.isf.book;

import isthmus.isf.policy.Circumstances;
import isthmus.isf.policy.ContentWords;
import isthmus.isf.policy.PolicyCells;
import isthmus.isf.policy.PolicyHeading;
import isthmus.isf.policy.Stage;
import isthmus.isf.table.CellReader;
import isthmus.isf.table.Fact;
import isthmus.isf.table.RequestKind;
import isthmus.isf.table.TableRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Everything that may stand in a workbook, as data: an editor offers and explains it without
 * knowing it.
 *
 * @param sheets the types of sheets
 * @param criteria what rows of a routing table may look at
 */
public record Catalogue(List<Sheet> sheets, List<CriterionWord> criteria) {

  /**
   * A type of sheet.
   *
   * @param type the word below {@code Type:}
   * @param help one line for operators
   * @param settings rows above the headings
   * @param headings columns; the first is the first column
   */
  public record Sheet(String type, String help, List<Setting> settings, List<Heading> headings) {
    /** Copies the lists. */
    public Sheet {
      settings = List.copyOf(settings);
      headings = List.copyOf(headings);
    }
  }

  /**
   * A row above the headings.
   *
   * @param name with its colon
   * @param words all that may stand there; empty when it is not a choice
   */
  public record Setting(String name, String help, String example, List<String> words) {
    /** Copies the words. */
    public Setting {
      words = List.copyOf(words);
    }
  }

  /**
   * A column.
   *
   * @param heading as it is written; empty for the labels of rows and for services
   * @param kind {@code label}, {@code service}, {@code attribute}, {@code condition}, {@code
   *     action} or {@code entry}
   * @param words all that may stand there, or the words among what may; empty when there are none
   * @param refers to what its words lead: {@code service}, {@code table}, {@code list}, {@code map}
   * @param stages where a cell may stand; empty when it does not matter
   */
  public record Heading(
      String heading,
      String kind,
      String help,
      String example,
      List<String> words,
      List<String> refers,
      List<String> stages) {
    /** Copies the lists. */
    public Heading {
      words = List.copyOf(words);
      refers = List.copyOf(refers);
      stages = List.copyOf(stages);
    }

    private static Heading of(
        String heading, String kind, String help, String example, String... words) {
      return new Heading(heading, kind, help, example, List.of(words), List.of(), List.of());
    }
  }

  /**
   * What a row of a routing table may look at.
   *
   * @param word what stands below {@code Criterion}; {@code media} is followed by a media type
   * @param labels names of rows that need no such word
   * @param kind the usual kind of row
   * @param unit of its numbers, empty for a count and for yes and no
   * @param cells {@code number} or {@code yes-no}
   * @param allowed what a cell may hold
   * @param mandatory the usual word below {@code Mandatory}
   * @param source the usual word below {@code Source}
   */
  public record CriterionWord(
      String word,
      List<String> labels,
      String kind,
      String unit,
      String cells,
      String allowed,
      String mandatory,
      String source) {
    /** Copies the labels. */
    public CriterionWord {
      labels = List.copyOf(labels);
    }
  }

  /** Copies the lists. */
  public Catalogue {
    sheets = List.copyOf(sheets);
    criteria = List.copyOf(criteria);
  }

  /** All there is. */
  public static Catalogue full() {
    return new Catalogue(
        List.of(routing(), policy(), list(), map(), notes()),
        Arrays.stream(Fact.values()).map(Catalogue::criterion).toList());
  }

  private static Sheet routing() {
    List<Heading> headings = new ArrayList<>();
    headings.add(Heading.of("", "label", "The name of the criterion", "Text ok"));
    headings.add(Heading.of("", "service", "A service: its name is the heading", "SMS"));
    for (RoutingHeading heading : RoutingHeading.values()) {
      headings.add(routing(heading));
    }
    return sheet(
        SheetType.ROUTING,
        "Criteria as rows, services as columns; an entry is yes or no, a limit, or blank",
        headings);
  }

  private static Heading routing(RoutingHeading heading) {
    String name = heading.heading();
    return switch (heading) {
      case ID ->
          Heading.of(name, "attribute", "A name that stays when the label changes", "max-size");
      case KIND ->
          Heading.of(
              name,
              "attribute",
              "What the row says about the services",
              "capability",
              "limit",
              "capability",
              "permission",
              "preference");
      case CRITERION ->
          Heading.of(
              name,
              "attribute",
              "What the row looks at; needed where the label does not say it",
              "media image/png",
              Arrays.stream(Fact.values()).map(Fact::word).toArray(String[]::new));
      case MANDATORY ->
          Heading.of(
              name,
              "attribute",
              "Yes: a service that does not fulfil it is out; No: it only counts in a tie;"
                  + " Relaxable: it is dropped when no service would be left",
              "Yes",
              "Yes",
              "No",
              "Relaxable");
      case WEIGHT ->
          Heading.of(
              name,
              "attribute",
              "Points of a fulfilled row that is not mandatory, under Strategy: weights; 0 to "
                  + TableRow.MAX_WEIGHT,
              "10");
      case SOURCE ->
          Heading.of(
              name,
              "attribute",
              "Where values come from; the cells are the default",
              "user policy",
              "table",
              "user policy",
              "user preference");
      case COMMENT -> Heading.of(name, "attribute", "The operator's note", "Agreed in May");
    };
  }

  private static Sheet policy() {
    List<Heading> headings = new ArrayList<>();
    headings.add(Heading.of("", "label", "The name of the rule", "From abroad"));
    for (PolicyHeading heading : PolicyHeading.values()) {
      headings.add(
          new Heading(
              heading.heading(),
              heading.part().name().toLowerCase(Locale.ROOT),
              heading.help(),
              heading.example(),
              words(heading),
              refers(heading),
              heading.part() == PolicyHeading.Part.ATTRIBUTE
                  ? List.of()
                  : heading.stages().stream().map(Stage::word).toList()));
    }
    return sheet(
        SheetType.POLICY, "Rules as rows; at each stage the first row that fits decides", headings);
  }

  private static List<String> words(PolicyHeading heading) {
    return switch (heading) {
      case STAGE -> Arrays.stream(Stage.values()).map(Stage::word).toList();
      case KIND -> Arrays.stream(RequestKind.values()).map(RequestKind::words).toList();
      case CONTENT -> ContentWords.words();
      case FAILURE -> PolicyCells.failureWords();
      case SERVICE, FROM_CLASS, TO_CLASS, RETRY -> List.of(PolicyCells.NONE);
      case CHANGE_CONTENT -> PolicyCells.contentChanges();
      case FAILED_SERVICE -> List.of(Circumstances.CPM);
      case PASS -> List.of("Yes", "No");
      case ID,
          COMMENT,
          FROM,
          TO,
          SIZE,
          CHARACTERS,
          WHEN,
          ATTEMPTS,
          FORCE,
          FORBID,
          PREFER,
          TABLE,
          REJECT,
          REWRITE_FROM,
          REWRITE_TO,
          VALIDITY ->
          List.of();
    };
  }

  private static List<String> refers(PolicyHeading heading) {
    return switch (heading) {
      case FROM, TO -> List.of("list");
      case SERVICE, FAILED_SERVICE, FORCE, FORBID, PREFER -> List.of("service");
      case TABLE -> List.of("table");
      case REWRITE_FROM, REWRITE_TO -> List.of("map");
      case ID,
          COMMENT,
          STAGE,
          KIND,
          FROM_CLASS,
          TO_CLASS,
          CONTENT,
          SIZE,
          CHARACTERS,
          WHEN,
          FAILURE,
          ATTEMPTS,
          REJECT,
          VALIDITY,
          RETRY,
          CHANGE_CONTENT,
          PASS ->
          List.of();
    };
  }

  private static Sheet list() {
    return sheet(
        SheetType.LIST,
        "Addresses that the policy names as: list NAME",
        List.of(
            Heading.of("Address", "entry", "A number, a prefix, a range, a domain, a URI", "+49*"),
            Heading.of("Comment", "attribute", "The operator's note", "Agreed in May")));
  }

  private static Sheet map() {
    return sheet(
        SheetType.MAP,
        "Addresses that take the place of others, named as: map NAME",
        List.of(
            Heading.of("From", "entry", "The address that is found", "112"),
            Heading.of("To", "entry", "The address that takes its place", "+4930123456"),
            Heading.of("Comment", "attribute", "The operator's note", "Agreed in May")));
  }

  private static Sheet notes() {
    return sheet(SheetType.NOTES, "Anything to keep beside the tables; decides nothing", List.of());
  }

  private static Sheet sheet(SheetType type, String help, List<Heading> headings) {
    List<Setting> settings = new ArrayList<>();
    settings.add(new Setting("Type:", "What the sheet is about", type.word(), SheetType.words()));
    for (String setting : type.settings()) {
      settings.add(setting(setting));
    }
    return new Sheet(type.word(), help, settings, headings);
  }

  private static Setting setting(String name) {
    return switch (name) {
      case "Id" ->
          new Setting(
              "Id:", "A name that stays; else made of the sheet's name", "night", List.of());
      case "Name" -> new Setting("Name:", "The name for people", "At night", List.of());
      case "Strategy" ->
          new Setting(
              "Strategy:",
              "How feasible services are ordered",
              "top-down",
              List.of("top-down", "weights"));
      case "Zone" -> new Setting("Zone:", "Of times that name no zone", "Europe/Berlin", List.of());
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static CriterionWord criterion(Fact fact) {
    String unit = fact.numeric() ? fact.unit().word() : "";
    return new CriterionWord(
        fact.word(),
        fact.labels(),
        fact.kind().name().toLowerCase(Locale.ROOT),
        unit,
        fact.numeric() ? "number" : "yes-no",
        fact.numeric() ? CellReader.allowed(fact.unit()) : CellReader.YES_NO,
        RuleSetWorkbook.mandatory(fact.bearing()),
        fact.source().name().toLowerCase(Locale.ROOT).replace('_', ' '));
  }

  /**
   * As JSON: {@code {"sheets":[{"type","help","settings":[{"name","help","example","words"}],
   * "headings":[{"heading","kind","help","example","words","refers","stages"}]}],
   * "criteria":[{"word","labels","kind","unit","cells","allowed","mandatory","source"}]}}.
   */
  public String toJson() {
    return CatalogueJson.write(this);
  }
}
