package isthmus.cpm.sip;

/** Answers one request: from any thread, at any time within 32 s of its arrival. */
@FunctionalInterface
public interface SipResponder {
  /** Sends the answer. Only the first call has an effect; a call that comes too late has none. */
  void respond(SipAnswer answer);
}
