/**
 * The CPM participating function for pager mode: reception, the interworking decision, delivery to
 * clients (CPM SD §5.2.2.1.1, §5.2.2.1.3, §5.3.1.1).
 *
 * <p>Pure: no socket, no clock, no store; time and state come as arguments. Depends on the
 * vocabulary, {@code cpm.sip} values and codecs.
 */
@NullMarked
package isthmus.cpm.participating;

import org.jspecify.annotations.NullMarked;
