package isthmus.gateway.rules;

import static java.util.Objects.requireNonNull;

import isthmus.gateway.console.http.Audit;
import isthmus.gateway.rules.draft.DraftJson;
import isthmus.gateway.store.PostgresActivations.Activated;
import isthmus.gateway.store.PostgresActivations.Wish;
import isthmus.gateway.store.PostgresDrafts;
import isthmus.gateway.store.PostgresRuleNodes.Node;
import isthmus.gateway.store.PostgresRuleSets.ImportedFile;
import isthmus.gateway.store.PostgresRuleSets.Stored;
import isthmus.gateway.store.PostgresRuleSets.Version;
import isthmus.gateway.store.PostgresSchedule.Scheduled;
import isthmus.gateway.store.PostgresVerdicts.Verdict;
import isthmus.gateway.store.RuleStores;
import isthmus.isf.IsfRules;
import isthmus.isf.book.Workbook;
import isthmus.isf.book.WorkbookReading;
import isthmus.isf.table.Strategy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * The versions of the rule set, and the one that rules: makes, approves, activates and schedules
 * them. A version is compiled beside the one that decides and then takes its place at once.
 */
public final class RuleSets implements AutoCloseable {
  private static final Duration FURTHEST = Duration.ofDays(366);
  private static final int MOST_SCHEDULED = 50;

  private final RuleStores stores;
  private final Settings settings;
  private final NodeRules node;
  private final VersionMaking making;
  private final TypedVersions typed;
  private final InstantSource clock;
  private final Audit audit;

  /**
   * How versions are treated.
   *
   * @param node the name of this node
   * @param strategy how ties are broken by sheets that do not say
   * @param approval whether a version has to be approved before it may rule
   */
  public record Settings(String node, Strategy strategy, boolean approval) {
    /** Checks the components. */
    public Settings {
      requireNonNull(node);
      requireNonNull(strategy);
    }
  }

  /**
   * Versions in a database.
   *
   * @param tables where the version that rules is made active
   * @param audit is told what is done when nobody asks
   */
  public RuleSets(
      RuleStores stores, IsfRules tables, Settings settings, Audit audit, InstantSource clock) {
    this.stores = requireNonNull(stores);
    this.settings = requireNonNull(settings);
    this.clock = requireNonNull(clock);
    this.audit = requireNonNull(audit);
    this.node = new NodeRules(settings.node(), stores, tables, settings.approval(), audit);
    this.making = new VersionMaking(stores, tables, settings, node, audit);
    this.typed = new TypedVersions(stores.versions());
  }

  /**
   * Which versions there are.
   *
   * @param ruling the one that rules in the database
   * @param versions all of them, the first one first
   * @param verdicts all of them, the first one first
   * @param activations all of them, the first one first
   * @param failures scheduled activations that could not be made, the first one first
   */
  public record History(
      OptionalLong ruling,
      List<Version> versions,
      List<Verdict> verdicts,
      List<Activated> activations,
      List<Scheduled> failures) {
    /** Copies the lists. */
    public History {
      versions = List.copyOf(versions);
      verdicts = List.copyOf(verdicts);
      activations = List.copyOf(activations);
      failures = List.copyOf(failures);
    }
  }

  /**
   * What rules where, and what is to come.
   *
   * @param ruling the latest activation
   * @param previous the version that a step back leads to
   * @param scheduled activations to come
   * @param failed scheduled activations of the last week that could not be made
   * @param trouble why what rules does not decide on this node
   */
  public record State(
      Optional<Activated> ruling,
      OptionalLong previous,
      List<Scheduled> scheduled,
      List<Scheduled> failed,
      boolean approval,
      List<Node> nodes,
      String node,
      Optional<String> trouble) {
    /** Copies the lists. */
    public State {
      scheduled = List.copyOf(scheduled);
      failed = List.copyOf(failed);
      nodes = List.copyOf(nodes);
    }
  }

  /** A version that was made, and what it holds. */
  public record Made(long version, MergedBook merged) {}

  /** The version that rules now, and the one before. */
  public record Ruling(long version, OptionalLong before) {}

  /**
   * Makes the version that rules decide here and follows it from then on. The first start ever
   * imports the configured file as version 1.
   *
   * @param who for the first import
   * @throws IllegalArgumentException with a line for each thing that is wrong, when no version can
   *     be used
   */
  public void start(ConfiguredRules configured, String who) {
    if (stores.activations().ruling().isEmpty()) {
      making.begin(configured, who);
    }
    node.start(configured);
  }

