package isthmus.gateway.rules;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import isthmus.gateway.rules.draft.DraftEdit;
import isthmus.gateway.rules.draft.DraftGrid;
import isthmus.gateway.rules.draft.DraftJson;
import isthmus.gateway.rules.draft.DraftLimits;
import isthmus.gateway.rules.draft.DraftMerge;
import isthmus.gateway.rules.draft.DraftOp;
import isthmus.gateway.rules.draft.OpReader;
import isthmus.gateway.store.PostgresDrafts;
import isthmus.gateway.store.PostgresDrafts.Draft;
import isthmus.gateway.store.PostgresDrafts.State;
import isthmus.gateway.store.PostgresDrafts.Stored;
import isthmus.gateway.store.PostgresRuleSets.ImportedFile;
import isthmus.isf.book.Workbook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/**
 * Workbooks that are being edited, by several people at once: edits are merged cell by cell, what
 * would overwrite somebody else's work is refused, and everybody can follow.
 */
public final class Drafts implements AutoCloseable {
  private static final DraftLimits LIMITS = DraftLimits.DEFAULT;
  private static final int MOST_OPEN = 100;

  /** How many edits back somebody is named whom an edit collides with. */
  private static final int REMEMBERED = 500;

  /** Stands for the latest revision, whichever that is. */
  private static final long LATEST = Long.MAX_VALUE;

  private static final int MOST_CHANGES = 500;

  private final PostgresDrafts store;
  private final RuleSets rules;
  private final DraftMerge merge = new DraftMerge(LIMITS);
  private final DraftReadings readings;
  private final DraftNews news = new DraftNews();
  private final AutoCloseable listening;

  /** Drafts in a database. */
  public Drafts(PostgresDrafts store, RuleSets rules) {
    this.store = requireNonNull(store);
    this.rules = requireNonNull(rules);
    this.readings = new DraftReadings(rules.strategy());
    this.listening = store.listen(news::tell);
  }

  /** A draft as it stands. */
  public record Shown(Draft draft, DraftGrid grid, List<DraftProblem> problems) {
    /** Copies the problems. */
    public Shown {
      problems = List.copyOf(problems);
    }
  }

  /** Where an edit led. */
  public static final class Edited {
    private final DraftReading reading;

    private Edited(DraftReading reading) {
      this.reading = reading;
    }

    /** The revision after it. */
    public long revision() {
      return reading.revision();
    }

    /** What is wrong with the draft then; takes its time with a large one. */
    public List<DraftProblem> problems() {
      return reading.problems();
    }
  }

  /** Edits since a revision, the first one first; operations as JSON. */
  public record Changes(Draft draft, List<PostgresDrafts.Edit> edits, List<DraftProblem> problems) {
    /** Copies the lists. */
    public Changes {
      edits = List.copyOf(edits);
      problems = List.copyOf(problems);
    }
  }

  /** Drafts that are open. */
  public List<Draft> open() {
    return store.open();
  }

  /** Opens a draft of what is there. */
  public Shown open(String name, BookSource from, String who) throws NotPossibleException {
    Workbook book = rules.workbook(from);
    OptionalLong base =
        switch (from) {
          case BookSource.Active _ -> rules.ruling();
          case BookSource.Version(long version) -> OptionalLong.of(version);
          case BookSource.Draft(long id) -> draft(id).base();
        };
    String grid = DraftJson.write(DraftGrid.of(book));
    OptionalLong id = store.add(name, base, authors(from, who), grid, MOST_OPEN);
    if (id.isEmpty()) {
      throw NotPossibleException.conflict(
          "", MOST_OPEN + " drafts are open; submit or discard one first");
    }
    return show(id.getAsLong());
  }

  /**
   * Whoever opens a draft, and those whose work it begins with and nobody else has looked at: who
   * wrote something cannot approve it because a colleague made a copy.
   */
  private List<String> authors(BookSource from, String who) throws NotPossibleException {
    List<String> before =
        switch (from) {
          case BookSource.Active _ -> List.of();
          case BookSource.Version(long version) -> rules.unapproved(version);
          case BookSource.Draft(long id) -> {
            Draft draft = draft(id);
            yield draft.version().isPresent()
                ? rules.unapproved(draft.version().getAsLong())
                : draft.authors();
          }
        };
    return Stream.concat(Stream.of(who), before.stream()).distinct().toList();
  }

  /** A draft. */
  public Shown show(long id) throws NotPossibleException {
    Stored stored = stored(id);
    DraftReading reading = readings.of(stored);
    return new Shown(stored.draft(), reading.grid(), reading.problems());
  }

