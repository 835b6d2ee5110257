package isthmus.sms;

import isthmus.cpm.disposition.Disposition;
import isthmus.cpm.failure.Failure;
import isthmus.cpm.failure.FailureCode;
import isthmus.cpm.interworking.DeliveryOutcome;
import isthmus.cpm.interworking.InterworkingFunction.OutcomeSink;
import isthmus.cpm.interworking.OutboundDisposition;
import isthmus.sms.mapping.AddressMapping;
import isthmus.sms.mapping.DeliveryState;
import isthmus.sms.mapping.SentReceipt;
import isthmus.sms.mapping.SmsParty;
import isthmus.sms.smpp.DeliverPdu;
import isthmus.sms.smpp.RequestResult;
import isthmus.sms.smpp.SmppAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Sends receipts to accounts whose messages a CPM client has, or will never have. */
final class SentReceipts {
  private static final DeliveryOutcome NOTHING_TO_SAY =
      new DeliveryOutcome.Accepted(List.of(), DeliveryOutcome.Finality.NO_MORE_NEWS);

  private final Router router;
  private final PeerDirectory peers;

  SentReceipts(Router router, PeerDirectory peers) {
    this.router = router;
    this.peers = peers;
  }

  /** Sends one receipt for each submit_sm that the message came by. */
  void send(OutboundDisposition disposition, OutcomeSink sink) {
    Optional<DeliveryState> state = state(disposition.disposition());
    Optional<AccountCarrier> account = router.account(disposition.peer());
    if (state.isEmpty() || !ExternalIds.isOurs(disposition.externalId())) {
      sink.outcome(NOTHING_TO_SAY);
    } else if (account.isEmpty()) {
      sink.outcome(peers.find(disposition.peer()).isPresent() ? NOTHING_TO_SAY : gone(disposition));
    } else {
      send(disposition, state.get(), account.get(), sink);
    }
  }

  private static DeliveryOutcome gone(OutboundDisposition disposition) {
    return new DeliveryOutcome.PermanentFailure(
        new Failure(
            FailureCode.BAD_RECIPIENT,
            "the sender has no account any more",
            "no account " + disposition.peer()),
        List.of());
  }

  private static void send(
      OutboundDisposition disposition,
      DeliveryState state,
      AccountCarrier account,
      OutcomeSink sink) {
    List<CompletableFuture<RequestResult>> sent = new ArrayList<>();
    for (String id : ExternalIds.answered(disposition.externalId())) {
      DeliverPdu pdu = receipt(disposition, id, state, account.peer());
      sent.add(account.deliver(pdu).toCompletableFuture());
    }
    var _ =
        CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new))
            .thenRun(() -> sink.outcome(outcome(sent, account.peer())));
  }

  private static DeliverPdu receipt(
      OutboundDisposition disposition, String id, DeliveryState state, Peer peer) {
    SentReceipt receipt =
        new SentReceipt(id, disposition.receivedAt(), disposition.at(), state, 0, "");
    return DeliverPdu.of(
            address(disposition.from(), peer),
            address(disposition.to(), peer),
            receipt.esmClass(),
            0,
            receipt.shortMessage())
        .withTlvs(Composer.tlvs(receipt.tlvs()));
  }

  // A receipt finds its message by id; one with an address that cannot be written is better than
  // none.
  private static SmppAddress address(String text, Peer peer) {
    SmsParty party = AddressMapping.party(withoutScheme(text));
    return switch (party) {
      case SmsParty.E164 _, SmsParty.ShortCode _ -> peer.source().toWire(party);
      case SmsParty.Alphanumeric(String name) ->
          name.length() <= 11 && name.matches("[\\x20-\\x7e]+")
              ? peer.source().toWire(party)
              : SmppAddress.unspecified();
    };
  }

  private static String withoutScheme(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    String bare = lower.startsWith("tel:") || lower.startsWith("sip:") ? text.substring(4) : text;
    int at = bare.indexOf('@');
    String name = at < 0 ? bare : bare.substring(0, at);
    int semicolon = name.indexOf(';');
    String user = semicolon < 0 ? name : name.substring(0, semicolon);
    return user.isBlank() ? "?" : user.substring(0, Math.min(20, user.length()));
  }

  private static DeliveryOutcome outcome(List<CompletableFuture<RequestResult>> sent, Peer peer) {
    DeliveryOutcome worst = NOTHING_TO_SAY;
    for (CompletableFuture<RequestResult> result : sent) {
      switch (Verdict.of(result.join(), peer)) {
        case Verdict.Taken _ -> peer.counters().count(PeerCounters.Event.RECEIPTS_SENT);
        case Verdict.Later(Failure failure, var retryAfter) ->
            worst = new DeliveryOutcome.TemporaryFailure(failure, retryAfter, List.of());
        case Verdict.Unknown(Failure failure) ->
            worst = new DeliveryOutcome.TemporaryFailure(failure, Optional.empty(), List.of());
        case Verdict.Never(Failure failure) -> {
          if (worst instanceof DeliveryOutcome.Accepted) {
            worst = new DeliveryOutcome.PermanentFailure(failure, List.of());
          }
        }
      }
    }
    return worst;
  }

  private static Optional<DeliveryState> state(Disposition disposition) {
    return switch (disposition) {
      case DELIVERED -> Optional.of(DeliveryState.DELIVERED);
      case FAILED -> Optional.of(DeliveryState.UNDELIVERABLE);
      case FORBIDDEN -> Optional.of(DeliveryState.REJECTED);
      case ERROR -> Optional.of(DeliveryState.UNKNOWN);
      case DISPLAYED, INTERWORKED -> Optional.empty();
    };
  }
}
