package isthmus.gateway.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Commits at once, or when a test says so, or not at all. */
final class FakeCommitter<I, O> implements Committer<I, O> {
  private final Function<List<I>, List<O>> store;
  private final List<Runnable> waiting = new ArrayList<>();
  private Optional<RuntimeException> refusal = Optional.empty();
  private boolean holding;

  FakeCommitter(Function<List<I>, List<O>> store) {
    this.store = store;
  }

  void refuseWith(RuntimeException with) {
    refusal = Optional.of(with);
  }

  void hold() {
    holding = true;
  }

  void commitAll() {
    holding = false;
    List<Runnable> now = List.copyOf(waiting);
    waiting.clear();
    now.forEach(Runnable::run);
  }

  @Override
  public CompletionStage<O> submit(I item) {
    if (refusal.isPresent()) {
      return CompletableFuture.failedFuture(refusal.get());
    }
    CompletableFuture<O> answer = new CompletableFuture<>();
    Runnable commit =
        () -> {
          try {
            answer.complete(store.apply(List.of(item)).getFirst());
          } catch (RuntimeException failed) {
            answer.completeExceptionally(failed);
          }
        };
    if (holding) {
      waiting.add(commit);
    } else {
      commit.run();
    }
    return answer;
  }
}
