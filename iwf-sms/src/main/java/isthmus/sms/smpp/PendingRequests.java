package isthmus.sms.smpp;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jsmpp.SMPPConstant;

/**
 * The requests of one connection that wait for their response, and the newest of those that waited
 * in vain: a late response still names the message id that receipts will carry. Each request hears
 * once what became of it. Safe for any thread.
 */
final class PendingRequests {
  private static final int MAX_OVERDUE = 1_000;

  private record Pending(int responseId, long deadlineNanos, SmppChannel.Reply reply) {
    boolean isAnsweredBy(Frame response) {
      return responseId == response.commandId()
          || response.commandId() == SMPPConstant.CID_GENERIC_NACK;
    }
  }

  private final Map<Integer, Pending> pending = new ConcurrentHashMap<>();
  private final ConcurrentSkipListMap<Integer, Pending> overdue = new ConcurrentSkipListMap<>();

  /** Waits for the response of this command_id and sequence_number. */
  void add(int number, int responseId, long deadlineNanos, SmppChannel.Reply reply) {
    pending.put(number, new Pending(responseId, deadlineNanos, reply));
  }

  /** Forgets a request that was not sent after all; false if it has heard something already. */
  boolean withdraw(int number) {
    return pending.remove(number) != null;
  }

  /** Hands a response to the request that waits for it; false if none does, or no longer. */
  boolean answer(Frame response) {
    Pending request = pending.get(response.sequenceNumber());
    if (request != null
        && request.isAnsweredBy(response)
        && pending.remove(response.sequenceNumber(), request)) {
      request.reply().answered(response);
      return true;
    }
    Pending late = overdue.get(response.sequenceNumber());
    if (late != null
        && late.isAnsweredBy(response)
        && overdue.remove(response.sequenceNumber(), late)) {
      late.reply().late(response);
    }
    return false;
  }

  /** Ends the wait of requests whose time is over. */
  void expire(long nowNanos) {
    pending.forEach(
        (number, request) -> {
          if (request.deadlineNanos() - nowNanos <= 0) {
            expire(number, request);
          }
        });
  }

  private void expire(Integer number, Pending request) {
    // Overdue first, so that a response that comes in between is not taken for a stray one.
    overdue.put(number, request);
    if (pending.remove(number, request)) {
      request.reply().unanswered(RequestResult.Cause.TIMED_OUT);
    } else {
      overdue.remove(number, request);
    }
    if (overdue.size() > MAX_OVERDUE) {
      overdue.pollFirstEntry();
    }
  }

  /** Ends every wait: the connection is gone. */
  void abandon() {
    pending.forEach(
        (number, request) -> {
          if (pending.remove(number, request)) {
            request.reply().unanswered(RequestResult.Cause.LINK_LOST);
          }
        });
  }
}
