package isthmus.sms;

import isthmus.cpm.interworking.InterworkingInbound;
import isthmus.cpm.interworking.InterworkingInbound.LegacyState;
import isthmus.sms.mapping.DeliveryState;
import isthmus.sms.smpp.Answer;
import isthmus.sms.smpp.CancelPdu;
import isthmus.sms.smpp.CommandStatus;
import isthmus.sms.smpp.QueryPdu;
import isthmus.sms.smpp.ReplacePdu;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * query_sm, cancel_sm and replace_sm of accounts. An account reaches only its own messages; that
 * the source address is one it may use, the server has checked.
 */
final class AccountOperations {
  private static final Logger LOG = LoggerFactory.getLogger(AccountOperations.class);

  private final InterworkingInbound inbound;

  AccountOperations(InterworkingInbound inbound) {
    this.inbound = inbound;
  }

  CompletionStage<Answer> query(String account, QueryPdu query) {
    Optional<String> id = ExternalIds.message(query.messageId());
    if (id.isEmpty()) {
      return declined(CommandStatus.RINVMSGID);
    }
    return answered(
        account, inbound.query(account, id.get()), state -> state(query.messageId(), state));
  }

  private static Answer state(String messageId, LegacyState state) {
    return switch (state) {
      case UNKNOWN -> Answer.declined(CommandStatus.RINVMSGID);
      case ENROUTE -> state(messageId, DeliveryState.ENROUTE);
      case DELIVERED -> state(messageId, DeliveryState.DELIVERED);
      case EXPIRED -> state(messageId, DeliveryState.EXPIRED);
      case UNDELIVERABLE -> state(messageId, DeliveryState.UNDELIVERABLE);
      case CANCELLED -> state(messageId, DeliveryState.DELETED);
      case SUSPENDED -> Answer.declined(CommandStatus.RQUERYFAIL);
    };
  }

  // final_date stays empty: the gateway's answer does not say when.
  private static Answer state(String messageId, DeliveryState state) {
    return new Answer.State(messageId, "", state.code(), 0);
  }

  CompletionStage<Answer> cancel(String account, CancelPdu cancel) {
    if (cancel.messageId().isEmpty()) {
      LOG.info("{}: cancel_sm without message_id refused", account);
      return declined(CommandStatus.RCANCELFAIL);
    }
    Optional<String> id = ExternalIds.message(cancel.messageId());
    if (id.isEmpty()) {
      return declined(CommandStatus.RINVMSGID);
    }
    return answered(account, inbound.cancel(account, id.get()), AccountOperations::cancelled);
  }

  private static Answer cancelled(LegacyState state) {
    return switch (state) {
      case CANCELLED -> Answer.ok();
      case UNKNOWN -> Answer.declined(CommandStatus.RINVMSGID);
      case ENROUTE, DELIVERED, EXPIRED, UNDELIVERABLE -> Answer.declined(CommandStatus.RCANCELFAIL);
      case SUSPENDED -> Answer.declined(CommandStatus.RSYSERR);
    };
  }

  /** A message that is accepted may be on its way already, so none is replaced. */
  CompletionStage<Answer> replace(String account, ReplacePdu replace) {
    LOG.info("{}: replace_sm of {} refused: not offered", account, replace.messageId());
    return declined(CommandStatus.RREPLACEFAIL);
  }

  private static CompletionStage<Answer> answered(
      String account, CompletionStage<LegacyState> asked, Function<LegacyState, Answer> reading) {
    return asked
        .thenApply(reading)
        .exceptionally(
            error -> {
              LOG.warn("{}: an operation failed: {}", account, error.toString());
              return Answer.declined(CommandStatus.RSYSERR);
            });
  }

  private static CompletionStage<Answer> declined(int status) {
    return CompletableFuture.completedFuture(Answer.declined(status));
  }
}
