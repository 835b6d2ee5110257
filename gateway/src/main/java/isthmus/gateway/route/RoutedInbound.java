package isthmus.gateway.route;

import static java.util.Objects.requireNonNull;

import isthmus.cpm.interworking.InboundAnswer;
import isthmus.cpm.interworking.InterworkingInbound;
import isthmus.cpm.interworking.LegacyMessage;
import isthmus.cpm.interworking.LegacyReceipt;
import isthmus.cpm.interworking.PartStore;
import isthmus.gateway.flow.LegacyIntake;
import java.util.concurrent.CompletionStage;

/** What interworking functions are offered: the routes, and the questions that need none. */
public final class RoutedInbound implements InterworkingInbound {
  private final Ways ways;
  private final LegacyIntake legacy;
  private final PartStore parts;

  /** The way into CPM over the routes. */
  public RoutedInbound(Ways ways, LegacyIntake legacy, PartStore parts) {
    this.ways = requireNonNull(ways);
    this.legacy = requireNonNull(legacy);
    this.parts = requireNonNull(parts);
  }

  @Override
  public CompletionStage<InboundAnswer> message(LegacyMessage message) {
    return ways.legacyIn(message);
  }

  @Override
  public CompletionStage<ReceiptAnswer> receipt(LegacyReceipt receipt) {
    return ways.receipt(receipt);
  }

  @Override
  public CompletionStage<LegacyState> query(String peer, String externalId) {
    return legacy.query(peer, externalId);
  }

  @Override
  public CompletionStage<LegacyState> cancel(String peer, String externalId) {
    return legacy.cancel(peer, externalId);
  }

  @Override
  public PartStore parts() {
    return parts;
  }
}
