package isthmus.gateway.tables;

import static java.util.Objects.requireNonNull;

import isthmus.gateway.store.PostgresRoutingTables;
import isthmus.gateway.store.PostgresRoutingTables.Activated;
import isthmus.gateway.store.PostgresRoutingTables.Stored;
import isthmus.gateway.store.PostgresRoutingTables.TableFile;
import isthmus.gateway.store.PostgresRoutingTables.Version;
import isthmus.isf.IsfRules;
import isthmus.isf.PreparedRules;
import isthmus.isf.table.RoutingTable;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The versions of the routing table, and the one that rules: imports, activates, and follows what
 * other nodes activate. A file is compiled beside the active one and then exchanged at once.
 */
public final class RoutingTables implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RoutingTables.class);

  private final PostgresRoutingTables store;
  private final IsfRules tables;
  private final ParsedTables parsed;

  /** Held while this node compiles, so that files are compiled one at a time. */
  private final ReentrantLock changing = new ReentrantLock();

  /** The version that rules in the database and cannot be used here; absent when all is well. */
  private volatile Optional<Unfollowed> unfollowed = Optional.empty();

  /** What was begun by starting, the latest last. */
  private final List<AutoCloseable> running = new CopyOnWriteArrayList<>();

  private record Unfollowed(long version, String why) {}

  /**
   * Versions in a database.
   *
   * @param tables where the version that rules is made active
   */
  public RoutingTables(PostgresRoutingTables store, IsfRules tables) {
    this.store = requireNonNull(store);
    this.tables = requireNonNull(tables);
    this.parsed = new ParsedTables(store);
  }

  /**
   * Which versions there are.
   *
   * @param active the one that rules in the database
   * @param deciding the one that decides on this node
   * @param trouble why they are not the same, if that will stay so
   * @param versions all of them, the first one first
   * @param activations all of them, the first one first
   */
  public record History(
      OptionalLong active,
      OptionalLong deciding,
      Optional<String> trouble,
      List<Version> versions,
      List<Activated> activations) {
    /** Copies the lists. */
    public History {
      versions = List.copyOf(versions);
      activations = List.copyOf(activations);
    }
  }

  /** A file that became a version. */
  public record Imported(long version, RoutingTable table) {}

  /**
   * Makes the version that rules active and follows it from then on. The first start ever imports
   * the configured file as version 1.
   *
   * @param configured the configured file
   * @param who for the first import
   * @throws IllegalArgumentException with a line for each thing that is wrong, when no version can
   *     be used
   */
  public void start(CheckedTable configured, String who) {
    changing.lock();
    try {
      if (store.active().isEmpty()) {
        begin(configured, who);
      }
      rule(configured);
    } finally {
      changing.unlock();
    }
    Follower follower = Follower.start("isthmus-tables", this::follow);
    running.add(follower);
    running.add(store.listen(follower::tell));
  }

  private void begin(CheckedTable configured, String who) {
    switch (configured) {
      case CheckedTable.Usable usable -> {
        if (store.begin(usable.file(), "imported at the first start", who)) {
          log.info("Routing table {} imported as version 1", usable.file().name());
        }
      }
      case CheckedTable.Unusable unusable ->
          throw new IllegalArgumentException(
              "the routing table is not usable:\n" + unusable.lines());
    }
  }

  /**
   * The latest activation that can be used: after a step back to an older release the latest of all
   * may say what only the newer one understands, and messages are not to wait for that.
   */
  private void rule(CheckedTable configured) {
    SequencedSet<Long> ruled = new LinkedHashSet<>();
    store.activations().reversed().forEach(activation -> ruled.add(activation.version()));
    tellWhatIsNotImported(configured, ruled.getFirst());
    Optional<CheckedTable> early = Optional.of(configured);
    Optional<Unfollowed> latest = Optional.empty();
    for (long version : ruled) {
      TableFile file = store.find(version).orElseThrow().file();
      Optional<CheckedTable> same = early.filter(checked -> sameTable(checked.file(), file));
      if (same.isPresent()) {
        early = Optional.empty();
      }
      switch (same.orElseGet(() -> CheckedTable.of(file, tables))) {
        case CheckedTable.Usable usable -> {
          activated(version, usable);
          early.ifPresent(RoutingTables::discard);
          unfollowed = latest;
          return;
        }
        case CheckedTable.Unusable unusable -> {
          Unfollowed refused = notUsable(version, unusable);
          latest = latest.or(() -> Optional.of(refused));
        }
      }
    }
    throw new IllegalArgumentException(
        "no version of the routing table is usable:\n" + latest.map(Unfollowed::why).orElse(""));
  }

  /** An operator who edits the file without importing it is told so, in one line. */
  private void tellWhatIsNotImported(CheckedTable configured, long ruling) {
    if (!store.contains(configured.file())) {
      log.warn(
          "The routing table {} is not what was imported: version {} in the database rules;"
              + " `isthmus isf import` makes the file a version of its own",
          configured.file().name(),
          ruling);
    }
  }

  private static boolean sameTable(TableFile one, TableFile other) {
    return one.octets().equals(other.octets()) && one.strategy() == other.strategy();
  }

  private static void discard(CheckedTable checked) {
    switch (checked) {
      case CheckedTable.Usable usable -> usable.prepared().close();
      case CheckedTable.Unusable _ -> {
        // Nothing was prepared.
      }
    }
  }

  /**
   * Stores a file as the next version, which does not rule yet.
   *
   * @param comment why it was made, may be empty
   * @param who imports it
   * @throws TableRefusedException with everything that is wrong with it
   */
  public Imported importTable(TableFile file, String comment, String who)
      throws TableRefusedException {
    changing.lock();
    try {
      return switch (CheckedTable.of(file, tables)) {
        case CheckedTable.Usable(TableFile _, PreparedRules prepared) -> {
          try (prepared) {
            yield new Imported(store.add(file, comment, who), prepared.rules().first());
          }
        }
        case CheckedTable.Unusable unusable -> throw new TableRefusedException(unusable);
      };
    } finally {
      changing.unlock();
    }
  }

  /**
   * Makes a version rule, here when this returns and on other nodes within a second. An earlier
   * version is a roll-back.
   *
   * @return the version that decided here before; empty when there is no such version
   * @throws TableRefusedException when the version cannot be used; what ruled before still does
   */
  public Optional<OptionalLong> activate(long version, String who) throws TableRefusedException {
    changing.lock();
    try {
      Optional<Stored> stored = store.find(version);
      if (stored.isEmpty()) {
        return Optional.empty();
      }
      return switch (CheckedTable.of(stored.get().file(), tables)) {
        case CheckedTable.Usable usable -> Optional.of(activate(version, usable, who));
        case CheckedTable.Unusable unusable -> throw new TableRefusedException(unusable);
      };
    } finally {
      changing.unlock();
    }
  }

  /** What rules in the database is decided first: a node that fails here follows later. */
  private OptionalLong activate(long version, CheckedTable.Usable usable, String who) {
    boolean recorded = false;
    try {
      recorded = store.activate(version, who);
    } finally {
      if (!recorded) {
        usable.prepared().close();
      }
    }
    return activated(version, usable);
  }

  private OptionalLong activated(long version, CheckedTable.Usable usable) {
    unfollowed = Optional.empty();
    return tables.activate(version, usable.prepared()).replaced();
  }

  /** A version with its file. */
  public Optional<Stored> find(long version) {
    return store.find(version);
  }

  /** The version that rules in the database. */
  public OptionalLong active() {
    return store.active();
  }

  /** All versions and what became of them. */
  public History history() {
    OptionalLong active = store.active();
    return new History(
        active, tables.version(), trouble(active), store.versions(), store.activations());
  }

  /** Versions as tables, kept for those who tell decisions of the past. */
  public ParsedTables parsed() {
    return parsed;
  }

  /** Makes active what another node activated. */
  private void follow() {
    if (upToDate()) {
      return;
    }
    changing.lock();
    try {
      // This node may have been the one that activated it.
      OptionalLong ruling = store.active();
      if (ruling.isEmpty() || upToDate()) {
        return;
      }
      long version = ruling.getAsLong();
      switch (CheckedTable.of(store.find(version).orElseThrow().file(), tables)) {
        case CheckedTable.Usable usable -> activated(version, usable);
        case CheckedTable.Unusable unusable ->
            unfollowed = Optional.of(notUsable(version, unusable));
      }
    } finally {
      changing.unlock();
    }
  }

  private boolean upToDate() {
    OptionalLong ruling = store.active();
    return ruling.equals(tables.version()) || trouble(ruling).isPresent();
  }

  private Optional<String> trouble(OptionalLong ruling) {
    return unfollowed
        .filter(known -> ruling.equals(OptionalLong.of(known.version())))
        .map(Unfollowed::why);
  }

  private static Unfollowed notUsable(long version, CheckedTable.Unusable unusable) {
    log.error(
        "Routing table version {} rules in the database but is not usable here; what was active"
            + " before it goes on: {}",
        version,
        unusable.lines());
    return new Unfollowed(version, unusable.lines());
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
  }
}
