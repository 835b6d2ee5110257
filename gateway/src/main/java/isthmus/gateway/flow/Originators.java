package isthmus.gateway.flow;

import isthmus.cpm.address.Address;
import isthmus.cpm.sip.SipAnswer;
import isthmus.cpm.sip.SipRequest;

/** Who sent a request: asserted by a trusted peer, or proved by digest (CPM SD §5.2.2.1.1). */
@FunctionalInterface
public interface Originators {
  /** Identifies the sender of a request. */
  Identified of(SipRequest request);

  /** Who it is, or what to answer instead. */
  sealed interface Identified {
    /** A user who may send. */
    record As(Address user) implements Identified {}

    /** Nobody who may; a challenge or a refusal. */
    record Not(SipAnswer answer) implements Identified {}
  }
}
