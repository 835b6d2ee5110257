package isthmus.gateway.users;

import isthmus.cpm.sip.SipRequest;
import isthmus.cpm.sip.SipResponder;

/** Takes REGISTER requests. */
@FunctionalInterface
public interface RegisterDoor {
  /** Takes one and returns at once; it is answered on another thread. */
  void register(SipRequest request, SipResponder responder);
}
