package isthmus.cpm.registration;

import isthmus.cpm.sip.SipAnswer;

/** Whether a request comes from who it says. */
public sealed interface AuthVerdict {
  /** It does; {@code username} as the client sent it. */
  record Authenticated(String username) implements AuthVerdict {}

  /** Not shown yet, or wrongly: the answer is a 401 with fresh challenges, or a 400. */
  record Unproven(SipAnswer answer) implements AuthVerdict {}
}
