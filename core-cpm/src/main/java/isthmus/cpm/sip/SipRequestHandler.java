package isthmus.cpm.sip;

/**
 * What the layer above does with new requests. Called on receive threads: it must return quickly
 * and leave blocking work to a thread of its own. A {@link SipSyntaxException} that it throws
 * becomes a 400 with the exception's text, any other exception a 500.
 */
@FunctionalInterface
public interface SipRequestHandler {
  /**
   * Takes a request that is no retransmission of one in progress or lately answered. A forked or
   * repeated copy with another branch does come through: {@link SipRequest#requestKey} tells it.
   */
  void onRequest(SipRequest request, SipResponder responder);
}