  private Stored stored(long id) throws NotPossibleException {
    return store.find(id).orElseThrow(() -> unknown(id));
  }

  private Draft draft(long id) throws NotPossibleException {
    return store.draft(id).orElseThrow(() -> unknown(id));
  }

  private static NotPossibleException unknown(long id) {
    return NotPossibleException.unknown("draft", "there is no draft " + id);
  }

  /**
   * Does operations, all or none.
   *
   * @param seen the revision that their author looked at
   * @param ops as JSON, see {@link OpReader}
   * @param record is given the revision, to record it in the same transaction
   */
  public Edited edit(long id, long seen, JsonNode ops, String who, LongConsumer record)
      throws NotPossibleException, EditRefusedException {
    if (ops.size() > LIMITS.ops()) {
      throw NotPossibleException.wrong(
          "ops", "at most " + LIMITS.ops() + " operations at once, not " + ops.size());
    }
    // LATEST is for files alone: who edits has seen some revision.
    return edited(id, Math.min(seen, LATEST - 1), who, grid -> read(ops, grid), record);
  }

  /** Operations, and sheets in which cells came in the order of columns. */
  private record Wanted(List<DraftOp> ops, java.util.Set<String> positional) {}

  private static Wanted read(JsonNode ops, DraftGrid grid) throws NotPossibleException {
    OpReader reader = new OpReader(grid);
    List<DraftOp> read = new ArrayList<>();
    for (JsonNode op : ops) {
      try {
        read.add(reader.read(op));
      } catch (IllegalArgumentException wrong) {
        throw NotPossibleException.wrong(
            "ops[" + read.size() + "]", String.valueOf(wrong.getMessage()));
      }
    }
    return new Wanted(read, reader.positional());
  }

  /**
   * Puts the sheets of a file in the place of the draft's.
   *
   * @param record is given the revision, to record it in the same transaction
   */
  public Edited importFile(
      long id, ImportedFile file, boolean whole, String who, LongConsumer record)
      throws NotPossibleException, EditRefusedException, WorkbookRefusedException {
    Workbook sheets = VersionMaking.read(file);
    Edited edited =
        edited(
            id,
            LATEST,
            who,
            grid -> new Wanted(SheetImport.ops(grid, sheets, whole), java.util.Set.of()),
            record);
    return edited;
  }

  /** Makes operations for a grid. */
  @FunctionalInterface
  private interface Wish {
    Wanted on(DraftGrid grid) throws NotPossibleException;
  }

  /** What came of an edit, carried out of the transaction. */
  private sealed interface Result {
    record Done(DraftReading reading) implements Result {}

    record NotPossible(NotPossibleException why) implements Result {}

    record Refused(EditRefusedException why) implements Result {}
  }

  private Edited edited(long id, long seen, String who, Wish wish, LongConsumer record)
      throws NotPossibleException, EditRefusedException {
    Optional<Result> result =
        rules.together(
            () -> {
              Optional<Result> done = stored(id, seen, who, wish);
              if (done.isPresent() && done.get() instanceof Result.Done(DraftReading made)) {
                record.accept(made.revision());
              }
              return done;
            });
    return switch (result.orElseThrow(() -> unknown(id))) {
      case Result.Done(DraftReading reading) -> new Edited(readings.keep(id, reading));
      case Result.NotPossible(NotPossibleException why) -> throw why;
      case Result.Refused(EditRefusedException why) -> throw why;
    };
  }

  /** Empty when there is no such draft. */
  private Optional<Result> stored(long id, long seen, String who, Wish wish) {
    AtomicReference<Optional<Result>> result = new AtomicReference<>(Optional.empty());
    store.edit(
        id,
        seen,
        REMEMBERED,
        who,
        (stored, edits) -> {
          DraftReading stands = readings.of(stored);
          DraftGrid grid = stands.grid();
          try {
            Wanted wanted = wish.on(openGrid(stored.draft(), grid));
            DraftGrid changed = merged(stored, grid, edits, seen, wanted);
            boolean nothing = wanted.ops().isEmpty();
            result.set(
                Optional.of(
                    new Result.Done(
                        nothing ? stands : readings.reading(stands.revision() + 1, changed))));
            return nothing
                ? Optional.empty()
                : Optional.of(
                    new PostgresDrafts.Change(
                        DraftJson.write(changed), DraftJson.write(wanted.ops())));
          } catch (NotPossibleException why) {
            result.set(Optional.of(new Result.NotPossible(why)));
          } catch (EditRefusedException why) {
            result.set(Optional.of(new Result.Refused(why)));
          }
          return Optional.empty();
        });
    return requireNonNull(result.get());
  }

