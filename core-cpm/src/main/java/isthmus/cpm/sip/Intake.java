package isthmus.cpm.sip;

import java.util.Arrays;

/** Sorts what arrives on any transport into requests, responses and junk. */
final class Intake {
  private final int maxMessageBytes;
  private final RequestIntake requests;
  private final ClientTransactions transactions;
  private final Tally tally;

  Intake(
      int maxMessageBytes, RequestIntake requests, ClientTransactions transactions, Tally tally) {
    this.maxMessageBytes = maxMessageBytes;
    this.requests = requests;
    this.transactions = transactions;
    this.tally = tally;
  }

  /** A whole datagram. Whatever is in it, this returns normally. */
  void datagram(byte[] octets, Arrival arrival) {
    if (isKeepAlive(octets)) {
      return;
    }
    WireMessage wire;
    try {
      wire = WireMessage.parse(octets, octets.length);
    } catch (SipSyntaxException e) {
      tally.junk.increment();
      return;
    }
    if (octets.length > maxMessageBytes) {
      requests.reject(wire, arrival, SipAnswer.of(513));
      return;
    }
    try {
      message(cutToContentLength(wire), arrival);
    } catch (SipSyntaxException e) {
      requests.reject(wire, arrival, RequestIntake.badRequest(e));
    }
  }

  /** A message of known extent. */
  void message(WireMessage wire, Arrival arrival) {
    if (wire.isResponse()) {
      transactions.response(wire);
    } else {
      requests.take(wire, arrival);
    }
  }

  /** A message on a stream that is over the limit. */
  void tooLarge(WireMessage head, Arrival arrival) {
    requests.reject(head, arrival, SipAnswer.of(513));
  }

  /** Something on a stream that is no SIP. */
  void junk() {
    tally.junk.increment();
  }

  /** An answer could not be sent. */
  void answerLost() {
    tally.answersLost.increment();
  }

  /** A connection beyond the limit was closed. */
  void connectionRefused() {
    tally.connectionsRefused.increment();
  }

  /** RFC 3261 §18.3: what lies behind Content-Length is dropped, what is missing is an error. */
  private static WireMessage cutToContentLength(WireMessage wire) {
    byte[] body = wire.body();
    int length = wire.contentLength().orElse(body.length);
    if (length == body.length) {
      return wire;
    }
    if (length > body.length) {
      throw new SipSyntaxException(
          "the body has " + body.length + " bytes, Content-Length says " + length);
    }
    return wire.withBody(Arrays.copyOf(body, length));
  }

  private static boolean isKeepAlive(byte[] octets) {
    for (byte octet : octets) {
      if (octet != '\r' && octet != '\n' && octet != 0) {
        return false;
      }
    }
    return true;
  }
}
