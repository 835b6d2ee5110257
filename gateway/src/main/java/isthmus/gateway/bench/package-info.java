/**
 * {@code isthmus bench}: a gateway in a process of its own, and around it in this process the load
 * and its peers: a lean SIP sender and sink over UDP and the simulated SMSC. Every message is
 * accounted for by its number, so that what was accepted and never submitted is found.
 *
 * <p>Thread rule: one platform thread sends, one reads answers, one is the sink; they share only
 * the {@link isthmus.gateway.bench.Ledger}, each of whose columns has one writer. Times are
 * monotonic nanoseconds. May depend on the command line's ports, the configuration, the demo's
 * simulated SMSC and iwf-sms.
 */
@NullMarked
package isthmus.gateway.bench;

import org.jspecify.annotations.NullMarked;