  /**
   * Stores a file as the next version, which does not rule yet. Its sheets take the place of those
   * of the version that rules.
   *
   * @param whole whether sheets that the file does not have are left out
   * @param comment why it was made, may be empty
   * @param record is given the version, to record it in the same transaction
   */
  public Made importFile(
      ImportedFile file, boolean whole, String comment, String who, LongConsumer record)
      throws WorkbookRefusedException, NotPossibleException {
    Optional<Workbook> base =
        whole ? Optional.empty() : Optional.of(workbook(new BookSource.Active()));
    return making.importFile(file, base, comment, who, record);
  }

  /**
   * Stores a draft as the next version, which does not rule yet.
   *
   * @param draft as it was read
   * @param comment why it was made, may be empty
   * @param record is given the version, to record it in the same transaction
   * @return empty when somebody edited or ended the draft meanwhile
   */
  OptionalLong submit(
      PostgresDrafts.Draft draft, Workbook book, String comment, String who, LongConsumer record)
      throws WorkbookRefusedException {
    return making.submit(draft, book, comment, who, record);
  }

  /** Says that a version is good; nobody who worked on it may. */
  public void approve(long version, String comment, String who) throws NotPossibleException {
    verdict(version, true, comment, who);
  }

  /** Says that a version must not rule, for good; what is scheduled for it is cancelled. */
  public void refuse(long version, String comment, String who) throws NotPossibleException {
    verdict(version, false, comment, who);
  }

  private void verdict(long version, boolean approved, String comment, String who)
      throws NotPossibleException {
    switch (stores.verdicts().give(version, approved, who, comment)) {
      case GIVEN -> {
        // It is kept.
      }
      case UNKNOWN_VERSION -> throw unknown(version);
      case AUTHOR ->
          throw new NotPossibleException(
              NotPossibleException.Reason.FORBIDDEN,
              "version",
              "version " + version + " is also your work; somebody else has to approve it");
      case REFUSED ->
          throw NotPossibleException.conflict(
              "version", "version " + version + " was refused; make another one");
      case RULES ->
          throw NotPossibleException.conflict(
              "version", "version " + version + " rules; activate another one first");
    }
  }

  /**
   * Makes a version rule, here when this returns and on other nodes within a second.
   *
   * @param expecting the version that the caller saw ruling; another one is a conflict
   * @param record records it in the same transaction
   * @throws WorkbookRefusedException when the version cannot be used; what ruled before still does
   */
  public Ruling activate(
      long version, OptionalLong expecting, String why, String who, Consumer<Ruling> record)
      throws WorkbookRefusedException, NotPossibleException {
    return ActivationOutcome.ruling(
        version,
        node.activate(
            new Wish(version, who, why, settings.node(), expecting, settings.approval()),
            rules -> record.accept(new Ruling(version, rules.before()))));
  }

  /**
   * Makes rule what ruled before, without an approval. A second step back leads forward again.
   *
   * @param expecting the version that the caller saw ruling; another one is a conflict
   * @param record records it in the same transaction
   */
  public Ruling rollBack(OptionalLong expecting, String why, String who, Consumer<Ruling> record)
      throws WorkbookRefusedException, NotPossibleException {
    OptionalLong ruling = stores.activations().ruling();
    OptionalLong previous = stores.activations().previous();
    if (previous.isEmpty()) {
      throw NotPossibleException.conflict("", "nothing ruled before that could rule again");
    }
    long version = previous.getAsLong();
    String reason = why.isEmpty() ? "rolled back" : why;
    Wish wish =
        new Wish(
            version,
            who,
            reason,
            settings.node(),
            expecting.isPresent() ? expecting : ruling,
            false);
    return ActivationOutcome.ruling(
        version, node.activate(wish, rules -> record.accept(new Ruling(version, rules.before()))));
  }

