package isthmus.gateway.flow;

import java.util.concurrent.CompletionStage;

/**
 * Writes an item, together with others that come at the same time.
 *
 * @param <I> what is written
 * @param <O> what comes of it
 */
@FunctionalInterface
public interface Committer<I, O> {
  /**
   * Hands an item over; returns at once.
   *
   * @return completes after commit; fails with {@link isthmus.cpm.store.StoreOverloadedException}
   *     when too much waits, with {@link isthmus.cpm.store.StoreUnavailableException} when the
   *     database is away
   */
  CompletionStage<O> submit(I item);
}
