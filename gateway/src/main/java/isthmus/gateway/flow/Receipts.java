package isthmus.gateway.flow;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.interworking.InterworkingInbound.ReceiptAnswer;
import isthmus.cpm.interworking.LegacyReceipt;
import isthmus.cpm.store.MessageStore.ClientReport;
import isthmus.cpm.store.MessageStore.ReceiptEffect;
import isthmus.cpm.store.MessageStore.ReceiptResult;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Route {@code receipt}: what became of deliveries, told by services and by CPM clients. Each moves
 * its delivery once and becomes at most one notification of each kind (CPM SD §5.2.6).
 */
public final class Receipts {
  private static final Logger log = LoggerFactory.getLogger(Receipts.class);

  private final Committer<LegacyReceipt, ReceiptResult> receipts;
  private final Committer<ClientReport, ReceiptResult> reports;
  private final ShardWork work;
  private final PartsUnderWay parts;
  private final Tally tally;

  /** Receipts of both sides. */
  public Receipts(
      Committer<LegacyReceipt, ReceiptResult> receipts,
      Committer<ClientReport, ReceiptResult> reports,
      ShardWork work,
      PartsUnderWay parts,
      Tally tally) {
    this.receipts = requireNonNull(receipts);
    this.reports = requireNonNull(reports);
    this.work = requireNonNull(work);
    this.parts = requireNonNull(parts);
    this.tally = requireNonNull(tally);
  }

  /** A receipt of a service; completes after commit, never exceptionally. */
  public CompletionStage<ReceiptAnswer> ofService(LegacyReceipt receipt) {
    return parts
        .writeBefore(receipt)
        .map(write -> write.thenCompose(_ -> receipts.submit(receipt)))
        .orElseGet(() -> receipts.submit(receipt))
        .handle(
            (result, error) -> {
              if (error != null) {
                log.warn("receipt of {} not written: {}", receipt.peer(), error.toString());
                return ReceiptAnswer.SUSPENDED;
              }
              count(result);
              result.notification().ifPresent(work::offer);
              return switch (result.effect()) {
                case APPLIED -> ReceiptAnswer.APPLIED;
                case REPEATED -> ReceiptAnswer.REPEATED;
                case UNKNOWN -> ReceiptAnswer.KEPT;
              };
            });
  }

  /** A notification of a CPM client; completes after commit. */
  public CompletionStage<ReceiptEffect> ofClient(ClientReport report) {
    return reports
        .submit(report)
        .thenApply(
            result -> {
              count(result);
              result.notification().ifPresent(work::offer);
              return result.effect();
            });
  }

  private void count(ReceiptResult result) {
    if (result.effect() == ReceiptEffect.APPLIED) {
      tally.oneReceipt();
    }
  }
}