  /**
   * Has a version rule from a time on; it must be usable and approved by then.
   *
   * @param expecting the version that has to rule then
   * @return the id of what is scheduled
   */
  public long schedule(long version, Instant at, OptionalLong expecting, String why, String who)
      throws NotPossibleException {
    if (at.isAfter(clock.instant().plus(FURTHEST))) {
      throw NotPossibleException.wrong("at", "at must be within a year");
    }
    if (stores.versions().find(version).isEmpty()) {
      throw unknown(version);
    }
    Optional<Verdict> verdict = stores.verdicts().latest(version);
    if (verdict.isPresent() && !verdict.get().approved()) {
      throw NotPossibleException.conflict(
          "version", "version " + version + " was refused by " + verdict.get().who());
    }
    if (settings.approval() && verdict.isEmpty()) {
      throw NotPossibleException.conflict(
          "version", "version " + version + " has to be approved by somebody else first");
    }
    OptionalLong id = stores.schedule().add(version, at, expecting, who, why, MOST_SCHEDULED);
    if (id.isEmpty()) {
      throw NotPossibleException.conflict(
          "at", "at must be in the future, and at most " + MOST_SCHEDULED + " can wait");
    }
    return id.getAsLong();
  }

  /** Cancels what is scheduled. */
  public void cancel(long id, String who) throws NotPossibleException {
    if (!stores.schedule().cancel(id, who)) {
      throw NotPossibleException.unknown("id", "nothing waits under " + id);
    }
  }

  /** Makes changes and their record one. */
  <T, E extends Exception> T together(Audit.Change<T, E> change) throws E {
    return audit.together(change);
  }

  /** The authors of a version that nobody has approved and that never ruled; else none. */
  List<String> unapproved(long version) {
    boolean looked =
        stores.verdicts().latest(version).filter(Verdict::approved).isPresent()
            || stores.activations().all().stream().anyMatch(a -> a.version() == version);
    return looked
        ? List.of()
        : find(version).map(stored -> stored.version().authors()).orElse(List.of());
  }

  /** A version with what it holds. */
  public Optional<Stored> find(long version) {
    return stores.versions().find(version);
  }

  /** The version that rules in the database. */
  public OptionalLong ruling() {
    return stores.activations().ruling();
  }

  /** All versions and what became of them. */
  public History history() {
    return new History(
        stores.activations().ruling(),
        stores.versions().versions(),
        stores.verdicts().all(),
        stores.activations().all(),
        stores.schedule().failures());
  }

  /** What rules where, and what is to come. */
  public State state() {
    List<Activated> activations = stores.activations().all();
    return new State(
        activations.isEmpty() ? Optional.empty() : Optional.of(activations.getLast()),
        stores.activations().previous(),
        stores.schedule().waiting(),
        stores.schedule().failed(),
        settings.approval(),
        stores.nodes().all(),
        settings.node(),
        node.trouble());
  }

  /** Versions with their meaning, kept for those who tell decisions of the past. */
  public TypedVersions typed() {
    return typed;
  }

  /** How ties are broken by sheets that do not say. */
  public Strategy strategy() {
    return settings.strategy();
  }

  /**
   * A workbook.
   *
   * @throws NotPossibleException when there is none, or when this release cannot read it
   */
  public Workbook workbook(BookSource source) throws NotPossibleException {
    return switch (source) {
      case BookSource.Active _ -> {
        OptionalLong ruling = stores.activations().ruling();
        if (ruling.isEmpty()) {
          throw NotPossibleException.conflict("", "no version rules yet");
        }
        yield workbook(new BookSource.Version(ruling.getAsLong()));
      }
      case BookSource.Version(long version) -> {
        Stored stored = stores.versions().find(version).orElseThrow(() -> unknown(version));
        yield readable(stored);
      }
      case BookSource.Draft(long id) ->
          DraftJson.grid(
                  stores
                      .drafts()
                      .find(id)
                      .orElseThrow(
                          () -> NotPossibleException.unknown("draft", "there is no draft " + id))
                      .grid())
              .workbook();
    };
  }

  private Workbook readable(Stored stored) throws NotPossibleException {
    if (Books.stored(stored) instanceof WorkbookReading.Good(Workbook book)) {
      return Books.carried(book, stored.version().strategy(), settings.strategy());
    }
    throw NotPossibleException.conflict(
        "version",
        "version %d cannot be read by this release; format=file gives its file"
            .formatted(stored.version().version()));
  }

  static NotPossibleException unknown(long version) {
    return NotPossibleException.unknown("version", "there is no version " + version);
  }

  /** Follows no more; what decides goes on deciding. */
  @Override
  public void close() {
    node.close();
  }
}
