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
import java.util.List;

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
    GroupCommit<Acceptance, AcceptResult> accept,
    GroupCommit<AttemptResult, Effect> results,
    GroupCommit<LegacyReceipt, ReceiptResult> receipts,
    GroupCommit<ClientReport, ReceiptResult> reports,
    GroupCommit<Lookup, Correlation> correlations)
    implements AutoCloseable {
  static Batches of(
      MessageStore store,
      CorrelationStore correlations,
      NotificationPlan plan,
      DeliveryConfiguration.GroupCommit settings) {
    return new Batches(
        new GroupCommit<>(named("accept", settings), store::accept),
        new GroupCommit<>(named("results", settings), results -> store.record(results, plan)),
        new GroupCommit<>(named("receipts", settings), receipts -> store.receipts(receipts, plan)),
        new GroupCommit<>(named("reports", settings), reports -> store.reports(reports, plan)),
        new GroupCommit<>(named("correlations", settings), correlations::obtain));
  }

  /** The settings of one of them. */
  static GroupCommit.Settings named(String name, DeliveryConfiguration.GroupCommit settings) {
    return new GroupCommit.Settings(
        name, settings.writers(), settings.maxBatch(), settings.queue(), settings.maxDelay());
  }

  List<GroupCommit<?, ?>> all() {
    return List.of(accept, results, receipts, reports, correlations);
  }

  /** True when too much waits for the database for more to be let in. */
  boolean nearlyFull() {
    return accept.nearlyFull()
        || results.nearlyFull()
        || receipts.nearlyFull()
        || reports.nearlyFull()
        || correlations.nearlyFull();
  }

  @Override
  public void close() {
    all().forEach(GroupCommit::close);
  }
}
