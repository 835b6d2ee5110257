package isthmus.gateway.rules;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.codec.mime.Octets;
import isthmus.gateway.console.http.Audit;
import isthmus.gateway.store.PostgresDrafts;
import isthmus.gateway.store.PostgresRuleSets.Format;
import isthmus.gateway.store.PostgresRuleSets.ImportedFile;
import isthmus.gateway.store.PostgresRuleSets.NewVersion;
import isthmus.gateway.store.RuleStores;
import isthmus.isf.IsfRules;
import isthmus.isf.book.SheetProblem;
import isthmus.isf.book.Workbook;
import isthmus.isf.book.WorkbookJson;
import isthmus.isf.book.WorkbookReading;
import isthmus.isf.book.WorksheetCsv;
import isthmus.isf.table.Strategy;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes versions of files and drafts: each is read, compiled and tried before it is stored. Safe
 * for any thread; takes tenths of a second, seconds the first time.
 */
final class VersionMaking {
  private static final Logger log = LoggerFactory.getLogger(VersionMaking.class);

  private final RuleStores stores;
  private final IsfRules tables;
  private final RuleSets.Settings settings;
  private final NodeRules node;
  private final Audit audit;

  VersionMaking(
      RuleStores stores, IsfRules tables, RuleSets.Settings settings, NodeRules node, Audit audit) {
    this.stores = requireNonNull(stores);
    this.tables = requireNonNull(tables);
    this.settings = requireNonNull(settings);
    this.node = requireNonNull(node);
    this.audit = requireNonNull(audit);
  }

  /** Stores the configured file as version 1 and makes it rule, when no version rules yet. */
  void begin(ConfiguredRules configured, String who) {
    switch (configured.checked()) {
      case CheckedRules.Usable usable -> {
        ImportedFile file = configured.file().named();
        NewVersion first =
            new NewVersion(
                older(file, usable.book(), true),
                WorkbookJson.write(usable.book()),
                Optional.of(file.octets()),
                OptionalLong.empty(),
                OptionalLong.empty(),
                "imported at the first start",
                who,
                List.of(who));
        if (stores.versions().begin(first, settings.node())) {
          log.info("Rules {} imported as version 1", file.name());
        }
      }
      case CheckedRules.Unusable _ ->
          throw new IllegalArgumentException(
              "the routing table is not usable:\n" + String.join("\n", configured.problems()));
    }
  }

  /**
   * Stores a file as the next version, which does not rule yet. Its sheets take the place of those
   * of the version that rules.
   *
   * @param base the version that rules, when sheets that the file does not have stay
   * @param comment why it was made, may be empty
   */
  RuleSets.Made importFile(
      ImportedFile file, Optional<Workbook> base, String comment, String who, LongConsumer record)
      throws WorkbookRefusedException, NotPossibleException {
    Workbook sheets = read(file);
    OptionalLong ruling = stores.activations().ruling();
    MergedBook merged =
        base.isPresent() ? WorkbookMerge.merge(base.get(), sheets) : MergedBook.whole(sheets);
    Workbook book = merged.book();
    CheckedRules.Usable usable = compiled(file.name(), book, file.strategy());
    NewVersion made =
        new NewVersion(
            older(file, book, book.equals(sheets)),
            WorkbookJson.write(book),
            Optional.of(file.octets()),
            OptionalLong.empty(),
            ruling,
            comment,
            who,
            List.of(who));
    long version =
        added(() -> OptionalLong.of(stores.versions().add(made)), usable, record).getAsLong();
    return new RuleSets.Made(version, merged);
  }

  /** Reads the sheets of a file. */
  static Workbook read(ImportedFile file) throws WorkbookRefusedException {
    return switch (Books.read(file.name(), file.octets())) {
      case WorkbookReading.Good(Workbook book) -> book;
      case WorkbookReading.Bad(List<SheetProblem> problems) ->
          throw new WorkbookRefusedException(file.name(), problems);
    };
  }

  /**
   * Stores a draft as the next version, which does not rule yet.
   *
   * @param draft as it was read
   * @param comment why it was made, may be empty
   * @return empty when somebody edited or ended the draft meanwhile
   */
  OptionalLong submit(
      PostgresDrafts.Draft draft, Workbook book, String comment, String who, LongConsumer record)
      throws WorkbookRefusedException {
    CheckedRules.Usable usable = compiled(draft.name(), book, settings.strategy());
    List<String> authors =
        draft.authors().contains(who)
            ? draft.authors()
            : Stream.concat(draft.authors().stream(), Stream.of(who)).toList();
    ImportedFile file =
        new ImportedFile(draft.name(), Format.CSV, Octets.utf8(""), settings.strategy());
    NewVersion made =
        new NewVersion(
            older(file, book, false),
            WorkbookJson.write(book),
            Optional.empty(),
            OptionalLong.of(draft.id()),
            draft.base(),
            comment,
            who,
            authors);
    return added(
        () -> stores.versions().submit(made, draft.id(), draft.revision()), usable, record);
  }

  private CheckedRules.Usable compiled(String name, Workbook book, Strategy strategy)
      throws WorkbookRefusedException {
    return switch (CheckedRules.ofNew(name, book, strategy, tables)) {
      case CheckedRules.Usable usable -> usable;
      case CheckedRules.Unusable unusable -> throw unusable.refused();
    };
  }

  /** Stores a version. */
  @FunctionalInterface
  private interface Adding {
    OptionalLong add();
  }

  private OptionalLong added(Adding adding, CheckedRules.Usable usable, LongConsumer record) {
    OptionalLong version = OptionalLong.empty();
    try {
      version =
          audit.together(
              () -> {
                OptionalLong added = adding.add();
                added.ifPresent(record);
                return added;
              });
      return version;
    } finally {
      if (version.isPresent()) {
        node.offer(version.getAsLong(), usable);
      } else {
        usable.discard();
      }
    }
  }

  /**
   * What a node of a release without workbooks finds: a lone routing table as it is, and otherwise
   * something that it refuses instead of half of what rules.
   */
  private static ImportedFile older(ImportedFile file, Workbook book, boolean same) {
    boolean lone = book.sheets().size() == 1 && SheetHead.of(book.sheets().getFirst()).isRouting();
    if (lone && same) {
      return file;
    }
    String text =
        lone
            ? WorksheetCsv.write(book.sheets().getFirst())
            : "# a workbook, for which this is too old\n";
    return new ImportedFile(file.name(), Format.CSV, Octets.utf8(text), file.strategy());
  }
}
