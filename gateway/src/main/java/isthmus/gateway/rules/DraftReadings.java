package isthmus.gateway.rules;

import static java.util.Objects.requireNonNull;

import isthmus.gateway.rules.draft.DraftGrid;
import isthmus.gateway.rules.draft.DraftJson;
import isthmus.gateway.store.PostgresDrafts.Stored;
import isthmus.isf.table.Strategy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The drafts that are being worked on, at their latest revision: a large one takes long to read,
 * and an edit is asked about by its author and by everybody who follows. A revision never changes,
 * whoever wrote it. Safe for any thread.
 */
final class DraftReadings {
  /** A large draft takes some ten megabytes. */
  private static final int KEPT = 4;

  private final Strategy strategy;
  private final ReentrantLock lock = new ReentrantLock();
  private final ReentrantLock loading = new ReentrantLock();

  /** By the draft's id, the one that was asked for longest ago first. */
  private final Map<Long, DraftReading> kept = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * None yet.
   *
   * @param strategy how ties are broken by sheets that do not say
   */
  DraftReadings(Strategy strategy) {
    this.strategy = requireNonNull(strategy);
  }

  /** A draft that was stored. */
  DraftReading of(Stored stored) {
    long id = stored.draft().id();
    long revision = stored.draft().revision();
    // One at a time: after an edit all who follow come at once, and the second finds it known.
    loading.lock();
    try {
      return find(id, revision)
          .orElseGet(() -> keep(id, reading(revision, DraftJson.grid(stored.grid()))));
    } finally {
      loading.unlock();
    }
  }

  /** A draft at a revision, when it is known. */
  Optional<DraftReading> find(long id, long revision) {
    lock.lock();
    try {
      return Optional.ofNullable(kept.get(id)).filter(known -> known.revision() == revision);
    } finally {
      lock.unlock();
    }
  }

  /** What an edit made of a draft; not kept before it is committed. */
  DraftReading reading(long revision, DraftGrid grid) {
    return new DraftReading(revision, grid, strategy);
  }

  /** Keeps a reading unless the same or a later one is known; the one that is known then. */
  DraftReading keep(long id, DraftReading read) {
    lock.lock();
    try {
      DraftReading latest =
          kept.merge(id, read, (old, now) -> old.revision() < now.revision() ? now : old);
      if (kept.size() > KEPT) {
        kept.remove(kept.keySet().iterator().next());
      }
      return latest.revision() == read.revision() ? latest : read;
    } finally {
      lock.unlock();
    }
  }
}
