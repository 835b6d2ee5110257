package isthmus.gateway.assembly;

import isthmus.cpm.conversation.Correlation;
import isthmus.cpm.delivery.AttemptResult;
import isthmus.cpm.interworking.LegacyReceipt;
import isthmus.cpm.store.CorrelationStore;
import isthmus.cpm.store.CorrelationStore.Lookup;
import isthmus.cpm.store.MessageStore;
import isthmus.cpm.store.MessageStore.AcceptResult;
import isthmus.cpm.store.MessageStore.Acceptance;
import isthmus.cpm.store.MessageStore.ClientReport;
import isthmus.cpm.store.MessageStore.Effect;
import isthmus.cpm.store.MessageStore.NotificationPlan;
import isthmus.cpm.store.MessageStore.ReceiptResult;
import isthmus.gateway.config.DeliveryConfiguration;
import isthmus.gateway.store.GroupCommit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * The group commits: what comes within a few milliseconds shares a transaction.
 *
 * @param accept messages being accepted
 * @param results results of attempts
 * @param receipts receipts of services
 * @param reports notifications of CPM clients
 * @param correlations look-ups of conversations
 */
record Batches(
    Ordered<Acceptance, AcceptResult> accept,
    GroupCommit<AttemptResult, Effect> results,
    GroupCommit<LegacyReceipt, ReceiptResult> receipts,
    GroupCommit<ClientReport, ReceiptResult> reports,
    Ordered<Lookup, Correlation> correlations)
    implements AutoCloseable {
  static Batches of(
      MessageStore store,
      CorrelationStore correlations,
      NotificationPlan plan,
      DeliveryConfiguration.GroupCommit settings) {
    return new Batches(
        Ordered.of(
            named("accept", settings),
            store::accept,
            acceptance ->
                acceptance.message().message().threading().conversation().value().hashCode()),
        new GroupCommit<>(named("results", settings), results -> store.record(results, plan)),
        new GroupCommit<>(named("receipts", settings), receipts -> store.receipts(receipts, plan)),
        new GroupCommit<>(named("reports", settings), reports -> store.reports(reports, plan)),
        Ordered.of(
            named("correlations", settings),
            correlations::obtain,
            lookup -> lookup.key().hashCode()));
  }

  /** The settings of one of them. */
  static GroupCommit.Settings named(String name, DeliveryConfiguration.GroupCommit settings) {
    return new GroupCommit.Settings(
        name, settings.writers(), settings.maxBatch(), settings.queue(), settings.maxDelay());
  }

  List<GroupCommit<?, ?>> all() {
    List<GroupCommit<?, ?>> all = new ArrayList<>(accept.stripes());
    all.addAll(List.of(results, receipts, reports));
    all.addAll(correlations.stripes());
    return List.copyOf(all);
  }

  /**
   * Commits side by side that keep the order of what belongs together: of two messages of one
   * conversation the later one is not committed, and so not sent, before the earlier.
   *
   * @param stripes commits with one writer each
   * @param key equal for what must stay in order
   */
  record Ordered<I, O>(List<GroupCommit<I, O>> stripes, ToIntFunction<I> key) {
    static <I, O> Ordered<I, O> of(
        GroupCommit.Settings settings, Function<List<I>, List<O>> commit, ToIntFunction<I> key) {
      List<GroupCommit<I, O>> stripes = new ArrayList<>();
      for (int number = 1; number <= settings.writers(); number++) {
        stripes.add(
            new GroupCommit<>(
                new GroupCommit.Settings(
                    settings.name() + '-' + number,
                    1,
                    settings.maxBatch(),
                    settings.queueLimit(),
                    settings.gather()),
                commit));
      }
      return new Ordered<>(List.copyOf(stripes), key);
    }

    boolean nearlyFull() {
      for (GroupCommit<I, O> stripe : stripes) {
        if (stripe.nearlyFull()) {
          return true;
        }
      }
      return false;
    }

    CompletionStage<O> submit(I item) {
      return stripes.get(Math.floorMod(key.applyAsInt(item), stripes.size())).submit(item);
    }
  }

  /** True when too much waits for the database for more to be let in. */
  boolean nearlyFull() {
    return accept.nearlyFull()
        || correlations.nearlyFull()
        || results.nearlyFull()
        || receipts.nearlyFull()
        || reports.nearlyFull();
  }

  @Override
  public void close() {
    all().forEach(GroupCommit::close);
  }
}
