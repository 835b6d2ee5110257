package isthmus.sms;

import isthmus.sms.mapping.InboundKind;
import isthmus.sms.mapping.SmppTime;
import isthmus.sms.smpp.Answer;
import isthmus.sms.smpp.CancelPdu;
import isthmus.sms.smpp.CommandStatus;
import isthmus.sms.smpp.DataPdu;
import isthmus.sms.smpp.DeliverPdu;
import isthmus.sms.smpp.EsmeAccount;
import isthmus.sms.smpp.EsmeRequests;
import isthmus.sms.smpp.MessagePdu;
import isthmus.sms.smpp.QueryPdu;
import isthmus.sms.smpp.ReplacePdu;
import isthmus.sms.smpp.SmppAddress;
import isthmus.sms.smpp.SubmitMultiPdu;
import isthmus.sms.smpp.SubmitPdu;
import isthmus.sms.text.SmsFormatException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Takes what accounts send: messages of ESMEs, messages and receipts of SMSCs, operations. */
final class AccountPdus implements EsmeRequests {
  // An ESME's clock may be a little ahead of ours; a schedule this close means "now".
  private static final Duration SOON = Duration.ofSeconds(60);

  private final Map<String, Peer> peers;
  private final SmscPdus smscs;
  private final MessageIntake messages;
  private final AccountOperations operations;
  private final ExternalIds ids;
  private final InstantSource clock;

  AccountPdus(
      Map<String, Peer> peers,
      SmscPdus smscs,
      MessageIntake messages,
      AccountOperations operations,
      ExternalIds ids,
      InstantSource clock) {
    this.peers = Map.copyOf(peers);
    this.smscs = smscs;
    this.messages = messages;
    this.operations = operations;
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  public CompletionStage<Answer> onMessage(
      EsmeAccount account, String sessionId, MessagePdu message) {
    Peer peer = peer(account);
    return switch (message) {
      case DeliverPdu delivered -> smscs.take(peer, delivered);
      case DataPdu data -> data(peer, data);
      case SubmitPdu submit -> submit(peer, submit);
    };
  }

  private CompletionStage<Answer> data(Peer peer, DataPdu data) {
    if (peer.role().isSmsc() && ReceiptIntake.isReceipt(peer, data)) {
      return smscs.take(peer, data);
    }
    if (InboundKind.of(data.esmClass()).isReport()) {
      return answer(Answer.declined(CommandStatus.RINVESMCLASS));
    }
    Terms terms = new Terms(Terms.Side.ESME, data.registeredDelivery(), Optional.empty());
    return messages.take(peer, data, terms);
  }

  private CompletionStage<Answer> submit(Peer peer, SubmitPdu submit) {
    Reading reading = read(submit);
    return reading.refusal() != CommandStatus.ROK
        ? answer(Answer.declined(reading.refusal()))
        : messages.take(peer, submit, reading.terms());
  }

  /**
   * A submit_sm read.
   *
   * @param refusal why it cannot be taken, ROK if it can
   */
  private record Reading(Terms terms, int refusal) {}

  private Reading read(SubmitPdu submit) {
    Terms plain = new Terms(Terms.Side.ESME, submit.registeredDelivery(), Optional.empty());
    if (InboundKind.of(submit.esmClass()).isReport()) {
      return new Reading(plain, CommandStatus.RINVESMCLASS);
    }
    Instant now = clock.instant();
    if (!isSoon(submit.scheduleDeliveryTime(), now)) {
      return new Reading(plain, CommandStatus.RINVSCHED);
    }
    try {
      Optional<Instant> expires =
          SmppTime.parse(submit.validityPeriod()).map(time -> time.resolve(now));
      boolean over = expires.filter(end -> !end.isAfter(now)).isPresent();
      return new Reading(
          new Terms(Terms.Side.ESME, submit.registeredDelivery(), expires),
          over ? CommandStatus.RINVEXPIRY : CommandStatus.ROK);
    } catch (SmsFormatException _) {
      return new Reading(plain, CommandStatus.RINVEXPIRY);
    }
  }

  // CPM has no deferred submission; a schedule is refused rather than ignored.
  private static boolean isSoon(String schedule, Instant now) {
    try {
      return SmppTime.parse(schedule)
          .map(time -> !time.resolve(now).isAfter(now.plus(SOON)))
          .orElse(true);
    } catch (SmsFormatException _) {
      return false;
    }
  }

  @Override
  public CompletionStage<Answer> onSubmitMulti(
      EsmeAccount account, String sessionId, SubmitMultiPdu multi) {
    if (!multi.distributionLists().isEmpty()) {
      return answer(Answer.declined(CommandStatus.RINVDLNAME));
    }
    if (multi.destinations().isEmpty()) {
      return answer(Answer.declined(CommandStatus.RINVNUMDESTS));
    }
    Reading reading = read(multi.message());
    if (reading.refusal() != CommandStatus.ROK) {
      return answer(Answer.declined(reading.refusal()));
    }
    Peer peer = peer(account);
    String id = ids.fresh();
    List<CompletableFuture<Answer>> answers = new ArrayList<>();
    for (SmppAddress destination : multi.destinations()) {
      String its = ExternalIds.destination(id, answers.size() + 1);
      SubmitPdu single = multi.message().withDestination(destination);
      answers.add(messages.take(peer, single, reading.terms(), its).toCompletableFuture());
    }
    return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
        .thenApply(_ -> together(id, multi.destinations(), answers));
  }

  private static Answer together(
      String id, List<SmppAddress> destinations, List<CompletableFuture<Answer>> answers) {
    List<Answer.FailedDestination> failed = new ArrayList<>();
    for (int i = 0; i < answers.size(); i++) {
      int status = answers.get(i).join().commandStatus();
      if (status != CommandStatus.ROK) {
        failed.add(new Answer.FailedDestination(destinations.get(i), status));
      }
    }
    if (failed.size() == answers.size()) {
      return Answer.declined(failed.getFirst().commandStatus());
    }
    return failed.isEmpty() ? Answer.taken(id) : new Answer.TakenForSome(id, failed);
  }

  @Override
  public CompletionStage<Answer> onQuery(EsmeAccount account, String sessionId, QueryPdu query) {
    return operations.query(account.id(), query);
  }

  @Override
  public CompletionStage<Answer> onCancel(EsmeAccount account, String sessionId, CancelPdu cancel) {
    return operations.cancel(account.id(), cancel);
  }

  @Override
  public CompletionStage<Answer> onReplace(
      EsmeAccount account, String sessionId, ReplacePdu replace) {
    return operations.replace(account.id(), replace);
  }

  private Peer peer(EsmeAccount account) {
    Peer peer = peers.get(account.id());
    if (peer == null) {
      throw new IllegalStateException("an account that nobody set up: " + account.id());
    }
    return peer;
  }

  private static CompletionStage<Answer> answer(Answer answer) {
    return CompletableFuture.completedFuture(answer);
  }
}
