package isthmus.gateway.assembly;

import isthmus.cpm.sip.SipRequest;

/** On which thread the requests that begin something are taken. */
@FunctionalInterface
interface Reception {
  /** On the thread that read them: for work that never blocks and costs little. */
  static Reception atOnce() {
    return (_, work) -> {
      work.run();
      return true;
    };
  }

  /**
   * Runs the work for a request, after that for earlier requests of the same sender.
   *
   * @return false when too much waits already; then it does not run
   */
  boolean take(SipRequest request, Runnable work);
}
