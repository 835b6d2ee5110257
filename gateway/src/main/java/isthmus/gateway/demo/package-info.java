/**
 * A simulated network around a gateway: an SMSC with handsets over real SMPP ({@link
 * isthmus.gateway.demo.SimulatedSmsc}), a CPM user's phone over real SIP ({@link
 * isthmus.gateway.demo.CpmClient}), the playground page that shows both, and the assembly behind
 * {@code isthmus demo}. The bench and tests use the same peers.
 *
 * <p>Thread rule: every public type may be used from any thread; listeners are told on whatever
 * thread made the change and must return quickly. May depend on core-cpm, iwf-sms, the
 * configuration, the console's ports and the command line's ports; nothing of the gateway's own
 * flow, so that a message takes the real way.
 */
@NullMarked
package isthmus.gateway.demo;

import org.jspecify.annotations.NullMarked;
