package isthmus.gateway.rules;

import static java.util.Objects.requireNonNull;

import isthmus.gateway.console.http.Audit;
import isthmus.gateway.store.PostgresActivations.Activated;
import isthmus.gateway.store.PostgresActivations.Outcome;
import isthmus.gateway.store.PostgresActivations.Wish;
import isthmus.gateway.store.PostgresRuleSets.Stored;
import isthmus.gateway.store.RuleStores;
import isthmus.isf.IsfRules;
import isthmus.isf.book.WorkbookJson;
import isthmus.isf.book.WorkbookReading;
import isthmus.isf.table.Strategy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedSet;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rules of this node: makes the version that rules in the database decide here, has ready what
 * may come next, makes what is scheduled, and says what it has.
 */
final class NodeRules implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(NodeRules.class);

  /** How many versions are compiled ahead; each holds a rule base. */
  private static final int AHEAD = 2;

  private final String node;
  private final RuleStores stores;
  private final IsfRules tables;
  private final PreparedVersions prepared;
  private final DueActivations due;
  private final Audit audit;

  /** Held while this node exchanges what decides, so that it does so in the database's order. */
  private final ReentrantLock changing = new ReentrantLock();

  /** The version that rules in the database and cannot be used here; absent when all is well. */
  private volatile Optional<Unfollowed> unfollowed = Optional.empty();

  /** What was begun by starting, the latest last. */
  private final List<AutoCloseable> running = new CopyOnWriteArrayList<>();

  private record Unfollowed(long version, String why) {}

  NodeRules(String node, RuleStores stores, IsfRules tables, boolean approval, Audit audit) {
    this.node = requireNonNull(node);
    this.stores = requireNonNull(stores);
    this.tables = requireNonNull(tables);
    this.prepared = new PreparedVersions(stores.versions(), tables);
    this.audit = requireNonNull(audit);
    this.due = new DueActivations(node, stores.schedule(), prepared, approval, audit, this::ruled);
  }

  /** Makes the version that rules decide, and follows it from then on. */
  void start(ConfiguredRules configured) {
    changing.lock();
    try {
      rule(configured);
    } finally {
      changing.unlock();
    }
    Follower follower = Follower.start("isthmus-rules", this::follow);
    Follower preparer = Follower.start("isthmus-rules-ahead", this::prepare);
    Follower scheduler = Follower.paced("isthmus-rules-schedule", this::makeDue);
    running.addAll(List.of(follower, preparer, scheduler));
    running.add(
        stores
            .activations()
            .listen(
                () -> {
                  follower.tell();
                  preparer.tell();
                }));
    running.add(
        stores
            .versions()
            .listen(
                () -> {
                  preparer.tell();
                  scheduler.tell();
                }));
    preparer.tell();
    scheduler.tell();
  }

  /**
   * The latest activation that can be used: after a step back to an older release the latest of all
   * may say what only the newer one understands, and messages are not to wait for that.
   */
  private void rule(ConfiguredRules configured) {
    SequencedSet<Long> ruled = new LinkedHashSet<>();
    stores.activations().all().reversed().stream().map(Activated::version).forEach(ruled::add);
    tellWhatIsNotImported(configured, ruled.getFirst());
    Optional<CheckedRules> early = Optional.of(configured.checked());
    Optional<Unfollowed> latest = Optional.empty();
    for (long version : ruled) {
      Stored stored = stores.versions().find(version).orElseThrow();
      Optional<CheckedRules> same =
          early.filter(checked -> same(checked, configured.file().strategy(), stored));
      if (same.isPresent()) {
        early = Optional.empty();
      }
      switch (same.orElseGet(() -> PreparedVersions.checked(stored, tables))) {
        case CheckedRules.Usable usable -> {
          decide(version, usable);
          early.ifPresent(CheckedRules::discard);
          unfollowed = latest;
          return;
        }
        case CheckedRules.Unusable unusable -> {
          Unfollowed refused = notUsable(version, unusable);
          latest = latest.or(() -> Optional.of(refused));
        }
      }
    }
    throw new IllegalArgumentException(
        "no version of the rules is usable:\n" + latest.map(Unfollowed::why).orElse(""));
  }

  /** An operator who edits the file without importing it is told so, in one line. */
  private void tellWhatIsNotImported(ConfiguredRules configured, long ruling) {
    boolean imported =
        stores.versions().contains(configured.file().octets())
            || (configured.checked() instanceof CheckedRules.Usable usable
                && stores.versions().contains(WorkbookJson.write(usable.book())));
    if (!imported) {
      log.warn(
          "The routing table {} is not what was imported: version {} in the database rules;"
              + " `isthmus isf import` makes the file a version of its own",
          configured.file().name(),
          ruling);
    }
  }

  private static boolean same(CheckedRules checked, Strategy strategy, Stored stored) {
    return checked instanceof CheckedRules.Usable usable
        && strategy == stored.version().strategy()
        && Books.stored(stored) instanceof WorkbookReading.Good(var book)
        && book.equals(usable.book());
  }

  /**
   * Makes a version rule, here when this returns.
   *
   * @param record records it, in the same transaction
   * @throws WorkbookRefusedException when it cannot be used; what ruled before still does
   */
  Outcome activate(Wish wish, Consumer<Outcome.Rules> record) throws WorkbookRefusedException {
    if (stores.versions().find(wish.version()).isEmpty()) {
      return new Outcome.Unknown();
    }
    return switch (prepared.take(wish.version())) {
      case CheckedRules.Usable usable -> activate(wish, usable, record);
      case CheckedRules.Unusable unusable -> throw unusable.refused();
    };
  }

  private Outcome activate(Wish wish, CheckedRules.Usable usable, Consumer<Outcome.Rules> record) {
    return ruled(wish.version(), usable, () -> Optional.of(recorded(wish, record))).orElseThrow();
  }

  private Outcome recorded(Wish wish, Consumer<Outcome.Rules> record) {
    return audit.together(
        () -> {
          Outcome outcome = stores.activations().activate(wish);
          if (outcome instanceof Outcome.Rules rules) {
            record.accept(rules);
          }
          return outcome;
        });
  }

  /** What makes a version rule in the database. */
  @FunctionalInterface
  interface Recording {
    /** Empty when another node did. */
    Optional<Outcome> record();
  }

  /** What rules in the database is decided first: a node that fails here follows later. */
  private Optional<Outcome> ruled(long version, CheckedRules.Usable usable, Recording recording) {
    boolean spent = false;
    changing.lock();
    try {
      Optional<Outcome> outcome = recording.record();
      if (outcome.isPresent() && outcome.get() instanceof Outcome.Rules) {
        spent = true;
        decide(version, usable);
      }
      return outcome;
    } finally {
      changing.unlock();
      if (!spent) {
        prepared.offer(version, usable);
      }
    }
  }

  private void decide(long version, CheckedRules.Usable usable) {
    unfollowed = Optional.empty();
    tables.activate(version, usable.prepared());
  }

  /** Makes decide what another node activated. */
  private void follow() {
    if (upToDate()) {
      return;
    }
    // Compiled before the lock is taken: what is activated here need not wait for it.
    OptionalLong seen = stores.activations().ruling();
    if (seen.isEmpty()) {
      return;
    }
    long version = seen.getAsLong();
    CheckedRules checked = prepared.take(version);
    changing.lock();
    try {
      // This node may have been the one that activated it, or yet another one may rule.
      if (!stores.activations().ruling().equals(seen) || upToDate()) {
        prepared.offer(version, checked);
        return;
      }
      switch (checked) {
        case CheckedRules.Usable usable -> decide(version, usable);
        case CheckedRules.Unusable unusable ->
            unfollowed = Optional.of(notUsable(version, unusable));
      }
    } finally {
      changing.unlock();
    }
    tell();
  }

  private boolean upToDate() {
    OptionalLong ruling = stores.activations().ruling();
    return ruling.equals(tables.version()) || trouble(ruling).isPresent();
  }

  private Optional<String> trouble(OptionalLong ruling) {
    return unfollowed
        .filter(known -> ruling.equals(OptionalLong.of(known.version())))
        .map(Unfollowed::why);
  }

  private static Unfollowed notUsable(long version, CheckedRules.Unusable unusable) {
    log.error(
        "Version {} of the rules rules in the database but is not usable here; what decided"
            + " before goes on: {}",
        version,
        unusable.lines());
    return new Unfollowed(version, unusable.lines());
  }

  /** Has ready what is likely to rule next. */
  private void prepare() {
    tell();
    Set<Long> wanted = new LinkedHashSet<>();
    stores.schedule().waiting().stream().limit(1).forEach(next -> wanted.add(next.version()));
    stores.versions().candidate().ifPresent(wanted::add);
    stores.activations().previous().ifPresent(wanted::add);
    tables.version().ifPresent(wanted::remove);
    prepared.keep(wanted.stream().limit(AHEAD).toList());
    tell();
  }

  /** Keeps a version that was just compiled, for it is likely to rule next. */
  void offer(long version, CheckedRules checked) {
    prepared.offer(version, checked);
  }

  private Duration makeDue() {
    Duration rest = due.make();
    if (rest.isZero()) {
      tell();
    }
    return rest;
  }

  /** Says what this node has. */
  private void tell() {
    List<String> trouble = new ArrayList<>();
    trouble(stores.activations().ruling()).ifPresent(trouble::add);
    stores.nodes().tell(node, tables.version(), prepared.ready(), String.join("\n", trouble));
  }

  /** The version that decides here. */
  OptionalLong deciding() {
    return tables.version();
  }

  /** Why what rules in the database does not decide here, if that will stay so. */
  Optional<String> trouble() {
    return trouble(stores.activations().ruling());
  }

  /** The name of this node. */
  String node() {
    return node;
  }

  /** Follows no more; what decides goes on deciding. */
  @Override
  public void close() {
    for (AutoCloseable resource : running.reversed()) {
      try {
        resource.close();
      } catch (Exception broken) {
        log.debug("{} did not end: {}", resource, broken.toString());
      }
    }
    running.clear();
    prepared.close();
  }
}
