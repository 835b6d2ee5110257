package isthmus.gateway.rules;

import static java.util.Objects.requireNonNull;

import isthmus.gateway.store.PostgresRuleSets;
import isthmus.gateway.store.PostgresRuleSets.Stored;
import isthmus.isf.IsfRules;
import isthmus.isf.book.SheetProblem;
import isthmus.isf.book.Workbook;
import isthmus.isf.book.WorkbookReading;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/**
 * Versions that were compiled before anybody activates them. Each is compiled once, however many
 * want it; whoever takes one owns it. Safe for any thread.
 */
final class PreparedVersions implements AutoCloseable {
  private final PostgresRuleSets store;
  private final IsfRules tables;
  private final Map<Long, FutureTask<CheckedRules>> prepared = new ConcurrentHashMap<>();

  PreparedVersions(PostgresRuleSets store, IsfRules tables) {
    this.store = requireNonNull(store);
    this.tables = requireNonNull(tables);
  }

  /** A version, at once when it was prepared; the caller activates or discards it. */
  CheckedRules take(long version) {
    FutureTask<CheckedRules> ready = prepared.remove(version);
    return ready == null ? checked(version) : result(ready);
  }

  /** Keeps what was compiled elsewhere, unless the version is there. */
  void offer(long version, CheckedRules checked) {
    FutureTask<CheckedRules> done = new FutureTask<>(() -> checked);
    done.run();
    if (prepared.putIfAbsent(version, done) != null) {
      checked.discard();
    }
  }

  /** Compiles what is wanted and not there, and frees everything else. */
  void keep(List<Long> wanted) {
    prepared.forEach(
        (version, task) -> {
          if (!wanted.contains(version) && prepared.remove(version, task)) {
            result(task).discard();
          }
        });
    for (long version : wanted) {
      FutureTask<CheckedRules> task = new FutureTask<>(() -> checked(version));
      if (prepared.putIfAbsent(version, task) == null) {
        task.run();
        if (task.state() == Future.State.FAILED) {
          prepared.remove(version, task);
        }
      }
    }
  }

  /** Versions that can decide at once. */
  List<Long> ready() {
    return prepared.entrySet().stream()
        .filter(entry -> entry.getValue().state() == Future.State.SUCCESS)
        .filter(entry -> entry.getValue().resultNow() instanceof CheckedRules.Usable)
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  /** Compiles a version as it is stored. */
  CheckedRules checked(long version) {
    Stored stored =
        store
            .find(version)
            .orElseThrow(() -> new IllegalStateException("there is no version " + version));
    return checked(stored, tables);
  }

  static CheckedRules checked(Stored stored, IsfRules tables) {
    String name = stored.version().name();
    return switch (Books.stored(stored)) {
      case WorkbookReading.Good(Workbook book) ->
          CheckedRules.of(name, book, stored.version().strategy(), tables);
      case WorkbookReading.Bad(List<SheetProblem> problems) ->
          new CheckedRules.Unusable(name, problems);
    };
  }

  /** Runs it unless another thread does, and waits for it. */
  private static CheckedRules result(FutureTask<CheckedRules> task) {
    task.run();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException stopped) {
          interrupted = true;
        } catch (ExecutionException failed) {
          throw failed.getCause() instanceof RuntimeException cause
              ? cause
              : new IllegalStateException(failed.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Frees everything. */
  @Override
  public void close() {
    keep(List.of());
  }
}