  private static DraftGrid openGrid(Draft draft, DraftGrid grid) throws NotPossibleException {
    return switch (draft.state()) {
      case OPEN -> grid;
      case SUBMITTED ->
          throw NotPossibleException.conflict(
              "draft",
              "draft %d was submitted as version %d; open another one from it"
                  .formatted(draft.id(), draft.version().orElse(0)));
      case DISCARDED ->
          throw NotPossibleException.conflict(
              "draft", "draft " + draft.id() + " was discarded; open another one from it");
    };
  }

  private static List<DraftEdit> edits(List<PostgresDrafts.Edit> edits, long since) {
    return edits.stream()
        .filter(edit -> edit.revision() > since)
        .map(e -> new DraftEdit(e.revision(), e.who(), e.at(), DraftJson.ops(e.ops())))
        .toList();
  }

  private DraftGrid merged(
      Stored stored, DraftGrid grid, List<PostgresDrafts.Edit> edits, long seen, Wanted wanted)
      throws EditRefusedException, NotPossibleException {
    if (seen != LATEST && seen > stored.draft().revision()) {
      throw NotPossibleException.wrong(
          "revision", "the draft is at revision " + stored.draft().revision() + ", not further");
    }
    List<DraftEdit> unseen = edits(edits, seen);
    if (DraftMerge.columnsChanged(unseen, seen, wanted.positional())) {
      throw NotPossibleException.conflict(
          "revision", "somebody else changed the columns; load the draft again");
    }
    if (merge.merge(grid, unseen, seen, wanted.ops())
        instanceof DraftMerge.Outcome.Merged(DraftGrid merged)) {
      return merged;
    }
    // Only who is refused is told who was there before; that takes all edits that are remembered.
    return switch (merge.merge(grid, edits(edits, 0), seen, wanted.ops())) {
      case DraftMerge.Outcome.Merged(DraftGrid merged) -> merged;
      case DraftMerge.Outcome.Refused refused ->
          throw new EditRefusedException(refused, stored.draft().revision());
    };
  }

  /**
   * Edits after a revision.
   *
   * @param patience how long to wait for one
   */
  public Changes changes(long id, long since, Duration patience)
      throws NotPossibleException, InterruptedException {
    State before = draft(id).state();
    news.await(id, patience, () -> changed(id, since, before));
    Draft draft = draft(id);
    Optional<DraftReading> known = readings.find(id, draft.revision());
    if (known.isEmpty()) {
      Stored stored = stored(id);
      draft = stored.draft();
      known = Optional.of(readings.of(stored));
    }
    long revision = draft.revision();
    List<PostgresDrafts.Edit> edits = store.edits(id, since, MOST_CHANGES);
    // What came since then is told next time, together with what is wrong after it.
    return new Changes(
        draft,
        edits.stream().filter(edit -> edit.revision() <= revision).toList(),
        known.get().problems());
  }

  private boolean changed(long id, long since, State before) {
    return store
        .draft(id)
        .filter(draft -> draft.revision() <= since && draft.state() == before)
        .isEmpty();
  }

  /** Ends a draft without a version. */
  public void discard(long id, String who) throws NotPossibleException {
    Draft draft = draft(id);
    if (!store.settle(id, draft.revision(), State.DISCARDED, OptionalLong.empty(), who)) {
      throw ended(id);
    }
  }

  /**
   * Makes a draft a version.
   *
   * @param comment why it was made, may be empty
   * @param record is given the version, to record it in the same transaction
   * @throws WorkbookRefusedException with everything that is wrong with it; it stays open then
   */
  public long submit(long id, String comment, String who, LongConsumer record)
      throws NotPossibleException, WorkbookRefusedException {
    Stored stored = stored(id);
    DraftGrid grid = openGrid(stored.draft(), DraftJson.grid(stored.grid()));
    OptionalLong version = rules.submit(stored.draft(), grid.workbook(), comment, who, record);
    if (version.isEmpty()) {
      throw ended(id);
    }
    return version.getAsLong();
  }

  private NotPossibleException ended(long id) throws NotPossibleException {
    Draft draft = draft(id);
    openGrid(draft, new DraftGrid(List.of()));
    return NotPossibleException.conflict(
        "draft", "somebody edited draft " + id + " at this moment; look at it and try again");
  }

  /** Tells nobody any more. */
  @Override
  public void close() {
    try {
      listening.close();
    } catch (Exception broken) {
      throw new IllegalStateException(broken);
    }
  }
}
