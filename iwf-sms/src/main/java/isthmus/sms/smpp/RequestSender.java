package isthmus.sms.smpp;

import java.time.Instant;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jsmpp.SMPPConstant;

/** Turns requests into PDUs for an {@link Outbox} and outcomes into results. */
final class RequestSender {
  private final Outbox outbox;
  private final SmppRuntime runtime;
  private final RequestCounters counters;
  private final PduEncoder encoder = new PduEncoder();
  private final PduDecoder decoder = new PduDecoder();

  /** Reads an outcome as the result that the caller wants. */
  private interface Reading<T> {
    T of(Outbox.Outcome outcome, CompletionStage<RequestResult> late);
  }

  RequestSender(Outbox outbox, SmppRuntime runtime, RequestCounters counters) {
    this.outbox = outbox;
    this.runtime = runtime;
    this.counters = counters;
  }

  CompletionStage<RequestResult> send(SmppRequest request) {
    return send(request, this::result);
  }

  CompletionStage<QueryResult> query(QueryPdu query) {
    return send(query, this::queryResult);
  }

  private <T> CompletionStage<T> send(SmppRequest request, Reading<T> reading) {
    counters.requested();
    Waiting<T> waiting = new Waiting<>(reading);
    try {
      outbox.offer(encoder.request(request), waiting);
    } catch (MalformedPduException e) {
      waiting.accept(
          new Outbox.Outcome.Unsent(RequestResult.Reason.INVALID, String.valueOf(e.getMessage())));
    }
    return waiting.future;
  }

  /** One request on its way. */
  private final class Waiting<T> implements Outbox.Sink {
    final CompletableFuture<T> future = new CompletableFuture<>();
    private final CompletableFuture<RequestResult> late = new CompletableFuture<>();
    private final Reading<T> reading;

    Waiting(Reading<T> reading) {
      this.reading = reading;
    }

    @Override
    public void accept(Outbox.Outcome outcome) {
      counters.ended(outcome);
      runtime.completions().execute(() -> future.complete(reading.of(outcome, late)));
    }

    @Override
    public void late(Outbox.Outcome.Answered outcome) {
      runtime.completions().execute(() -> late.complete(answered(outcome)));
    }
  }

  private RequestResult result(Outbox.Outcome outcome, CompletionStage<RequestResult> late) {
    return switch (outcome) {
      case Outbox.Outcome.Answered answered -> answered(answered);
      case Outbox.Outcome.Unanswered unanswered ->
          new RequestResult.NoAnswer(unanswered.cause(), unanswered.bindId(), late);
      case Outbox.Outcome.Unsent unsent ->
          new RequestResult.NotSent(unsent.reason(), unsent.detail());
    };
  }

  private RequestResult answered(Outbox.Outcome.Answered answered) {
    Frame response = answered.response();
    if (response.commandStatus() != CommandStatus.ROK) {
      return new RequestResult.Refused(response.commandStatus(), answered.bindId());
    }
    return new RequestResult.Accepted(messageId(response), answered.bindId(), now());
  }

  // An accepted message with an unreadable id is accepted all the same.
  private String messageId(Frame response) {
    try {
      return decoder.response(response).text();
    } catch (MalformedPduException _) {
      return "";
    }
  }

  private QueryResult queryResult(Outbox.Outcome outcome, CompletionStage<RequestResult> late) {
    RequestResult result = result(outcome, late);
    if (outcome instanceof Outbox.Outcome.Answered answered
        && result instanceof RequestResult.Accepted) {
      try {
        return decoder.queryResponse(answered.response());
      } catch (MalformedPduException e) {
        return new QueryResult.NotFound(
            new RequestResult.Refused(e.commandStatus(), answered.bindId()));
      }
    }
    return new QueryResult.NotFound(result);
  }

  private Instant now() {
    return runtime.clock().instant();
  }

  /** congestion_state of a response to a message (SMPP 5.0 §4.8.4.18), if it has one. */
  static OptionalInt congestion(Frame response) {
    int id = response.commandId();
    if (id != SMPPConstant.CID_SUBMIT_SM_RESP && id != SMPPConstant.CID_DATA_SM_RESP) {
      return OptionalInt.empty();
    }
    byte[] bytes = response.bytes();
    int at = Frame.HEADER_OCTETS;
    while (at < bytes.length && bytes[at] != 0) {
      at++;
    }
    at++;
    while (bytes.length - at >= 5) {
      int tag = (bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF);
      int length = (bytes[at + 2] & 0xFF) << 8 | (bytes[at + 3] & 0xFF);
      if (tag == Tlv.CONGESTION_STATE && length == 1) {
        return OptionalInt.of(bytes[at + 4] & 0xFF);
      }
      at += 4 + length;
    }
    return OptionalInt.empty();
  }
}
